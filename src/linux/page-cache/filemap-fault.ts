/** Faults on a file in the page cache: users see the very page that read() and write() work on (mm/filemap.c, Linux 4.5). */
import { copyUserPage, updateMmuCache } from '../cachetlb/index.js';
import type { Signal } from '../errno.js';
import { userPage } from '../mm/flush-user-pages.js';
import { addressOf, setPte, zapPages } from '../mm/user-pages.js';
import { cachedFrame, cachetlbKernelOf, frame, userAddress } from '../system/cachetlb-kernel.js';
import type { Vma } from '../system/file-state.js';
import type { System } from '../system/system.js';
import { findOrCreatePage, readFolio } from './cached-pages.js';

/** `filemap_fault()`, and copy-on-write where a private mapping is written to. */
export function filemapFault(system: System, vma: Vma, page: number, write: boolean): Signal | undefined {
  const { file } = vma;
  const given = `${write ? 'write' : 'read'}, page ${page} of ${file.name}`;
  return system.trace.within('filemap_fault', given, fault, (signal) => signal ?? 'mapped');

  function fault(): Signal | undefined {
    if (page * system.pageSize >= file.size) return 'SIGBUS';
    const cached = findOrCreatePage(system, file, page);
    if (readFolio(system, file, cached)) return 'SIGBUS';
    if (write && vma.description.kind === 'private') copyOnWrite();
    else setPte(system, vma, page, { physical: cached.physical, writable: false, cached });
    updateMmuCache(userPage(system, vma, page), cachetlbKernelOf(system));
    system.trace.note('update_mmu_cache', `page ${page}`);
    return undefined;

    /** The kernel reads the page through its own alias; what another process has stored must be there. */
    function copyOnWrite(): void {
      const copy = frame(cached.of, system.newFrame(), 'fresh');
      const process = userAddress(system, vma.description.process, addressOf(system, vma, page));
      copyUserPage(copy, cachedFrame(cached), process, cachetlbKernelOf(system));
      system.trace.note('copy_user_highpage', `page ${page}`);
      zapPages(system, vma, [page]);
      setPte(system, vma, page, { physical: copy.physical, writable: true, isCopy: true });
    }
  }
}

/** `page_mkwrite()`: the first store through a mapping that could only be read makes the page dirty. */
export function pageMkwrite({ trace }: System, vma: Vma, page: number): void {
  const present = vma.present.get(page)!;
  present.writable = true;
  if (present.cached) present.cached.dirty = true;
  trace.note('page_mkwrite', `page ${page}`, 'writable, dirty');
}
