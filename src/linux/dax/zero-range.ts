/**
 * `dax_zero_page_range()`, `dax_zero_range()` since, and `dax_truncate_page()`: zeroing a part of a file through the kernel's alias. Holes and
 * unwritten blocks read as zeros already, and are left alone; users' lines are left alone too (fs/dax.c, Linux 4.5).
 */
import type { Errno } from '../errno.js';
import type { FileState } from '../system/file-state.js';
import type { System } from '../system/system.js';
import { clearPmem, wmbPmem } from './clear-blocks.js';
import { daxMapAtomic } from './dax-map.js';
import { bufferHead, getBlock, isWritten } from './get-block.js';

/** Zeroes `length` bytes from byte `from` of the file on; all in one page. */
export function daxZeroPageRange(system: System, file: FileState, from: number, length: number): Errno | 0 {
  const { pageSize, trace } = system;
  if (length === 0) return 0;
  return trace.within(system.release.blocks.zeroesParts, `${length} bytes at ${from}`, () => {
    const bh = { ...bufferHead(), size: pageSize };
    const failed = getBlock(system, file, Math.floor(from / pageSize), bh, false);
    if (failed || !isWritten(bh)) return failed;
    const mapped = daxMapAtomic(system, file, bh);
    if (typeof mapped === 'string') return mapped;
    clearPmem(system, file, from, length);
    wmbPmem(system);
    return 0;
  });
}

/** Zeroes from `from` to the end of its page; nothing where that is a boundary. */
export function daxTruncatePage(system: System, file: FileState, from: number): Errno | 0 {
  const inPage = from % system.pageSize;
  return daxZeroPageRange(system, file, from, inPage === 0 ? 0 : system.pageSize - inPage);
}
