/**
 * `dax_iomap_rw()`: what took the place of dax_io() in Linux 4.10. The file system tells a mapping at a time and hands out
 * written blocks only; copies go through the same kernel alias, and the user's lines are left alone as before.
 */
import type { Returned } from '../errno.js';
import type { FileState } from '../system/file-state.js';
import type { IovIter } from '../system/iov-iter.js';
import type { System } from '../system/system.js';
import { copyPages, type TransferRecord, zeroIter } from './copy-pages.js';
import { daxMapAtomic } from './dax-map.js';
import { bufferHead, getBlock, isWritten } from './get-block.js';
import { invalidateCached } from './hole-pages.js';

export function daxIomapRw(
  system: System,
  file: FileState,
  iter: IovIter,
  start: number,
  transfer: TransferRecord,
): Returned {
  const { pageSize, trace } = system;
  const requested = start + iter.count;
  const end = iter.write ? requested : Math.min(requested, file.size);
  let pos = start;
  let code: Returned = 0;
  while (pos < end) {
    const page = Math.floor(pos / pageSize);
    const before = file.blockState(page);
    const bh = bufferHead();
    bh.size = Math.ceil((end - page * pageSize) / pageSize) * pageSize;
    const failed = getBlock(system, file, page, bh, iter.write);
    if (failed) {
      code = failed;
      break;
    }
    // A new extent takes the place of zeroed pages that stood for what reads as zeros.
    if (iter.write && (before === 'hole' || before === 'unwritten'))
      invalidateCached(system, file, page, bh.size / pageSize, 'write');
    const copied = isWritten(bh)
      ? copyMapped()
      : zeroIter(system, iter, Math.min(end, (page + 1) * pageSize) - pos);
    if (typeof copied === 'string' || copied === 0) {
      code = copied === 0 ? 'EFAULT' : copied;
      break;
    }
    pos += copied;

    function copyMapped() {
      const mapped = daxMapAtomic(system, file, bh);
      if (typeof mapped === 'string') return mapped;
      const length = Math.min(end, page * pageSize + mapped) - pos;
      const { copiesIn, copiesOut } = system.release.transfers;
      return trace.within(iter.write ? copiesIn : copiesOut, `${length} bytes at ${pos}`, () =>
        copyPages(system, file, iter, pos, length, transfer),
      );
    }
  }
  return pos > start ? pos - start : code;
}
