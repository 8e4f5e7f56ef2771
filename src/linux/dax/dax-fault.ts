/**
 * `__dax_fault()`: a user touches a page of a DAX file that its page table does not lead to yet (fs/dax.c, Linux 4.5). The
 * zeroing of a new block goes through the kernel's alias, and nobody flushes it: update_mmu_cache() returns at once where
 * the frame has no struct page.
 */
import { updateMmuCache } from '../cachetlb/index.js';
import type { Signal } from '../errno.js';
import { userPage } from '../mm/flush-user-pages.js';
import { clearForUser, copyForUser } from '../mm/user-copy.js';
import { setPte, zapPages } from '../mm/user-pages.js';
import { cachetlbKernelOf, frame } from '../system/cachetlb-kernel.js';
import type { Vma } from '../system/file-state.js';
import type { System } from '../system/system.js';
import { daxPmdFault } from './dax-pmd-fault.js';
import { type BufferHead, bufferHead, getBlock } from './get-block.js';
import { holePage, invalidateCached } from './hole-pages.js';
import { insertMapping } from './insert-mapping.js';
import { kernelLoad } from './kernel-access.js';

/** Handles a fault; gives the signal that the process gets where it cannot be. */
export function daxFault(system: System, vma: Vma, page: number, write: boolean): Signal | undefined {
  const { trace, pageSize } = system;
  const { file } = vma;
  const isCopying = write && vma.description.kind === 'private';
  const given = `${write ? 'write' : 'read'}, page ${page} of ${file.name}`;
  if (vma.description.huge && daxPmdFault(system, vma, page, write)) return undefined;
  return trace.within(
    'dax_fault',
    given,
    fault,
    (signal) => signal ?? (vma.present.has(page) ? 'mapped' : ''),
  );

  function fault(): Signal | undefined {
    if (page * pageSize >= file.size) return 'SIGBUS';
    const bh = oneBlock();
    if (getBlock(system, file, page, bh, false)) return 'SIGBUS';
    if (!bh.mapped && !isCopying) {
      if (!write) {
        const cached = holePage(system, file, page);
        setPte(system, vma, page, { physical: cached.physical, writable: false, cached });
        endOfFault();
        return undefined;
      }
      Object.assign(bh, oneBlock());
      if (getBlock(system, file, page, bh, true)) return 'SIGBUS';
    }
    if (isCopying) return copyOnWrite(bh);
    // A page that stood for the hole goes, for all who had it mapped.
    invalidateCached(system, file, page, 1);
    return insertMapping(system, vma, page, bh, write);
  }

  function oneBlock(): BufferHead {
    return { ...bufferHead(), size: pageSize };
  }

  /** A private store: `copy_user_bh()` copies from the kernel's alias of the block, told the user's address. */
  function copyOnWrite(bh: BufferHead): Signal | undefined {
    const copy = frame({ file: file.description, page }, system.newFrame(), 'fresh');
    if (bh.mapped && !bh.unwritten) {
      if (bh.outOfRange) return 'SIGBUS';
      trace.within('copy_user_bh', `page ${page}`, () => {
        const block = kernelLoad(system, 'every path', { file, page, at: 0, length: pageSize });
        copyForUser(system, vma, page, copy, block);
      });
    } else {
      trace.within('clear_user_highpage', `page ${page}`, () => clearForUser(system, vma, page, copy));
    }
    zapPages(system, vma, [page]);
    setPte(system, vma, page, { physical: copy.physical, writable: true, isCopy: true });
    endOfFault();
    return undefined;
  }

  /** `do_set_pte()` ends in it, mm/memory.c: these frames have a struct page, and a flush that was put off is made now. */
  function endOfFault(): void {
    trace.note('update_mmu_cache', `page ${page}`);
    updateMmuCache(userPage(system, vma, page), cachetlbKernelOf(system));
  }
}
