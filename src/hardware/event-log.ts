/**
 * What happened, an event a line that was touched, kept in columns of typed arrays: 50 bytes an event, plus the bytes
 * that were loaded or stored. It records; it judges nothing.
 */
import { type Address, SMALL_PAGE } from '../units/address.js';
import { allOf } from '../units/words.js';
import { NO_CORE } from './agents.js';
import type { Effect, LineName } from './cache.js';
import { columnsFor, type EventColumns } from './event-columns.js';
import { copy } from './paged-bytes.js';

/**
 * What was done to a line: by a CPU, by cache maintenance, by hardware of its own accord (`evict`, `fetch`), or for
 * another core (`snoop`). A `barrier` is about memory alone, and a `crash` ends all lines. Where hardware looks for a line
 * under another color, a `trap` is what the handler did to the copy that was found, and a `machine check` the end.
 */
export type Action =
  | 'load'
  | 'store'
  | 'clean'
  | 'invalidate'
  | 'flush'
  | 'evict'
  | 'fetch'
  | 'snoop'
  | 'barrier'
  | 'crash'
  | 'trap'
  | 'machine check';
/** All of them, in the order in which columns count them. */
export const ACTIONS = allOf<Action>({
  load: true,
  store: true,
  clean: true,
  invalidate: true,
  flush: true,
  evict: true,
  fetch: true,
  snoop: true,
  barrier: true,
  crash: true,
  trap: true,
  'machine check': true,
});

const NUMBER_OF = Object.fromEntries(ACTIONS.map((action, number) => [action, number])) as Record<
  Action,
  number
>;

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
  foreign: 256,
} as const;

/** One event, to look at. */
export interface CacheEvent {
  readonly event: number;
  /** The step of the scenario that it belongs to. */
  readonly step: number;
  readonly action: Action;
  /** The number of the agent in whose cache it happened, or who went past it; that of a data port is its core's. */
  readonly agent: number;
  /** The core that the agent belongs to; -1 where it belongs to none. */
  readonly core: number;
  /** The number of the alias that was used; -1 where none was: for maintenance by set and way, and for snoops. */
  readonly alias: number;
  /** The address that was used; undefined where none was. */
  readonly virtual: Address | undefined;
  /** Undefined for a power cut, which is about no line in particular. */
  readonly physical: Address | undefined;
  /** How many bytes of the line were meant. */
  readonly length: number;
  /** -1 for an uncached access. */
  readonly set: number;
  /** -1 where no line took part. */
  readonly way: number;
  readonly hit: boolean;
  readonly filled: boolean;
  /** A line left the cache: to make room, of its own accord, or because maintenance dropped it. */
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
  /** The load read old bytes of the page that was meant. */
  readonly stale: boolean;
  /** The load read bytes of another page than the one that was meant. */
  readonly foreign: boolean;
  /** This event destroyed the last copy of bytes that were stored earlier. */
  readonly lost: boolean;
}

/** The alias of an event that used none. */
export const NO_ALIAS = -1;
/** What stands for no alias, and for no way, in the columns of a log. */
export const NOTHING = 0xffff;
/** The `core` column has 8 bits, of which one value means none. */
const NO_CORE_IN_COLUMN = 0xff;
/** Alias numbers are kept in 16 bits, of which one value means none. */
export const MOST_ALIASES = NOTHING;

export class EventLog {
  readonly #lineBytes: number;
  #columns = columnsFor(64);
  #length = 0;
  #bytes = new Uint8Array(1024);
  #bytesLength = 0;

  constructor(lineBytes: number) {
    this.#lineBytes = lineBytes;
  }

  /** How many events there are. */
  get length(): number {
    return this.#length;
  }

  /** Notes an event; its bytes, if it has any, are noted by {@link addBytes} right after. */
  add(
    step: number,
    agent: number,
    core: number,
    alias: number,
    action: Action,
    name: Pick<LineName, 'virtualPage' | 'physicalPage' | 'line'>,
    offset: number,
    length: number,
    effect: Effect | undefined,
  ): void {
    if (this.#length === this.#columns.step.length) this.#grow();
    const at = this.#length++;
    const columns = this.#columns;
    columns.step[at] = step;
    columns.agent[at] = agent;
    columns.core[at] = core === NO_CORE ? NO_CORE_IN_COLUMN : core;
    columns.alias[at] = alias === NO_ALIAS ? NOTHING : alias;
    columns.action[at] = NUMBER_OF[action];
    columns.virtualPage[at] = name.virtualPage;
    columns.physicalPage[at] = name.physicalPage;
    columns.offset[at] = name.line * this.#lineBytes + offset;
    columns.lengthLessOne[at] = length - 1;
    columns.set[at] = effect ? effect.set : -1;
    columns.way[at] = effect && effect.way >= 0 ? effect.way : NOTHING;
    columns.otherPage[at] = effect ? effect.otherPage : -1;
    columns.otherLine[at] = effect && effect.otherLine >= 0 ? effect.otherLine : 0;
    columns.flags[at] = effect ? flagsOf(effect) : FLAG.uncached;
    columns.bytesAt[at] = this.#bytesLength;
  }

  /** Notes bytes of the latest event: what it loaded or stored; then, for a load that read others, what it should have read. */
  addBytes(from: Uint8Array, at: number, length: number): void {
    if (this.#bytesLength + length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(2 * this.#bytes.length, this.#bytesLength + length));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    copy(from, at, length, this.#bytes, this.#bytesLength);
    this.#bytesLength += length;
  }

  /** Marks the latest event. */
  mark(flag: 'stale' | 'foreign' | 'lost'): void {
    this.#columns.flags[this.#length - 1]! |= FLAG[flag];
  }

  /** The event with this number, from 0. */
  event(event: number): CacheEvent {
    if (!Number.isInteger(event) || event < 0 || event >= this.length) {
      throw new RangeError(`there is no event ${event}: the log holds ${this.length}`);
    }
    const columns = this.#columns;
    const flags = columns.flags[event]!;
    const is = (flag: number) => (flags & flag) !== 0;
    const action = ACTIONS[columns.action[event]!]!;
    const offset = columns.offset[event]!;
    const length = columns.lengthLessOne[event]! + 1;
    const alias = columns.alias[event]!;
    const way = columns.way[event]!;
    const core = columns.core[event]!;
    const physicalPage = columns.physicalPage[event]!;
    const otherPage = columns.otherPage[event]!;
    const otherOffset = columns.otherLine[event]! * this.#lineBytes;
    const at = columns.bytesAt[event]!;
    const carried = action === 'load' || action === 'store' ? length : 0;
    const expectedAt = is(FLAG.stale | FLAG.foreign) ? at + carried : at;
    return {
      event,
      step: columns.step[event]!,
      action,
      agent: columns.agent[event]!,
      core: core === NO_CORE_IN_COLUMN ? NO_CORE : core,
      alias: alias === NOTHING ? NO_ALIAS : alias,
      virtual:
        alias === NOTHING ? undefined : { page: columns.virtualPage[event]!, offset: offset % SMALL_PAGE },
      physical: physicalPage < 0 ? undefined : { page: physicalPage, offset: offset % SMALL_PAGE },
      length,
      set: columns.set[event]!,
      way: way === NOTHING ? -1 : way,
      hit: is(FLAG.hit),
      filled: is(FLAG.filled),
      evicted: is(FLAG.evicted),
      wroteBack: is(FLAG.wroteBack),
      wroteThrough: is(FLAG.wroteThrough),
      uncached: is(FLAG.uncached),
      other: otherPage < 0 ? undefined : { page: otherPage, offset: otherOffset },
      bytes: this.#bytes.slice(at, at + carried),
      expected: this.#bytes.slice(expectedAt, expectedAt + carried),
      stale: is(FLAG.stale),
      foreign: is(FLAG.foreign),
      lost: is(FLAG.lost),
    };
  }

  /** The columns with the room that is left in them: nothing is made to look at one number, and none may be kept. */
  get held(): Readonly<EventColumns> {
    return this.#columns;
  }

  /** The core that an event happened on; -1 where it belongs to none. */
  coreOf(event: number): number {
    const core = this.#columns.core[event]!;
    return core === NO_CORE_IN_COLUMN ? NO_CORE : core;
  }

  /** All events. For millions of them prefer {@link columns}. */
  events(): CacheEvent[] {
    return Array.from({ length: this.length }, (_, event) => this.event(event));
  }

  /**
   * The columns themselves, not copied, each as long as the log: what is noted after the log has grown they do not see. `flags` are the bits of `FLAG`, `action` counts in
   * `ACTIONS`, 65,535 stands for no alias and no way, and 255 for no core.
   */
  columns(): EventColumns {
    const trimmed = Object.entries(this.#columns).map(([name, column]) => [
      name,
      column.subarray(0, this.#length),
    ]);
    return Object.fromEntries(trimmed) as EventColumns;
  }

  #grow(): void {
    const larger = columnsFor(2 * this.#length);
    for (const name of Object.keys(larger) as (keyof EventColumns)[]) larger[name].set(this.#columns[name]);
    this.#columns = larger;
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
