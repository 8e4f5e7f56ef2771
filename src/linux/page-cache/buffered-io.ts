/**
 * `read()` and `write()` through the page cache: the answer that Linux had to aliases long before DAX. A page that a user
 * may write is flushed before the kernel looks, and every page is flushed after the kernel has stored to it
 * (do_generic_file_read() and generic_perform_write(), mm/filemap.c, Linux 4.5).
 */
import { joined } from '../../units/bytes.js';
import type { TransferRecord } from '../dax/copy-pages.js';
import type { Returned } from '../errno.js';
import type { FileState } from '../system/file-state.js';
import type { IovIter } from '../system/iov-iter.js';
import type { System } from '../system/system.js';
import { findOrCreatePage, flushDcache, kernelAddress, readPage } from './cached-pages.js';

/** `generic_file_read_iter()`, buffered. */
export function bufferedRead(
  system: System,
  file: FileState,
  iter: IovIter,
  start: number,
  transfer: TransferRecord,
): Returned {
  const { pageSize, machine, trace } = system;
  const end = Math.min(start + iter.count, file.size);
  let pos = start;
  while (pos < end) {
    const page = Math.floor(pos / pageSize);
    const at = pos % pageSize;
    const cached = findOrCreatePage(system, file, page);
    const failed = readPage(system, file, cached);
    if (failed) return pos > start ? pos - start : failed;
    if (file.isWritablyMapped) flushDcache(system, cached, 'users can write to it');
    const wanted = Math.min(end - pos, pageSize - at);
    const n = iter.reach(wanted);
    if (n > 0) {
      const loaded = machine.load(kernelAddress(system, cached), at, n);
      transfer.expected.set(loaded.expected, iter.done);
      transfer.stale ||= loaded.stale;
      transfer.foreign ||= loaded.foreign;
      iter.put(loaded.bytes);
    }
    trace.note('copy_page_to_iter', `${wanted} bytes at ${pos}`, String(n));
    pos += n;
    if (n < wanted) return pos > start ? pos - start : 'EFAULT';
  }
  return pos - start;
}

/** `generic_perform_write()`: the user's page is brought in before, since the copy itself must not fault. */
export function bufferedWrite(system: System, file: FileState, iter: IovIter, start: number): Returned {
  const { pageSize, machine, trace } = system;
  let pos = start;
  while (iter.count > 0) {
    const page = Math.floor(pos / pageSize);
    const at = pos % pageSize;
    const wanted = Math.min(iter.count, pageSize - at);
    trace.note('iov_iter_fault_in_readable', `${wanted} bytes`);
    const ready = iter.reach(wanted);
    if (ready === 0) return pos > start ? pos - start : 'EFAULT';
    if (
      page >= file.description.pages ||
      (file.blockState(page) === 'hole' && reserved(file) >= file.freeBlocks)
    ) {
      return pos > start ? pos - start : 'ENOSPC';
    }
    const cached = findOrCreatePage(system, file, page);
    const isWhole = at === 0 && (ready === pageSize || pos + ready >= file.size);
    if (!isWhole || file.cached.get(page)!.uptodate) {
      const failed = readPage(system, file, cached);
      if (failed) return pos > start ? pos - start : failed;
    }
    if (file.isWritablyMapped) flushDcache(system, cached, 'users can write to it');
    store(cached, at, ready, isWhole && !cached.uptodate);
    flushDcache(system, cached, 'the kernel has written to it');
    cached.uptodate = true;
    cached.dirty = true;
    pos += ready;
    if (pos > file.size) file.size = pos;
    if (ready < wanted) return pos - start;
  }
  return pos - start;

  /** A page that was never read is zeroed around what is written to it. */
  function store(
    cached: ReturnType<typeof findOrCreatePage>,
    at: number,
    length: number,
    isNew: boolean,
  ): void {
    const bytes = iter.take(length);
    const rest = isNew ? new Uint8Array(pageSize - length) : new Uint8Array(0);
    machine.store(kernelAddress(system, cached), at, joined([bytes, rest]));
    trace.note('iov_iter_copy_from_user_atomic', `${length} bytes at ${pos}`, String(length));
  }
}

/** Dirty pages that will need a block when they are written back: delayed allocation keeps room for them. */
function reserved(file: FileState): number {
  return [...file.cached].filter(([page, { dirty }]) => dirty && file.blockState(page) === 'hole').length;
}
