/** Zeroing through the kernel's alias: `clear_pmem()`. On most ports that is a plain memset(), and nothing is flushed. */
import type { FileState } from '../system/file-state.js';
import type { System } from '../system/system.js';
import { kernelStore } from './kernel-access.js';

/** `clear_pmem()`, or memset() and dax_flush(), of `length` bytes from byte `at` of the file on. */
export function clearPmem(system: System, file: FileState, at: number, length: number): void {
  const { pageSize } = system;
  if (length <= 0) return;
  system.trace.within(system.release.blocks.zeroes, `${length} bytes at ${at}`, () => {
    for (let done = 0; done < length; ) {
      const inPage = (at + done) % pageSize;
      const n = Math.min(length - done, pageSize - inPage);
      const stretch = { file, page: Math.floor((at + done) / pageSize), at: inPage, length: n };
      kernelStore(system, 'every path', stretch, new Uint8Array(n));
      done += n;
    }
  });
}

/** Whole blocks, as a file system zeroes what it hands out (fs/ext4/inode.c: ext4_issue_zeroout(), Linux 4.5). */
export function clearBlocks(system: System, file: FileState, page: number, pages: number): void {
  clearPmem(system, file, page * system.pageSize, pages * system.pageSize);
}

/** `wmb_pmem()`: what is on its way to persistent memory has arrived (sfence, pcommit, sfence on x86). Gone after 4.5. */
export function wmbPmem(system: System): void {
  if (system.release.transfers.endsWith === 'nothing') return;
  system.trace.note('wmb_pmem', '');
  system.machine.drain();
}
