/**
 * The copy between the iterator of a process and pages of a file, with other tasks in its midst: where it sleeps on a page
 * of the process that is not there, or where it is preempted. How a congruent window is kept safe from them is here.
 */
import type { Address } from '../../units/address.js';
import type { FileState } from '../system/file-state.js';
import type { IovIter } from '../system/iov-iter.js';
import type { System } from '../system/system.js';
import { type BytesOfPage, kernelLoad, kernelStore, type Pause, physicalOf } from './kernel-access.js';

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
  const { pageSize, trace } = system;
  const { window } = system.behavior('dax_io');
  const closesBeforeFaults = window !== undefined && !window.sleepsWhileOpen;
  let copied = 0;
  while (copied < length) {
    const at = (pos + copied) % pageSize;
    const wanted = Math.min(length - copied, pageSize - at);
    const n = piece({ file, page: Math.floor((pos + copied) / pageSize), at, length: wanted });
    copied += n;
    if (n < wanted && !broughtIn()) break;
  }
  return copied;

  /** A window is closed before this task sleeps: the page is brought in, the others run, and the copy is tried again. */
  function broughtIn(): boolean {
    if (!closesBeforeFaults || !iter.isAbsent) return false;
    trace.note('iov_iter_fault_in_readable', 'with the window closed');
    const isThere = iter.faultIn();
    system.letOthersRun();
    return isThere;
  }

  function piece(wanted: BytesOfPage): number {
    let sleepsAfter: number | undefined;
    const n = iter.reach(wanted.length, closesBeforeFaults ? 'disabled' : 'handled', (before) => {
      sleepsAfter ??= before;
    });
    if (n === 0) return 0;
    const stretch = { ...wanted, length: n };
    const pause = pauseIn(n, sleepsAfter);
    if (iter.write) {
      kernelStore(system, 'dax_io', stretch, iter.take(n), pause);
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
