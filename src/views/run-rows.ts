/**
 * A run as rows: one for each access or maintenance call that a step made, however many lines it touched. Text, tables
 * and figures of a run are made from these.
 */
import type { CacheEvent } from '../hardware/event-log.js';
import type { LostStore } from '../hardware/lost-stores.js';
import type { MissingBytes } from '../hardware/promises.js';
import type { Side } from '../linux/alias.js';
import { formatReturned, isErrno, isSignal } from '../linux/errno.js';
import type { MappedAlias } from '../linux/machine-aliases.js';
import type { ScenarioRun, StepResult } from '../linux/run-scenario.js';
import { describeStep, kernelRowsOf, type Step } from '../linux/steps/index.js';
import type { Address } from '../units/address.js';
import { formatBytes, joined } from '../units/bytes.js';
import { doingOf, effectOf } from './event-words.js';

/** What came of a row: nothing to report, a stale or a foreign load, the end of a store, a broken promise, or the end of all. */
export type Outcome = 'fine' | 'stale' | 'foreign' | 'lost' | 'missing' | 'machine check';

/** One access, or one maintenance call over a range. */
export interface RunRow {
  readonly step: number;
  /** The core whose cache took part. */
  readonly core: number;
  /** The alias's name; `cache` where none was named: for maintenance by set and way, snoops and power cuts. */
  readonly who: string;
  /** Whether the alias is the user's or the kernel's. */
  readonly side: Side | 'cache';
  readonly does: string;
  readonly virtual: Address | undefined;
  readonly physical: Address | undefined;
  readonly color: number | undefined;
  /** The sets that were touched, in ascending order; undefined for an uncached access. */
  readonly sets: readonly number[] | undefined;
  /** The way, where only one line was touched and held. */
  readonly way: number | undefined;
  /** What the cache did, in words. */
  readonly cache: string;
  /** What a load read; after a power cut, what was found of the first bytes that are missing. */
  readonly saw: Uint8Array | undefined;
  /** What it should have read. */
  readonly shouldBe: Uint8Array | undefined;
  /** What is wrong with what a load read: old bytes of its page, or another page's. */
  readonly wrong: 'STALE' | 'FOREIGN' | undefined;
  readonly outcome: Outcome;
  /** What is wrong, in words; empty where nothing is. */
  readonly verdict: string;
  /** The numbers of its first event and of the one after its last; equal for what a call returned. */
  readonly events: readonly [number, number];
}

/** Runs never change, and a notebook shows one in several forms. */
const ROWS = new WeakMap<ScenarioRun, readonly RunRow[]>();

/** The rows of a run, in the order in which things happened. */
export function runRows(run: ScenarioRun): readonly RunRow[] {
  const known = ROWS.get(run);
  if (known) return known;
  const rows: RunRow[] = [];
  const context = contextOf(run);
  for (const step of run.steps) {
    // One call after the other: the events of all of them would fill the memory.
    for (const events of groupsOf(run, step)) rows.push(rowOf(context, step, events));
    rows.push(...cameRow(step), ...returnRow(context, step));
  }
  ROWS.set(run, Object.freeze(rows));
  return rows;
}

/** Neighboring events of a step that come from one call: the same alias did the same thing. */
function* groupsOf(run: ScenarioRun, { events: [first, end] }: StepResult): Generator<CacheEvent[]> {
  let group: CacheEvent[] = [];
  for (let number = first; number < end; number++) {
    const event = run.machine.log.event(number);
    const last = group.at(-1);
    if (last && !isOneCall(last, event)) {
      yield group;
      group = [];
    }
    group.push(event);
  }
  if (group.length > 0) yield group;
}

/** What all rows of a run are made with; looked up once, for a run may have very many. */
interface Context {
  readonly run: ScenarioRun;
  readonly aliases: ReadonlyMap<number, MappedAlias>;
  /** The stores that an event ended, by its number. */
  readonly lost: ReadonlyMap<number, readonly LostStore[]>;
  /** A process that is not the first has mapped something. */
  readonly hasOthers: boolean;
}

function contextOf(run: ScenarioRun): Context {
  const lost = new Map<number, LostStore[]>();
  for (const store of run.machine.lost) {
    const its = lost.get(store.lostAt);
    if (its) its.push(store);
    else lost.set(store.lostAt, [store]);
  }
  return {
    run,
    lost,
    aliases: new Map(run.aliases.map((alias) => [alias.number, alias])),
    hasOthers: run.scenario.steps.some((step) => 'mapping' in step && step.mapping.process > 1),
  };
}

/** Whether two neighboring events of a step come from one call. */
export function isOneCall(one: CacheEvent, other: CacheEvent): boolean {
  return one.alias === other.alias && one.action === other.action && one.core === other.core;
}

function rowOf(context: Context, { step, asked, missing = [] }: StepResult, events: CacheEvent[]): RunRow {
  const { run } = context;
  const [first] = events as [CacheEvent];
  const alias = context.aliases.get(first.alias);
  const side = alias?.description.who ?? 'cache';
  const isLoad = first.action === 'load';
  const foreign = events.some((event) => event.foreign);
  const wrong = foreign ? 'FOREIGN' : events.some(({ stale }) => stale) ? 'STALE' : undefined;
  const lost = events.flatMap(({ event }) => context.lost.get(event) ?? []);
  const found = missing[0];
  const isChecked = first.action === 'machine check';
  return Object.freeze({
    step,
    core: first.core,
    who: alias?.description.name ?? 'cache',
    side,
    does: doingOf(events, side === 'user' ? '' : kernelRowsOf(asked)),
    virtual: first.virtual,
    physical: first.physical,
    // A device's address is physical, and has no color.
    color: first.virtual && side !== 'device' ? run.layout.colorOf(first.virtual) : undefined,
    sets: first.uncached || first.set < 0 ? undefined : setsOf(events),
    way: events.length === 1 && first.way >= 0 ? first.way : undefined,
    cache: effectOf(events),
    saw: isLoad ? joined(events.map((event) => event.bytes)) : found?.found,
    shouldBe: isLoad ? joined(events.map((event) => event.expected)) : found?.promised,
    wrong,
    outcome: outcomeOf(),
    verdict: [
      wrong,
      ...lost.map((store) => `LOST ${describeLost(run, store)}`),
      found && `MISSING ${missing.map(describeMissing).join(', ')}`,
      isChecked && 'MACHINE CHECK',
    ]
      .filter(Boolean)
      .join('; '),
    events: [first.event, events.at(-1)!.event + 1] as const,
  });

  /** What nothing puts right comes first. */
  function outcomeOf(): Outcome {
    if (isChecked) return 'machine check';
    if (lost.length > 0) return 'lost';
    if (wrong) return wrong === 'FOREIGN' ? 'foreign' : 'stale';
    return found ? 'missing' : 'fine';
  }
}

/** What a call gave back: a row of its own where a program has made the call, or where it is not all that was asked for. */
function returnRow(
  context: Context,
  { step, asked, events, returned, address, stale, foreign }: StepResult,
): RunRow[] {
  if (returned === undefined) return [];
  const isBare = asked.do === 'dax_io';
  if (isBare && returned === asked.io.length) return [];
  const does = isBare ? 'dax_io' : describeStep(asked);
  const isBad = isErrno(returned) || isSignal(returned);
  return [
    Object.freeze({
      ...bareRow(step, asked, events[1]),
      who: processOf(context, asked),
      side: 'cache',
      does,
      cache: isSignal(returned) ? returned : `returns ${address ?? formatReturned(returned)}`,
      verdict: isBad && !stale && !foreign ? formatReturned(returned) : '',
    } as const),
  ];
}

/** What a call inside the kernel came to: the function of the port that it made, or that nothing was done. */
function cameRow({ step, asked, events, came }: StepResult): RunRow[] {
  if (came === undefined) return [];
  const does = describeStep(asked);
  return [
    Object.freeze({
      ...bareRow(step, asked, events[1]),
      who: 'kernel',
      side: 'kernel',
      does,
      cache: came,
    } as const),
  ];
}

/** A row of a call that touches no line itself; `at` is the number of the event after its last. */
function bareRow(step: number, asked: Step, at: number) {
  return {
    step,
    core: asked.core ?? 0,
    virtual: undefined,
    physical: undefined,
    color: undefined,
    sets: undefined,
    way: undefined,
    saw: undefined,
    shouldBe: undefined,
    wrong: undefined,
    outcome: 'fine',
    verdict: '',
    events: [at, at],
  } as const;
}

/** Whose call it is: of the process of its mapping; of the first, where nobody said. */
function processOf({ hasOthers }: Context, asked: Step): string {
  return hasOthers && 'mapping' in asked ? `process ${asked.mapping.process}` : 'process';
}

function setsOf(events: readonly CacheEvent[]): number[] {
  return [...new Set(events.map(({ set }) => set))].sort((a, b) => a - b);
}

/** `"hello" of step 2`. */
export function describeLost(run: ScenarioRun, lost: LostStore): string {
  return `${formatBytes(lost.bytes)} of step ${run.machine.log.event(lost.store).step}`;
}

/** `"hello" of step 2`. */
export function describeMissing({ promised, promisedIn }: MissingBytes): string {
  return `${formatBytes(promised)} of step ${promisedIn}`;
}
