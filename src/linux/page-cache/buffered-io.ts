/**
 * `read()` and `write()` through the page cache: the answer that Linux had to aliases long before DAX. A page that a user
 * may write is flushed before the kernel looks, and every page is flushed after the kernel has stored to it
 * (do_generic_file_read() and generic_perform_write(), mm/filemap.c, Linux 4.5).
 */
import { joined } from '../../units/bytes.js';
import { zeroesRest } from '../dax/copy-from-user.js';
import type { TransferRecord } from '../dax/copy-pages.js';
import type { Returned } from '../errno.js';
import type { Release } from '../releases/index.js';
import type { FileState } from '../system/file-state.js';
import type { IovIter } from '../system/iov-iter.js';
import type { System } from '../system/system.js';
import { findOrCreatePage, flushDcache, kernelAddress, readFolio, readPage } from './cached-pages.js';

/** `generic_file_read_iter()`, buffered. */
export function bufferedRead(
  system: System,
  file: FileState,
  iter: IovIter,
  start: number,
  transfer: TransferRecord,
): Returned {
  const { pageSize, machine, trace } = system;
  const { copiesOut, flushesForRead } = system.release.pageCache;
  const end = Math.min(start + iter.count, file.size);
  let pos = start;
  while (pos < end) {
    const page = Math.floor(pos / pageSize);
    const at = pos % pageSize;
    const cached = findOrCreatePage(system, file, page);
    const failed = cached.uptodate ? 0 : readFolio(system, file, cached);
    if (failed) return pos > start ? pos - start : failed;
    if (file.isWritablyMapped) flushDcache(system, cached, 'users can write to it', flushesForRead);
    const wanted = Math.min(end - pos, pageSize - at);
    const n = iter.reach(wanted);
    if (n > 0) {
      const loaded = machine.load(kernelAddress(system, cached), at, n);
      transfer.expected.set(loaded.expected, iter.done);
      transfer.stale ||= loaded.stale;
      transfer.foreign ||= loaded.foreign;
      iter.put(loaded.bytes);
    }
    trace.note(copiesOut, `${wanted} bytes at ${pos}`, String(n));
    pos += n;
    if (n < wanted) return pos > start ? pos - start : 'EFAULT';
  }
  return pos - start;
}

/**
 * `generic_perform_write()`: the process's memory is brought in before, since the copy itself must not fault; how much of it
 * has to be there, or nothing is copied at all, differs by release. Linux 6.19 copies first, and brings in what was missing.
 */
export function bufferedWrite(system: System, file: FileState, iter: IovIter, start: number): Returned {
  const { pageSize, machine, trace, layout } = system;
  const { copiesIn, flushesForWrite, prefaults, prefaultsBy } = system.release.pageCache;
  let pos = start;
  while (iter.count > 0) {
    const page = Math.floor(pos / pageSize);
    const at = pos % pageSize;
    const wanted = Math.min(iter.count, pageSize - at);
    const needed = neededFirst(prefaults, iter, wanted);
    if (needed > 0) trace.note(prefaultsBy, `${wanted} bytes`);
    const ready = iter.reach(wanted);
    if (ready < needed) return pos > start ? pos - start : 'EFAULT';
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
    if (file.isWritablyMapped) flushDcache(system, cached, 'users can write to it', flushesForWrite);
    store(cached, at, ready, wanted, isWhole && !cached.uptodate);
    flushDcache(system, cached, 'the kernel has written to it', flushesForWrite);
    if (ready === 0) {
      trace.note(prefaultsBy, `${wanted} bytes`, 'none of them is there');
      return pos > start ? pos - start : 'EFAULT';
    }
    cached.uptodate = true;
    cached.dirty = true;
    pos += ready;
    if (pos > file.size) file.size = pos;
  }
  return pos - start;

  /**
   * A page that was never read is zeroed around what is written to it. Where the copy broke off, some ports zero the rest of
   * what it should have filled, and whoever reads the page finds that.
   */
  function store(
    cached: ReturnType<typeof findOrCreatePage>,
    at: number,
    length: number,
    wanted: number,
    isNew: boolean,
  ): void {
    const bytes = iter.take(length);
    const broken = Math.min(iter.leftInSegment, wanted - length);
    const zeroed = broken > 0 && zeroesRest(layout.machine.port, system.linux.era, 'atomic') ? broken : 0;
    const rest = isNew ? pageSize - length : zeroed;
    const all = joined([bytes, new Uint8Array(rest)]);
    if (all.length > 0) machine.store(kernelAddress(system, cached), at, all);
    trace.note(copiesIn, `${wanted} bytes at ${pos}`, String(length));
  }
}

/** How many of the next bytes have to be there before anything is copied. */
function neededFirst(prefaults: Release['pageCache']['prefaults'], iter: IovIter, wanted: number): number {
  const needed: Readonly<Record<typeof prefaults, number>> = {
    // Its first and its last byte are read: where it is bad from its middle on, the last lies in the bad page.
    'all of the first segment': Math.min(iter.leftInSegment, wanted),
    'all of each segment': wanted,
    'some of it': 1,
    'some, if the copy failed': 0,
  };
  return needed[prefaults];
}

/** Dirty pages that will need a block when they are written back: delayed allocation keeps room for them. */
function reserved(file: FileState): number {
  return [...file.cached].filter(([page, { dirty }]) => dirty && file.blockState(page) === 'hole').length;
}
