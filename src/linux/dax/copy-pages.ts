/**
 * The copy between the iterator of a process and pages of a file, with other tasks in its midst: where it sleeps on a page
 * of the process that is not there, or where it is preempted. How a congruent window is kept safe from them is here.
 */
import type { Address } from '../../units/address.js';
import type { FileState } from '../system/file-state.js';
import type { IovIter } from '../system/iov-iter.js';
import type { System } from '../system/system.js';
import { leavesEdges, type Range, sentToMemory, zeroesRest } from './copy-from-user.js';
import { type BytesOfPage, kernelCopy, kernelLoad, type Pause, physicalOf } from './kernel-access.js';

/** What a transfer has met: what its loads should have given, and where its stores went. */
export interface TransferRecord {
  readonly expected: Uint8Array;
  stale: boolean;
  foreign: boolean;
  readonly written: { readonly physical: Address; readonly length: number }[];
}

/** A transfer of so many bytes that has not begun. */
export function newTransferRecord(length: number): TransferRecord {
  return { expected: new Uint8Array(length), stale: false, foreign: false, written: [] };
}

/** Copies up to `length` bytes at byte `pos` of the file, page by page; fewer where the process's memory ends. */
export function copyPages(
  system: System,
  file: FileState,
  iter: IovIter,
  pos: number,
  length: number,
  transfer: TransferRecord,
): number {
  const { pageSize, trace, release } = system;
  const { port } = system.layout.machine;
  const { window } = system.behavior('dax_io');
  const closesBeforeFaults = window !== undefined && !window.sleepsWhileOpen;
  // Where a segment begins in the block, its first bytes may stay in the cache: then it is copied by itself.
  const isBySegment = iter.write && leavesEdges(port, release);
  let copied = 0;
  let inSegment = 0;
  while (copied < length) {
    const at = (pos + copied) % pageSize;
    const left = isBySegment ? Math.min(iter.leftInSegment, length - copied) : length - copied;
    const wanted = Math.min(left, pageSize - at);
    const n = piece({ file, page: Math.floor((pos + copied) / pageSize), at, length: wanted }, left);
    copied += n;
    inSegment = n === left ? 0 : inSegment + n;
    if (n === wanted) continue;
    if (!broughtIn()) {
      if (iter.write && zeroesRest(port, system.linux.era, 'may sleep')) zeroRest();
      break;
    }
    inSegment = 0;
  }
  return copied;

  /** What the copy of this segment would have filled: zeros, through the cache. */
  function zeroRest(): void {
    const end = pos + copied + Math.min(iter.leftInSegment, length - copied);
    for (let from = pos + copied; from < end; ) {
      const at = from % pageSize;
      const n = Math.min(end - from, pageSize - at);
      const stretch = { file, page: Math.floor(from / pageSize), at, length: n };
      kernelCopy(system, 'dax_io', stretch, new Uint8Array(n), undefined);
      from += n;
    }
  }

  /** A window is closed before this task sleeps: the page is brought in, the others run, and the copy is tried again. */
  function broughtIn(): boolean {
    if (!closesBeforeFaults || !iter.isAbsent) return false;
    trace.note(release.pageCache.prefaultsBy, 'with the window closed');
    const isThere = iter.faultIn();
    system.letOthersRun();
    return isThere;
  }

  /** Up to the end of its page, of a copy that has `left` bytes to go. */
  function piece(wanted: BytesOfPage, left: number): number {
    let sleepsAfter: number | undefined;
    const n = iter.reach(wanted.length, closesBeforeFaults ? 'disabled' : 'handled', (before) => {
      sleepsAfter ??= before;
    });
    if (n === 0) return 0;
    const stretch = { ...wanted, length: n };
    const pause = pauseIn(n, sleepsAfter);
    if (iter.write) {
      kernelCopy(system, 'dax_io', stretch, iter.take(n), sentOf(stretch, left), pause);
      transfer.written.push({ physical: physicalOf(system, stretch), length: n });
    } else {
      const loaded = kernelLoad(system, 'dax_io', stretch, pause);
      transfer.expected.set(loaded.expected, iter.done);
      transfer.stale ||= loaded.stale;
      transfer.foreign ||= loaded.foreign;
      iter.put(loaded.bytes);
    }
    if (!iter.isAbsent) system.letOthersRun();
    return n;
  }

  /** The part of a piece that is on its way to memory. The copy that it belongs to began `inSegment` bytes before it. */
  function sentOf({ at, length: n, page }: BytesOfPage, left: number): Range | undefined {
    const start = page * pageSize + at - inSegment;
    const ended = n < Math.min(left, pageSize - at) ? inSegment + n : inSegment + left;
    const sent = sentToMemory(port, release, start, inSegment + left, ended);
    if (!sent) return undefined;
    const [from, to] = sent.map((byte) => Math.min(n, Math.max(0, byte - inSegment))) as [number, number];
    return to > from ? [from, to] : undefined;
  }

  /** Where other tasks run in the midst of a piece: where it sleeps, or, preempted, half-way. */
  function pauseIn(n: number, sleepsAfter: number | undefined): Pause | undefined {
    if (!system.othersWait) return undefined;
    const act = () => system.letOthersRun();
    if (sleepsAfter !== undefined) return { after: sleepsAfter, act };
    const isPreemptible = !window || window.isPreemptible;
    return isPreemptible && !iter.isAbsentAhead ? { after: n >> 1, act } : undefined;
  }
}

/** `iov_iter_zero()`: hands the process zeros for what has no data; fewer where its memory ends. */
export function zeroIter({ trace }: System, iter: IovIter, length: number): number {
  const zeroed = iter.reach(length);
  iter.put(new Uint8Array(zeroed));
  trace.note('iov_iter_zero', `${length} bytes`, String(zeroed));
  return zeroed;
}
