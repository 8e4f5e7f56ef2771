/** A run, step by step, as words and as a table: one line, its copies, memory, and what loads saw. */
import { table } from 'arquero';
import { coresOf } from '../linux/machine-description.js';
import type { ScenarioRun } from '../linux/run-scenario.js';
import { describeStep } from '../linux/steps/index.js';
import { formatAddress } from '../units/address.js';
import { formatBytes } from '../units/bytes.js';
import type { Table } from './arquero-table.js';
import type { CopyAfter, CopyLane, LineStates, SeenByLoad, StateAfter } from './line-states.js';
import { runRows } from './run-rows.js';
import { runHeading, runVerdict } from './run-text.js';
import type { PictureWords } from './svg.js';
import { count } from './words.js';

/** `user`, `user = window` for aliases that lead to one place, `user, core 1` where there are several cores. */
export function laneName(run: ScenarioRun, { aliases, core }: CopyLane): string {
  const names = aliases.map(({ description }) => description.name).join(' = ') || 'another alias';
  return coresOf(run.scenario.machine).count > 1 ? `${names}, core ${core}` : names;
}

/** `before`, or what was asked for. */
export function stepName({ asked }: StateAfter): string {
  return asked ? describeStep(asked) : 'before';
}

/** What went wrong in a step; empty where nothing did. */
export function stepVerdict(run: ScenarioRun, { step }: StateAfter): string {
  return [...(troublesOf(run).get(step) ?? [])].join('; ');
}

/** Runs never change, and each of their steps is asked about. */
const TROUBLES = new WeakMap<ScenarioRun, ReadonlyMap<number, ReadonlySet<string>>>();

function troublesOf(run: ScenarioRun): ReadonlyMap<number, ReadonlySet<string>> {
  const known = TROUBLES.get(run);
  if (known) return known;
  const troubles = new Map<number, Set<string>>();
  for (const { step, verdict } of runRows(run)) {
    if (verdict !== '') troubles.set(step, (troubles.get(step) ?? new Set<string>()).add(verdict));
  }
  TROUBLES.set(run, troubles);
  return troubles;
}

/** `dirty`, or `clean, STALE`, or `clean, FOREIGN`. */
export function copyState({ dirty, stale, foreign }: CopyAfter): string {
  return `${dirty ? 'dirty' : 'clean'}${stale ? ', STALE' : ''}${foreign ? ', FOREIGN' : ''}`;
}

/** A row a step: what each alias's line holds, memory, the newest bytes, and what loads saw. */
export function stepperTable(run: ScenarioRun, line: LineStates): Table {
  const { lanes, states, shown } = line;
  const column = <T>(value: (state: StateAfter) => T) => states.map(value);
  const excerpt = (bytes: Uint8Array) => formatBytes(bytes.slice(shown.from, shown.from + shown.length));
  const held = (lane: number) => (state: StateAfter) => {
    const copy = state.copies.find((each) => each.lane === lane);
    return copy ? `${excerpt(copy.bytes)} ${copyState(copy)}` : '–';
  };
  return table({
    step: column(({ step }) => step),
    does: column(stepName),
    ...Object.fromEntries(lanes.map((lane, i) => [laneName(run, lane), column(held(i))])),
    memory: column(({ memory }) => excerpt(memory)),
    newest: column(({ newest }) => excerpt(newest)),
    saw: column(({ loads }) => loads.map(seen).join(', ')),
    verdict: column((state) => stepVerdict(run, state)),
  });
}

/** `kernel "hello"`. */
function seen({ who, bytes }: SeenByLoad): string {
  return `${who} ${formatBytes(bytes)}`;
}

/** Machine and strategy, and which bytes are followed. */
export function stepperHeading(run: ScenarioRun, line: LineStates): string {
  return `${runHeading(run).replace(/^run/, 'stepper')}\n${placeOf(line)}, after each step`;
}

/** `bytes 0–7 of the line at 0x0c123000`. */
export function placeOf({ physical, shown: { from, length } }: LineStates): string {
  return `bytes ${from}–${from + length - 1} of the line at ${formatAddress(physical)}`;
}

/** What the figure shows; its still picture is that of the last step. */
export function stepperWords(run: ScenarioRun, line: LineStates): PictureWords {
  const { lanes, states } = line;
  const last = states.at(-1)!;
  const copies = last.copies.map(
    (copy) => `${laneName(run, lanes[copy.lane]!)} holds ${formatBytes(copy.bytes)}, ${copyState(copy)}`,
  );
  const after = [
    ...copies,
    `memory holds ${formatBytes(last.memory)}`,
    `the newest bytes are ${formatBytes(last.newest)}`,
  ].join('; ');
  const verdict = runVerdict(run);
  return {
    alt: `A slider over ${count(states.length - 1, 'step')} on ${run.scenario.machine.name}: ${placeOf(line)}. After the last: ${after}. ${verdict}.`,
    caption: `The line after each step: a still picture shows the last, and where the plot is live, the slider goes through them. ${verdict.charAt(0).toUpperCase()}${verdict.slice(1)}.`,
  };
}
