/**
 * What happened, an event a line that was touched, kept in columns of typed arrays: 48 bytes an event, plus the bytes
 * that were loaded or stored. It records; it judges nothing.
 */
import { type Address, SMALL_PAGE } from '../units/address.js';
import type { Effect, LineName } from './cache.js';

/** What was done to a line: by a CPU, by cache maintenance, or (`evict`) by hardware of its own accord. */
export type Action = 'load' | 'store' | 'clean' | 'invalidate' | 'flush' | 'evict';
export const ACTIONS: readonly Action[] = ['load', 'store', 'clean', 'invalidate', 'flush', 'evict'];

/** The bits of the `flags` column. */
export const FLAG = {
  hit: 1,
  filled: 2,
  evicted: 4,
  wroteBack: 8,
  wroteThrough: 16,
  uncached: 32,
  stale: 64,
  lost: 128,
} as const;

/** One event, to look at. */
export interface CacheEvent {
  readonly event: number;
  /** The step of the scenario that it belongs to. */
  readonly step: number;
  readonly action: Action;
  /** The number of the alias that was used; -1 for maintenance by set and way, which names none. */
  readonly alias: number;
  /** The address that was used; undefined where none was. */
  readonly virtual: Address | undefined;
  readonly physical: Address;
  /** How many bytes of the line were meant. */
  readonly length: number;
  /** -1 for an uncached access. */
  readonly set: number;
  /** -1 where no line took part. */
  readonly way: number;
  readonly hit: boolean;
  readonly filled: boolean;
  readonly evicted: boolean;
  readonly wroteBack: boolean;
  readonly wroteThrough: boolean;
  readonly uncached: boolean;
  /** The physical address of the line that left the cache or was written back, if one was. */
  readonly other: Address | undefined;
  /** What a load read or a store wrote. */
  readonly bytes: Uint8Array;
  /** What a load should have read; the same as `bytes` where it did. */
  readonly expected: Uint8Array;
  /** The load read old bytes. */
  readonly stale: boolean;
  /** This event destroyed the last copy of bytes that were stored earlier. */
  readonly lost: boolean;
}

/** The alias of an event that used none. */
export const NO_ALIAS = -1;
const NONE = 0xffff;
/** Alias numbers are kept in 16 bits, of which one value means none. */
export const MOST_ALIASES = NONE;

/** A typed array that grows. */
class Column<T extends Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array> {
  #values: T;
  constructor(
    readonly make: (length: number) => T,
    public length = 0,
  ) {
    this.#values = make(64);
  }
  push(value: number): void {
    this.reserve(1);
    this.#values[this.length++] = value;
  }
  reserve(more: number): void {
    if (this.length + more <= this.#values.length) return;
    const larger = this.make(Math.max(this.#values.length * 2, this.length + more));
    larger.set(this.#values);
    this.#values = larger;
  }
  get values(): T {
    return this.#values.subarray(0, this.length) as T;
  }
  get whole(): T {
    return this.#values;
  }
}

export class EventLog {
  readonly #lineBytes: number;
  readonly #action = new Column((n) => new Uint8Array(n));
  readonly #flags = new Column((n) => new Uint8Array(n));
  readonly #alias = new Column((n) => new Uint16Array(n));
  readonly #step = new Column((n) => new Uint32Array(n));
  readonly #virtualPage = new Column((n) => new Float64Array(n));
  readonly #physicalPage = new Column((n) => new Float64Array(n));
  readonly #offset = new Column((n) => new Uint16Array(n));
  readonly #length = new Column((n) => new Uint16Array(n));
  readonly #set = new Column((n) => new Int32Array(n));
  readonly #way = new Column((n) => new Uint16Array(n));
  readonly #otherPage = new Column((n) => new Float64Array(n));
  readonly #otherLine = new Column((n) => new Uint16Array(n));
  readonly #bytesAt = new Column((n) => new Uint32Array(n));
  readonly #bytes = new Column((n) => new Uint8Array(n));

  constructor(lineBytes: number) {
    this.#lineBytes = lineBytes;
  }

  /** How many events there are. */
  get length(): number {
    return this.#action.length;
  }

  /** Notes an event; its bytes, if it has any, are noted by {@link addBytes} right after. */
  add(
    step: number,
    alias: number,
    action: Action,
    name: LineName,
    offset: number,
    length: number,
    effect: Effect | undefined,
  ): void {
    this.#step.push(step);
    this.#alias.push(alias === NO_ALIAS ? NONE : alias);
    this.#action.push(ACTIONS.indexOf(action));
    this.#virtualPage.push(name.virtualPage);
    this.#physicalPage.push(name.physicalPage);
    this.#offset.push(name.line * this.#lineBytes + offset);
    this.#length.push(length);
    this.#set.push(effect ? effect.set : -1);
    this.#way.push(effect && effect.way >= 0 ? effect.way : NONE);
    this.#otherPage.push(effect ? effect.otherPage : -1);
    this.#otherLine.push(effect && effect.otherLine >= 0 ? effect.otherLine : 0);
    this.#flags.push(effect ? flagsOf(effect) : FLAG.uncached);
    this.#bytesAt.push(this.#bytes.length);
  }

  /** Notes bytes of the latest event: what it loaded or stored; then, for a stale load, what it should have read. */
  addBytes(from: Uint8Array, at: number, length: number): void {
    this.#bytes.reserve(length);
    this.#bytes.whole.set(from.subarray(at, at + length), this.#bytes.length);
    this.#bytes.length += length;
  }

  /** Marks the latest event. */
  mark(flag: 'stale' | 'lost'): void {
    this.#flags.whole[this.length - 1]! |= FLAG[flag];
  }

  /** The event with this number, from 0. */
  event(event: number): CacheEvent {
    if (!Number.isInteger(event) || event < 0 || event >= this.length) {
      throw new RangeError(`there is no event ${event}: the log holds ${this.length}`);
    }
    const flags = this.#flags.whole[event]!;
    const is = (flag: number) => (flags & flag) !== 0;
    const action = ACTIONS[this.#action.whole[event]!]!;
    const offset = this.#offset.whole[event]!;
    const length = this.#length.whole[event]!;
    const alias = this.#alias.whole[event]!;
    const way = this.#way.whole[event]!;
    const otherPage = this.#otherPage.whole[event]!;
    const otherOffset = this.#otherLine.whole[event]! * this.#lineBytes;
    const at = this.#bytesAt.whole[event]!;
    const carried = action === 'load' || action === 'store' ? length : 0;
    const expectedAt = is(FLAG.stale) ? at + carried : at;
    return {
      event,
      step: this.#step.whole[event]!,
      action,
      alias: alias === NONE ? NO_ALIAS : alias,
      virtual:
        alias === NONE ? undefined : { page: this.#virtualPage.whole[event]!, offset: offset % SMALL_PAGE },
      physical: { page: this.#physicalPage.whole[event]!, offset: offset % SMALL_PAGE },
      length,
      set: this.#set.whole[event]!,
      way: way === NONE ? -1 : way,
      hit: is(FLAG.hit),
      filled: is(FLAG.filled),
      evicted: is(FLAG.evicted),
      wroteBack: is(FLAG.wroteBack),
      wroteThrough: is(FLAG.wroteThrough),
      uncached: is(FLAG.uncached),
      other: otherPage < 0 ? undefined : { page: otherPage, offset: otherOffset },
      bytes: this.#bytes.whole.slice(at, at + carried),
      expected: this.#bytes.whole.slice(expectedAt, expectedAt + carried),
      stale: is(FLAG.stale),
      lost: is(FLAG.lost),
    };
  }

  /** All events. For millions of them prefer {@link columns}. */
  events(): CacheEvent[] {
    return Array.from({ length: this.length }, (_, event) => this.event(event));
  }

  /** The columns themselves, not copied: a name a column, all of the same length. Flags are bits of `FLAG`. */
  columns(): Record<string, Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array> {
    return {
      step: this.#step.values,
      alias: this.#alias.values,
      action: this.#action.values,
      flags: this.#flags.values,
      virtualPage: this.#virtualPage.values,
      physicalPage: this.#physicalPage.values,
      offset: this.#offset.values,
      length: this.#length.values,
      set: this.#set.values,
      way: this.#way.values,
    };
  }
}

function flagsOf(effect: Effect): number {
  return (
    (effect.hit ? FLAG.hit : 0) |
    (effect.filled ? FLAG.filled : 0) |
    (effect.evicted ? FLAG.evicted : 0) |
    (effect.wroteBack ? FLAG.wroteBack : 0) |
    (effect.wroteThrough ? FLAG.wroteThrough : 0)
  );
}
