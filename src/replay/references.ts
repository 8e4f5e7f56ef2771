/** What a program did to memory, reference by reference: the form that every trace is read into. */
import { allOf } from '../units/words.js';

/** A modify is a load and then a store of the same bytes. A data cache sees no instruction fetches. */
export type ReferenceKind = 'load' | 'store' | 'modify' | 'instruction';
export const REFERENCE_KINDS = allOf<ReferenceKind>({
  load: true,
  store: true,
  modify: true,
  instruction: true,
});
export const LOAD = 0;
export const STORE = 1;
export const MODIFY = 2;
export const INSTRUCTION = 3;

/** A stretch of a trace, in columns; whoever hands it out may use the columns again for the next one. */
export interface References {
  /** How many there are; the columns may be longer. */
  readonly count: number;
  /** Two words a reference: address bits 0 to 31, then 32 to 63. */
  readonly words: Uint32Array;
  /** Bytes, from 1. */
  readonly size: Uint16Array;
  /** Counts in {@link REFERENCE_KINDS}. */
  readonly kind: Uint8Array;
}

/** A trace that is being read, in stretches of up to {@link BATCH} references. */
export type ReferenceStream = AsyncIterable<References>;

/** As many references are read at a time: enough that a stretch costs nothing, few enough for a small memory. */
export const BATCH = 16_384;

/** A stretch that is being filled. */
export class ReferenceBatch implements References {
  count = 0;
  readonly words: Uint32Array;
  readonly size: Uint16Array;
  readonly kind: Uint8Array;

  /** With columns of its own, or over some that are there. */
  constructor(
    readonly room = BATCH,
    columns?: Pick<References, 'words' | 'size' | 'kind'>,
  ) {
    this.words = columns?.words ?? new Uint32Array(2 * room);
    this.size = columns?.size ?? new Uint16Array(room);
    this.kind = columns?.kind ?? new Uint8Array(room);
  }

  get isFull(): boolean {
    return this.count === this.room;
  }

  add(kind: number, low: number, high: number, size: number): void {
    const at = this.count++;
    this.words[2 * at] = low;
    this.words[2 * at + 1] = high;
    this.size[at] = size;
    this.kind[at] = kind;
  }

  /** Takes up to `room` references from another stretch, in place of its own; gives back how many. */
  take({ words, size, kind, count }: References, from: number): number {
    const end = Math.min(count, from + this.room);
    this.words.set(words.subarray(2 * from, 2 * end));
    this.size.set(size.subarray(from, end));
    this.kind.set(kind.subarray(from, end));
    this.count = end - from;
    return this.count;
  }
}
