/** What came of a step of a story. */
import type { Loaded } from '../../hardware/machine.js';
import type { MissingBytes } from '../../hardware/promises.js';
import type { TransferRecord } from '../dax/copy-pages.js';
import type { Returned } from '../errno.js';
import { type IovSegment, iovLength } from '../iov.js';
import { IovIter, LONGEST_PIECE, type MappedMemory } from '../system/iov-iter.js';

export interface StepOutcome {
  readonly read?: Loaded;
  readonly returned?: Returned;
  readonly address?: string;
  readonly missing?: readonly MissingBytes[];
  /** What a call inside the kernel came to, in words: the row that says so stands also where no line was touched. */
  readonly came?: string;
}

/** What a process has read: as much as was copied. */
export function readOf(iter: IovIter, { expected, stale, foreign }: TransferRecord): Loaded {
  const { bytes, done } = iter;
  return { bytes: bytes.slice(0, done), expected: expected.slice(0, done), stale, foreign };
}

/** The memory that a process reads into, or writes from: the bytes, over and over, until the segments are full. */
export function processMemory(
  rw: 'read' | 'write',
  segments: readonly IovSegment[],
  bytes: readonly number[],
  memory: MappedMemory,
): IovIter {
  const length = iovLength(segments);
  if (rw === 'read') return new IovIter(false, segments, new Uint8Array(length), memory);
  const isOwn = segments.every(({ mapping }) => !mapping);
  const period = isOwn && bytes.length > 0 && bytes.length < length ? bytes.length : length;
  const kept = filled(bytes, Math.min(length, period + LONGEST_PIECE));
  return new IovIter(true, segments, kept, memory, period);
}

/** The bytes, over and over, until there are so many. */
function filled(bytes: readonly number[], length: number): Uint8Array {
  const all = new Uint8Array(length);
  if (bytes.length === 0) return all;
  all.set(bytes.length > length ? bytes.slice(0, length) : bytes);
  for (let done = bytes.length; done < length; done *= 2)
    all.copyWithin(done, 0, Math.min(done, length - done));
  return all;
}
