/**
 * `dax_io()`: the copy between a process and a DAX file that goes past the page cache, through the kernel's own alias of
 * each page (fs/dax.c, Linux 4.3 to 4.9). Three cursors go through the file:
 *
 *     pos     the next byte
 *     max     the end of what the current mapping covers: beyond it, dax_map_atomic()
 *     bhMax   the end of what the current extent covers: beyond it, get_block()
 *
 * It takes no lock, never changes the size of the file, and does no cache maintenance of its own: whatever there is of that
 * comes from the strategy (kernel-access.ts).
 */
import type { Returned } from '../errno.js';
import type { FileState } from '../system/file-state.js';
import type { IovIter } from '../system/iov-iter.js';
import type { System } from '../system/system.js';
import { clearPmem, wmbPmem } from './clear-blocks.js';
import { copyPages, type TransferRecord, zeroIter } from './copy-pages.js';
import { daxMapAtomic } from './dax-map.js';
import { bufferHead, getBlock, isSizeValid, isWritten } from './get-block.js';

/** Copies between the file, from `start` to `end`, and the iterator; gives the bytes that were copied, or an error. */
export function daxIo(
  system: System,
  file: FileState,
  iter: IovIter,
  start: number,
  requestedEnd: number,
  transfer: TransferRecord,
): Returned {
  const { pageSize, trace, release } = system;
  const isRead = !iter.write;
  const end = isRead ? Math.min(requestedEnd, file.size) : requestedEnd;
  let pos = start;
  let max = start;
  let bhMax = start;
  let code: Returned = 0;
  let leftover = 0;
  let hole = false;
  let needsBarrier = false;
  const bh = bufferHead();
  while (pos < end) {
    if (pos === max) {
      const page = Math.floor(pos / pageSize);
      const first = pos - page * pageSize;
      if (pos === bhMax) {
        bh.size = Math.ceil((end - pos) / pageSize) * pageSize;
        const failed = getBlock(system, file, page, bh, iter.write);
        if (failed) {
          code = failed;
          break;
        }
        if (!isSizeValid(bh)) bh.size = pageSize;
        bhMax = pos - first + bh.size;
      } else {
        // The extent is longer than the mapping was: on in it, without asking the file system again.
        const done = bh.size - (bhMax - (pos - first));
        bh.page += done / pageSize;
        bh.size -= done;
      }
      hole = isRead && !isWritten(bh);
      let length = bh.size - first;
      leftover = hole ? 0 : leftover;
      if (!hole) {
        const mapped = daxMapAtomic(system, file, bh);
        if (typeof mapped === 'string') {
          code = mapped;
          break;
        }
        if (bh.unwritten || bh.isNew) {
          daxNewBuf(system, file, page * pageSize, mapped, first, end - pos + first);
          needsBarrier = true;
        }
        leftover = mapped;
        length = mapped - first;
      }
      max = Math.min(pos + length, end);
    }
    const copied = copy(max - pos);
    if (copied === 0) {
      const isLeftover = release.transfers.firstFailedCopy === 'the mapped length' && pos === start;
      code = isLeftover ? leftover : 'EFAULT';
      break;
    }
    pos += copied;
  }
  if (needsBarrier && release.transfers.endsWith === 'wmb_pmem') {
    wmbPmem(system);
    // Whoever called write() takes what it wrote to be safe then.
    for (const { physical, length } of transfer.written) system.machine.promise(physical, length);
  }
  return pos > start ? pos - start : code;

  function copy(length: number): number {
    if (hole) return zeroIter(system, iter, length);
    const { copiesIn, copiesOut } = release.transfers;
    // The barrier is made whether anything was copied or not.
    if (!isRead) needsBarrier = true;
    return trace.within(isRead ? copiesOut : copiesIn, `${length} bytes at ${pos}`, () =>
      copyPages(system, file, iter, pos, length, transfer),
    );
  }
}

/**
 * `dax_new_buf()`: zeroes what of a new mapping is not about to be written, from its start to `first`, and from `final` to
 * its end. What is to be written is not zeroed before: a fault in the midst leaves what the medium held.
 */
function daxNewBuf(
  system: System,
  file: FileState,
  start: number,
  size: number,
  first: number,
  final: number,
): void {
  system.trace.within(
    'dax_new_buf',
    `${size} bytes, written from ${first} to ${Math.min(final, size)}`,
    () => {
      clearPmem(system, file, start, first);
      if (final < size) clearPmem(system, file, start + final, size - final);
    },
  );
}
