/**
 * A run as a story to draw: its rows, and for the physical line that it is about, when each slot of the cache held it,
 * dirty or clean, and where each load got its bytes from. It is about the line that a user touches first.
 */
import type { CacheEvent } from '../hardware/event-log.js';
import type { MappedAlias } from '../linux/machine-aliases.js';
import { coresOf } from '../linux/machine-description.js';
import type { ScenarioRun } from '../linux/run-scenario.js';
import type { Address } from '../units/address.js';
import { type RunRow, runRows } from './run-rows.js';

/** An alias on the core that uses it. */
export interface Lane {
  readonly alias: MappedAlias;
  readonly core: number;
}

/** A row of the timeline. */
export interface TimelineRow extends RunRow {
  /**
   * The lane of the alias that acts, and for a call of a process the first that is a user's; -1 where none does: for
   * maintenance by set and way, snoops and power cuts.
   */
  readonly lane: number;
  /** Where a load of the line got its bytes from, or where a store put them: a lane, or memory. */
  readonly through: number | 'memory' | undefined;
  /** The line was fetched from memory. */
  readonly fetched: boolean;
  /** The lanes whose copy of the line was written to memory. */
  readonly wroteBack: readonly number[];
  /** The one line that it touched, and which bytes of it; undefined where it touched none, or several. */
  readonly touched:
    | { readonly line: Address; readonly bytes: readonly [first: number, last: number] }
    | undefined;
}

/** The time that a slot of the cache held the line, in rows; `lane` is that of the alias that brought it. */
export interface Stay {
  readonly lane: number;
  readonly core: number;
  readonly set: number;
  readonly way: number;
  readonly from: number;
  /** The row that ended it; undefined where the line is still there. */
  to: number | undefined;
  /** The rows at which it became dirty and clean again. */
  readonly changes: { row: number; dirty: boolean }[];
}

/** What a timeline draws. */
export interface TimelineStory {
  /** The aliases that act, in order of appearance; one that several cores use has a lane for each. */
  readonly lanes: readonly Lane[];
  readonly rows: readonly TimelineRow[];
  readonly stays: readonly Stay[];
}

/** Of a run with more lanes only those are drawn that act in the rows that are. */
const MOST_LANES = 24;

/**
 * The story of the physical line that a user touches first; where none does, of the one that is touched first. Told are the
 * first `most` rows.
 */
export function timelineStory(run: ScenarioRun, most = Number.POSITIVE_INFINITY): TimelineStory {
  const rows = runRows(run).slice(0, most);
  const all = lanesOf(run);
  const lanes = all.length > MOST_LANES ? lanesOf(run, rows.at(-1)?.events[1]) : all;
  const isUsers = ({ alias }: Lane) => alias.description.who === 'user';
  const followed = followedByte(run);
  const isTheLine = (page: number, offset: number) =>
    followed?.page === page && lineIn(run, offset) === lineIn(run, followed.offset);
  const isOurs = ({ physical }: CacheEvent) =>
    physical !== undefined && isTheLine(physical.page, physical.offset);
  const laneNumbers = new Map(lanes.map(({ alias, core }, lane) => [`${alias.number} ${core}`, lane]));
  const laneOf = (event: CacheEvent) => laneNumbers.get(`${event.alias} ${event.core}`) ?? -1;
  const stays: Stay[] = [];
  /** Those that go on, by their slots, the eldest first. */
  const open = new Map<string, Stay[]>();
  const slotOf = ({ core, set, way }: CacheEvent | Stay) => `${core} ${set} ${way}`;
  const isThere = (each: CacheEvent) => open.get(slotOf(each))?.[0];
  const drawn = rows.map((row, number): TimelineRow => {
    const events = eventsOf(run, row);
    if (events.length === 0) {
      const lane = row.who.startsWith('process') ? lanes.findIndex(isUsers) : -1;
      return { ...row, lane, through: undefined, fetched: false, wroteBack: [], touched: undefined };
    }
    const ours = events.find((each) => isOurs(each));
    const wroteBack: number[] = [];
    // A snoop names no alias: it is drawn where the line lies that it meets.
    const met = events[0]!.action === 'snoop' ? isThere(events[0]!) : undefined;
    for (const each of events) follow(each, number, wroteBack);
    const there = ours && isThere(ours);
    const lane = met ? met.lane : laneOf(events[0]!);
    const moves = ours && (ours.action === 'load' || ours.action === 'store');
    const direct = moves && (ours.uncached || ours.way < 0);
    return {
      ...row,
      lane,
      through: direct ? 'memory' : moves && there ? there.lane : undefined,
      fetched: ours?.filled ?? false,
      wroteBack,
      touched: touchedBy(run, events),
    };
  });
  return {
    lanes,
    rows: drawn,
    stays,
  };

  /** Keeps the stays true to one event. */
  function follow(each: CacheEvent, row: number, wroteBack: number[]): void {
    if (each.action === 'crash') {
      for (const stay of [...open.values()].flat()) stay.to = row;
      open.clear();
    }
    const other = each.other && isTheLine(each.other.page, each.other.offset);
    if (other) {
      const lost = each.evicted || each.wroteBack ? isThere(each) : undefined;
      if (lost && each.wroteBack) {
        wroteBack.push(lost.lane);
        lost.changes.push({ row, dirty: false });
      }
      if (lost && each.evicted) {
        lost.to = row;
        open.get(slotOf(each))!.shift();
      }
    }
    if (!isOurs(each) || each.way < 0) return;
    if (each.filled) {
      const stay: Stay = {
        lane: laneOf(each),
        core: each.core,
        set: each.set,
        way: each.way,
        from: row,
        to: undefined,
        changes: [],
      };
      stays.push(stay);
      open.set(slotOf(each), [...(open.get(slotOf(each)) ?? []), stay]);
    }
    if (each.action === 'store' && !each.wroteThrough) isThere(each)?.changes.push({ row, dirty: true });
  }
}

/** The lanes of all events, or of those before `end`. */
function lanesOf(run: ScenarioRun, end = run.machine.log.length): Lane[] {
  const { log } = run.machine;
  // Whoever acts that belongs to no core has -1.
  const perAlias = coresOf(run.scenario.machine).count + 1;
  const places = new Map(run.aliases.map(({ number }, place) => [number, place]));
  /** In the order of the aliases, and of each the cores. */
  const used = new Set<number>();
  const numbers = log.columns().alias;
  for (let event = 0; event < end; event++) {
    const place = places.get(numbers[event]!);
    if (place !== undefined) used.add(place * perAlias + log.coreOf(event) + 1);
  }
  return [...used]
    .sort((a, b) => a - b)
    .map((lane) => ({ alias: run.aliases[Math.floor(lane / perAlias)]!, core: (lane % perAlias) - 1 }));
}

function eventsOf({ machine }: ScenarioRun, { events: [first, end] }: RunRow): CacheEvent[] {
  return Array.from({ length: end - first }, (_, nth) => machine.log.event(first + nth));
}

function touchedBy({ scenario }: ScenarioRun, events: readonly CacheEvent[]): TimelineRow['touched'] {
  const [one, another] = events;
  if (one?.physical === undefined || another !== undefined) return undefined;
  const { page, offset } = one.physical;
  const from = offset % scenario.machine.cache.line;
  return { line: { page, offset: offset - from }, bytes: [from, from + one.length - 1] };
}

/** A byte of the line that a run is about: of the one that a user touches first, or anybody, where none does. */
export function followedByte(run: ScenarioRun): Address | undefined {
  const users = new Set(
    run.aliases.filter(({ description }) => description.who === 'user').map(({ number }) => number),
  );
  const { log } = run.machine;
  const { alias, physicalPage } = log.columns();
  const first = physicalPage.findIndex((page) => page >= 0);
  const byUser = physicalPage.findIndex((page, event) => page >= 0 && users.has(alias[event]!));
  const followed = byUser >= 0 ? byUser : first;
  return followed < 0 ? undefined : log.event(followed).physical;
}

function lineIn({ scenario }: ScenarioRun, offset: number): number {
  return Math.floor(offset / scenario.machine.cache.line);
}
