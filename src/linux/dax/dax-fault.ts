/**
 * `__dax_fault()`, `dax_iomap_fault()` since 4.10: a user touches a page of a DAX file that its page table does not lead to
 * yet (fs/dax.c). The zeroing of a new block goes through the kernel's alias, and in 4.5 nobody flushes it:
 * update_mmu_cache() returns at once where the frame has no struct page.
 */
import { updateMmuCache } from '../cachetlb/index.js';
import type { Signal } from '../errno.js';
import { userPage } from '../mm/flush-user-pages.js';
import { clearForUser, userOf } from '../mm/user-copy.js';
import { setPte, zapPages } from '../mm/user-pages.js';
import { blockFrame, cachetlbKernelOf, frame } from '../system/cachetlb-kernel.js';
import type { Vma } from '../system/file-state.js';
import type { System } from '../system/system.js';
import { copyUserPageOf } from './copy-user-page.js';
import { daxPmdFault } from './dax-pmd-fault.js';
import { type BufferHead, bufferHead, getBlock } from './get-block.js';
import { holePage, invalidateCached } from './hole-pages.js';
import { insertMapping } from './insert-mapping.js';
import { frameOf, kernelLoad } from './kernel-access.js';

/** Handles a fault; gives the signal that the process gets where it cannot be. */
export function daxFault(system: System, vma: Vma, page: number, write: boolean): Signal | undefined {
  const { trace, pageSize, release } = system;
  const { file } = vma;
  const isCopying = write && vma.description.kind === 'private';
  const given = `${write ? 'write' : 'read'}, page ${page} of ${file.name}`;
  if (vma.description.huge && daxPmdFault(system, vma, page, write)) return undefined;
  return trace.within(
    release.faults.by,
    given,
    fault,
    (signal) => signal ?? (vma.present.has(page) ? 'mapped' : ''),
  );

  function fault(): Signal | undefined {
    if (page * pageSize >= file.size) return 'SIGBUS';
    const bh = oneBlock();
    // An iomap is asked for once, with what is to be done to it; get_block() first whether there is a block.
    const isIomap = release.transfers.asks !== 'get_block';
    if (getBlock(system, file, page, bh, isIomap && write && !isCopying)) return 'SIGBUS';
    const isHole = !bh.mapped || (isIomap && bh.unwritten);
    if (isHole && !isCopying) {
      if (!write) {
        const cached = holePage(system, file, page);
        setPte(system, vma, page, { physical: cached.physical, writable: false, cached });
        if (release.faults.tellsMmuCache) endOfFault();
        return undefined;
      }
      Object.assign(bh, oneBlock());
      if (getBlock(system, file, page, bh, true)) return 'SIGBUS';
    }
    if (isCopying) return copyOnWrite(bh);
    // A page that stood for the hole goes, for all who had it mapped.
    invalidateCached(system, file, page, 1, 'fault');
    return insertMapping(system, vma, page, bh, write);
  }

  function oneBlock(): BufferHead {
    return { ...bufferHead(), size: pageSize };
  }

  /**
   * A private store: `copy_user_bh()`, `copy_cow_page_dax()` since, copies from the kernel's alias of the block, and is told
   * the user's address.
   */
  function copyOnWrite(bh: BufferHead): Signal | undefined {
    const copy = frame({ file: file.description, page }, system.newFrame(), 'fresh');
    if (bh.mapped && !bh.unwritten) {
      if (bh.outOfRange) return 'SIGBUS';
      const block = blockFrame(system, { file: file.description, page }, frameOf(system, file, page));
      trace.within(release.faults.copiesBy, `page ${page}`, () =>
        copyUserPageOf(system, { block, into: copy, user: userOf(system, vma, page) }, () =>
          kernelLoad(system, 'every path', { file, page, at: 0, length: pageSize }),
        ),
      );
    } else {
      trace.within('clear_user_highpage', `page ${page}`, () => clearForUser(system, vma, page, copy));
    }
    zapPages(system, vma, [page]);
    setPte(system, vma, page, { physical: copy.physical, writable: true, isCopy: true });
    endOfFault();
    return undefined;
  }

  /**
   * `do_set_pte()`, or finish_fault(), ends in it, mm/memory.c: these frames have a struct page, and a flush that was put off
   * is made now.
   */
  function endOfFault(): void {
    trace.note('update_mmu_cache', `page ${page}`);
    updateMmuCache(userPage(system, vma, page), cachetlbKernelOf(system));
  }
}
