/**
 * `iov_iter`: how far a copy has come in the memory of a process, and how far it can go before a page faults. Bytes of the
 * process's own memory are exact and cost nothing; what it has mapped is loaded and stored through that mapping.
 */
import { type IovSegment, iovLength } from '../iov.js';
import type { MappingDescription } from '../mm/mapping.js';

/** How the bytes of a mapping are reached: `ready` tells how many can be touched, faulting them in. */
export interface MappedMemory {
  ready(mapping: MappingDescription, at: number, length: number, write: boolean): number;
  load(mapping: MappingDescription, at: number, length: number): Uint8Array;
  store(mapping: MappingDescription, at: number, bytes: Uint8Array): void;
}

/** No copy takes more bytes at once: the largest page. */
export const LONGEST_PIECE = 65_536;

export class IovIter {
  readonly write: boolean;
  readonly #segments: readonly IovSegment[];
  readonly #memory: MappedMemory;
  /** What a write writes, or room for what a read reads, segment behind segment; of bytes that repeat, enough for a piece. */
  readonly bytes: Uint8Array;
  readonly #length: number;
  /** After so many bytes, a write's begin again. */
  readonly #period: number;
  readonly #faultedIn = new Set<IovSegment>();
  #segment = 0;
  #inSegment = 0;
  #done = 0;

  /**
   * Over `bytes`, that many as the segments have together, or fewer that begin again after each `period` and go on for
   * {@link LONGEST_PIECE} beyond one. `write`: the process writes, and the kernel copies from here.
   */
  constructor(
    write: boolean,
    segments: readonly IovSegment[],
    bytes: Uint8Array,
    memory: MappedMemory,
    period = bytes.length,
  ) {
    this.write = write;
    this.#length = iovLength(segments);
    this.#period = period;
    this.#segments = segments;
    this.bytes = bytes;
    this.#memory = memory;
  }

  /** `iov_iter_count()`: bytes that are left. */
  get count(): number {
    return this.#length - this.#done;
  }

  /** Bytes that are left of the segment that the next byte lies in. */
  get leftInSegment(): number {
    const segment = this.#segments[this.#segment];
    return segment ? segment.length - this.#inSegment : 0;
  }

  /** How much was copied. */
  get done(): number {
    return this.#done;
  }

  /**
   * How many of the next `length` bytes can be copied before a fault that nobody handles. An absent page is brought in on
   * the way, as the fault handler does, and `onFault` is told before which byte; with page faults disabled the copy ends there.
   */
  reach(
    length: number,
    pageFaults: 'handled' | 'disabled' = 'handled',
    onFault?: (before: number) => void,
  ): number {
    let reached = 0;
    for (
      let nth = this.#segment, from = this.#inSegment;
      reached < length && nth < this.#segments.length;
      nth++
    ) {
      const segment = this.#segments[nth]!;
      const wanted = Math.min(segment.length - from, length - reached);
      const before = reached;
      const able = this.#able(segment, from, wanted, pageFaults, (at) => onFault?.(before + at));
      reached += able;
      if (able < wanted) break;
      from = 0;
    }
    return reached;
  }

  /** `iov_iter_fault_in_readable()`: brings in the page that the next byte lies in. False where that cannot be. */
  faultIn(): boolean {
    const segment = this.#segments[this.#segment];
    if (!segment) return false;
    this.#faultedIn.add(segment);
    return this.reach(1) === 1;
  }

  /** Whether some byte that is left lies in a page that a fault would bring in. */
  get isAbsentAhead(): boolean {
    return this.#segments.some(
      (segment, nth) =>
        nth >= this.#segment && segment.absentAt !== undefined && !this.#faultedIn.has(segment),
    );
  }

  /** Whether the next byte lies in a page that a fault would bring in. */
  get isAbsent(): boolean {
    const segment = this.#segments[this.#segment];
    if (!segment || segment.absentAt === undefined || this.#faultedIn.has(segment)) return false;
    return this.#inSegment >= segment.absentAt;
  }

  /** The next bytes that the process writes; {@link reach} has said that they are there. */
  take(length: number): Uint8Array {
    const start = this.#done % this.#period;
    const taken = this.bytes.subarray(start, start + length);
    this.#advance(length, (segment, from, n, at) => {
      if (segment.mapping) taken.set(this.#memory.load(segment.mapping, segment.at! + from, n), at);
    });
    return taken;
  }

  /** Hands the process the next bytes that it reads. */
  put(bytes: Uint8Array): void {
    this.bytes.set(bytes, this.#done);
    this.#advance(bytes.length, (segment, from, n, at) => {
      if (segment.mapping)
        this.#memory.store(segment.mapping, segment.at! + from, bytes.subarray(at, at + n));
    });
  }

  #advance(length: number, each: (segment: IovSegment, from: number, n: number, at: number) => void): void {
    for (let at = 0; at < length; ) {
      const segment = this.#segments[this.#segment]!;
      const n = Math.min(segment.length - this.#inSegment, length - at);
      each(segment, this.#inSegment, n, at);
      at += n;
      this.#inSegment += n;
      if (this.#inSegment < segment.length) continue;
      this.#segment++;
      this.#inSegment = 0;
    }
    this.#done += length;
  }

  #able(
    segment: IovSegment,
    from: number,
    wanted: number,
    pageFaults: 'handled' | 'disabled',
    onFault: (before: number) => void,
  ): number {
    let able = Math.max(0, Math.min(wanted, (segment.faultsAt ?? segment.length) - from));
    const { absentAt } = segment;
    if (absentAt !== undefined && from + able > absentAt && !this.#faultedIn.has(segment)) {
      if (pageFaults === 'disabled') able = Math.max(0, absentAt - from);
      else {
        onFault(Math.max(0, absentAt - from));
        this.#faultedIn.add(segment);
      }
    }
    if (segment.mapping && able > 0) {
      return this.#memory.ready(segment.mapping, segment.at! + from, able, !this.write);
    }
    return able;
  }
}
