/** `dax_insert_mapping()` and `dax_pfn_mkwrite()`: a user's page table leads to a block, and the radix tree remembers. */
import type { Signal } from '../errno.js';
import { upTo } from '../linux-description.js';
import { setPte } from '../mm/user-pages.js';
import type { FileState, Vma } from '../system/file-state.js';
import type { System } from '../system/system.js';
import { clearPmem, wmbPmem } from './clear-blocks.js';
import { daxMapAtomic } from './dax-map.js';
import type { BufferHead } from './get-block.js';
import { frameOf } from './kernel-access.js';

/**
 * Maps one block. A new or unwritten one is zeroed first, through the kernel's alias; then the barrier; and no one flushes
 * (fs/dax.c, Linux 4.5). The entry is read-only until the store is tried again: dax_pfn_mkwrite() sees it then.
 */
export function insertMapping(
  system: System,
  vma: Vma,
  page: number,
  bh: BufferHead,
  write: boolean,
): Signal | undefined {
  const { trace, pageSize } = system;
  const { file } = vma;
  return trace.within('dax_insert_mapping', `page ${page}`, insert, (signal) => signal ?? '');

  function insert(): Signal | undefined {
    if (typeof daxMapAtomic(system, file, bh) === 'string') return 'SIGBUS';
    if (bh.unwritten || bh.isNew) {
      clearPmem(system, file, page * pageSize, pageSize);
      wmbPmem(system);
    }
    noteInRadixTree(system, file, page, write);
    setPte(system, vma, page, { physical: frameOf(system, file, page), writable: false });
    trace.note('vm_insert_mixed', `page ${page}`, 'update_mmu_cache(): no struct page, nothing to do');
    if (file.blockState(page) === 'unwritten') {
      file.setBlocks(page, 1, 'written');
      trace.note('complete_unwritten', `page ${page}`);
    }
    return undefined;
  }
}

/** The first store through a mapping that could only be read: the page becomes dirty. It never flushes. */
export function daxPfnMkwrite(system: System, vma: Vma, page: number): void {
  noteInRadixTree(system, vma.file, page, true);
  vma.present.get(page)!.writable = true;
  system.trace.note('dax_pfn_mkwrite', `page ${page}`, 'writable, dirty');
}

/** `dax_radix_entry()`: from Linux 4.5 on the radix tree knows which pages users may have made dirty. */
export function noteInRadixTree(
  { linux, trace }: System,
  file: FileState,
  page: number,
  dirty: boolean,
  huge = false,
): void {
  if (upTo(linux.era, '4.4')) return;
  const known = file.entries.get(page);
  if (known) known.dirty ||= dirty;
  else file.entries.set(page, { dirty, huge });
  trace.note('dax_radix_entry', `page ${page}${huge ? ', PMD' : ''}`, dirty ? 'dirty' : 'clean');
}
