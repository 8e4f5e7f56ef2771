/**
 * Pages of the page cache of a file that is not mounted with `-o dax`: filled from the medium, and written back to it. The
 * block driver copies between the kernel's alias of the block and that of the page, and calls flush_dcache_page()
 * (pmem_do_bvec(), drivers/nvdimm/pmem.c:65-87, Linux 4.5).
 */
import { flushDcachePage } from '../cachetlb/index.js';
import { frameOf, hasPmemApi } from '../dax/kernel-access.js';
import type { Errno } from '../errno.js';
import type { CachedPage } from '../system/cached-page.js';
import { cachedFrame, cachetlbKernelOf } from '../system/cachetlb-kernel.js';
import type { FileState } from '../system/file-state.js';
import type { System } from '../system/system.js';

/** The page of the page cache, allocated with its folio where there is none; it need not be up to date. */
export function findOrCreatePage(system: System, file: FileState, page: number): CachedPage {
  const known = file.cached.get(page);
  if (known) return known;
  const { folio = 1, pages } = file.description;
  const first = page - (page % folio);
  const frames = folio === 1 ? [system.newFrame()] : system.newFrames(folio);
  const made: CachedPage[] = [];
  for (let nth = 0; nth < folio && first + nth < pages; nth++) {
    const of = { file: file.description, page: first + nth };
    const whole = folio > 1 && { folio: made };
    made.push({ of, physical: frames[nth]!, ...whole, uptodate: false, dirty: false });
    file.cached.set(first + nth, made.at(-1)!);
  }
  return made[page - first]!;
}

/**
 * `->readpage()`: fills a page from its block; a hole and an unwritten block are zeros. A write() needs no more than this of a
 * folio, whose pages are up to date or not each by itself (fs/iomap/buffered-io.c: __iomap_write_begin(), Linux 6.8).
 */
export function readPage(system: System, file: FileState, cached: CachedPage): Errno | 0 {
  return readPages(system, file, [cached]);
}

/** `->read_folio()`: what a fault needs, and a read() of a page that is not up to date: all pages of its folio. */
export function readFolio(system: System, file: FileState, cached: CachedPage): Errno | 0 {
  return readPages(system, file, cached.folio ?? [cached]);
}

function readPages(system: System, file: FileState, asked: readonly CachedPage[]): Errno | 0 {
  const missing = asked.filter(({ uptodate }) => !uptodate);
  const [first, last] = [missing[0], missing.at(-1)];
  if (!first || !last) return 0;
  const which = first === last ? `page ${first.of.page}` : `pages ${first.of.page} to ${last.of.page}`;
  return system.trace.within(system.release.pageCache.readsBy, `${which} of ${file.name}`, () => {
    for (const each of missing) {
      const failed = fill(system, file, each);
      if (failed) return failed;
    }
    return 0;
  });
}

function fill(system: System, file: FileState, cached: CachedPage): Errno | 0 {
  const state = file.blockState(cached.of.page);
  if (state === 'EIO' || state === 'ERANGE') return 'EIO';
  if (state === 'written') copyBlock(system, file, cached, 'from the block');
  else {
    system.machine.store(kernelAddress(system, cached), 0, new Uint8Array(system.pageSize));
    flushDcache(system, cached, 'zeroed');
  }
  cached.uptodate = true;
  return 0;
}

/** `->writepage()`: a dirty page goes to its block, which is allocated if there is none yet. */
export function writePage(system: System, file: FileState, cached: CachedPage): Errno | 0 {
  const { page } = cached.of;
  return system.trace.within('writepage', `page ${page} of ${file.name}`, () => {
    const state = file.blockState(page);
    if (state === 'EIO' || state === 'ERANGE') return 'EIO';
    if (state === 'hole' && file.freeBlocks === 0) return 'ENOSPC';
    file.setBlocks(page, 1, 'written');
    copyBlock(system, file, cached, 'to the block');
    cached.dirty = false;
    return 0;
  });
}

type FlushDcacheName = 'flush_dcache_page' | 'flush_dcache_folio';

/**
 * `flush_dcache_page()` on a page of the page cache, as the machine's port does it, or puts it off. read() and write() call it
 * by another name in later releases; the block driver does not (drivers/nvdimm/pmem.c, Linux 7.1).
 */
export function flushDcache(
  system: System,
  cached: CachedPage,
  why: string,
  name: FlushDcacheName = 'flush_dcache_page',
): void {
  const done = flushDcachePage(cachedFrame(cached), cachetlbKernelOf(system));
  system.trace.note(name, `page ${cached.of.page}, ${why}`, done === 'put off' ? 'put off: PG_arch_1' : '');
}

/** The page's address in the direct map. */
export function kernelAddress(system: System, { of, physical }: CachedPage): number {
  return system.aliases.directMapOf(of, physical).number;
}

function copyBlock(
  system: System,
  file: FileState,
  cached: CachedPage,
  which: 'from the block' | 'to the block',
): void {
  const { machine, pageSize, aliases } = system;
  const block = aliases.directMapOf(cached.of, frameOf(system, file, cached.of.page)).number;
  const page = kernelAddress(system, cached);
  if (which === 'from the block') {
    machine.store(page, 0, machine.load(block, 0, pageSize).bytes);
    flushDcache(system, cached, 'filled');
    return;
  }
  flushDcache(system, cached, 'about to be written back');
  machine.store(block, 0, machine.load(page, 0, pageSize).bytes);
  if (hasPmemApi(system)) machine.maintain('clean', block, 0, pageSize);
}
