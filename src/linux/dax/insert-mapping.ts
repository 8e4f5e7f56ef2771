/** `dax_insert_mapping()`, `dax_fault_iter()` since, and `dax_pfn_mkwrite()`: a user's page table leads to a block, and the radix tree remembers. */
import { updateMmuCache } from '../cachetlb/index.js';
import type { Signal } from '../errno.js';
import { userPage } from '../mm/flush-user-pages.js';
import { setPte } from '../mm/user-pages.js';
import { cachetlbKernelOf } from '../system/cachetlb-kernel.js';
import type { FileState, Vma } from '../system/file-state.js';
import type { System } from '../system/system.js';
import { clearPmem, wmbPmem } from './clear-blocks.js';
import { daxMapAtomic } from './dax-map.js';
import type { BufferHead } from './get-block.js';
import { frameOf } from './kernel-access.js';

/**
 * Maps one block. A new or unwritten one is zeroed first, through the kernel's alias; then the barrier; and no one flushes
 * (fs/dax.c, Linux 4.5). The entry is read-only until the store is tried again, and dax_pfn_mkwrite() sees it then; in 5.4
 * a store's entry can be written through at once.
 */
export function insertMapping(
  system: System,
  vma: Vma,
  page: number,
  bh: BufferHead,
  write: boolean,
): Signal | undefined {
  const { trace, pageSize, release } = system;
  const { file } = vma;
  return trace.within(release.faults.mapsBy, `page ${page}`, insert, (signal) => signal ?? '');

  function insert(): Signal | undefined {
    if (typeof daxMapAtomic(system, file, bh) === 'string') return 'SIGBUS';
    if (bh.unwritten || bh.isNew) {
      clearPmem(system, file, page * pageSize, pageSize);
      wmbPmem(system);
    }
    noteInRadixTree(system, file, page, write);
    insertEntry();
    if (file.blockState(page) === 'unwritten') {
      file.setBlocks(page, 1, 'written');
      trace.note('complete_unwritten', `page ${page}`);
    }
    return undefined;
  }

  /** Makes the entry of the page table, and has update_mmu_cache() told where the release does. */
  function insertEntry(): void {
    const { inserts, insertsForStore, writableAtOnce, tellsMmuCache, associates } = release.faults;
    const writable = write && writableAtOnce;
    setPte(system, vma, page, { physical: frameOf(system, file, page), writable });
    const said = !tellsMmuCache
      ? 'a new entry: no update_mmu_cache()'
      : associates
        ? 'update_mmu_cache()'
        : 'update_mmu_cache(): no struct page, nothing to do';
    trace.note(write ? insertsForStore : inserts, `page ${page}`, said);
    if (tellsMmuCache && associates) updateMmuCache(userPage(system, vma, page), cachetlbKernelOf(system));
  }
}

/** The first store through a mapping that could only be read: the page becomes dirty. It never flushes. */
export function daxPfnMkwrite(system: System, vma: Vma, page: number): void {
  noteInRadixTree(system, vma.file, page, true);
  vma.present.get(page)!.writable = true;
  system.trace.note(system.release.faults.firstStoreBy, `page ${page}`, 'writable, dirty');
}

/** `dax_radix_entry()`: from Linux 4.5 on the radix tree knows which pages users may have made dirty. */
export function noteInRadixTree(
  { release, trace }: System,
  file: FileState,
  page: number,
  dirty: boolean,
  huge = false,
): void {
  const { remembersBy } = release.faults;
  if (remembersBy === 'nothing') return;
  const known = file.entries.get(page);
  if (known) known.dirty ||= dirty;
  else file.entries.set(page, { dirty, huge });
  trace.note(remembersBy, `page ${page}${huge ? ', PMD' : ''}`, dirty ? 'dirty' : 'clean');
}
