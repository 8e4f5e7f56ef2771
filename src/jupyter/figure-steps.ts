/**
 * Ticks and bins: how many a step makes on a scale that reaches from here to there. Before Plotly has drawn, how far a scale
 * reaches is read from its range or its values; a page asks again when Plotly has found it. Runs in a browser too.
 */

import { isRecord } from '../units/is-record.js';
import { asTyped } from '../units/problems.js';
import { MOST_TICKS } from '../views/figure.js';

export { MOST_TICKS };
/** Bins of one axis. */
export const MOST_BINS = 2000;
/** Parts of a layout are not further in. */
const DEEPEST = 8;

/** A part of a figure. */
export type Data = Readonly<Record<string, unknown>>;

export const isData: (value: unknown) => value is Data = isRecord;
export const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
export const lengthIn = (value: unknown) => (isList(value) ? value.length : 0);

/** That there are more of something than are drawn, to follow "it"; undefined where there are not. */
export function tooMany(number: number, most: number, what: string): string | undefined {
  if (!(number > most)) return undefined;
  return `has ${Math.ceil(number).toLocaleString('en-US')} ${what}, more than the ${most.toLocaleString('en-US')} that are drawn`;
}

/** How many steps there are on a scale: of months, equal ones on a scale of logarithms, or of the scale's own numbers. */
export function stepsBetween(step: unknown, [from, to]: Span): number {
  const [, kind, number] = /^([MLD]?)(.*)$/.exec(String(step)) ?? [];
  const length = Math.abs(Number(number));
  if (kind === 'M') return Math.abs(to - from) / (length * 28 * DAY);
  if (kind === 'L') return Math.abs(10 ** to - 10 ** from) / length;
  return Math.abs(to - from) / (kind === 'D' ? 0.1 : length);
}

/** Where a value lies on an axis: a number, or a date in milliseconds; undefined for the name of a category. */
export function placeOf(value: unknown): number | undefined {
  if (typeof value === 'number' || typeof value === 'bigint')
    return Number.isFinite(Number(value)) ? Number(value) : undefined;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const date = /^\d{4}-\d/.test(value) ? Date.parse(value) : Number(value);
  return Number.isFinite(date) ? date : undefined;
}

type Span = readonly [from: number, to: number];
const DAY = 86_400_000;

/** What is against the steps of a figure's axes, color bars, bins and contours, each reason to follow "it". */
export function stepProblems(layout: Data, traces: readonly Data[]): string[] {
  const parts = [
    tickProblems(layout, new Scales(traces)),
    ...traces.map((trace) => tickProblems(trace, new Scales([trace]))),
  ];
  return [...traces.flatMap(binProblems), ...parts.flat()];
}

function binProblems(trace: Data): string[] {
  const scales = new Scales([trace]);
  const stepsOf = (value: unknown, axis: string) => {
    const { size, start, end } = isData(value) ? value : {};
    return size ? { size, count: stepsBetween(size, scales.reach(axis, [start, end])) } : undefined;
  };
  const axes = /^histogram/.test(String(trace.type)) ? (['x', 'y'] as const) : [];
  const bins = axes.map((axis) => {
    const { count, size } = stepsOf(trace[`${axis}bins`], axis) ?? { count: numberIn(trace[`nbins${axis}`]) };
    return tooMany(count, MOST_BINS, `${axis}bins${oneEvery(size)}`);
  });
  const { count, size } = stepsOf(trace.contours, 'z') ?? { count: 0 };
  return [...bins, tooMany(count, MOST_TICKS, `contours${oneEvery(size)}`)].filter(
    (problem) => problem !== undefined,
  );
}

/** Looks at every axis and color bar of a part of a figure. */
function tickProblems(
  part: unknown,
  scales: Scales,
  path: readonly string[] = [],
  around: Data = {},
): string[] {
  if (!isData(part) || path.length > DEEPEST) return [];
  const name = path.at(-1) ?? '';
  const [{ range, type }, axis] = name === 'minor' ? [around, path.at(-2) ?? ''] : [part, name];
  const { dtick, nticks, tickvals, tickmode } = part;
  const step = tickmode === 'auto' || tickmode === 'array' ? undefined : dtick;
  const count = step ? stepsBetween(step, scales.reach(axis, range, type === 'log')) : 0;
  const named = Math.max(lengthIn(tickvals), numberIn(nticks));
  const [ticks, every] = count > named ? [count, oneEvery(step)] : [named, ''];
  const problem = tooMany(ticks, MOST_TICKS, `ticks of ${name}${every}`);
  const inside = Object.entries(part).flatMap(([key, value]) =>
    tickProblems(value, scales, [...path, key], part),
  );
  return problem === undefined ? inside : [problem, ...inside];
}

/** A number, also where it is a text, as Plotly reads it; 0 for what is none. */
function numberIn(value: unknown): number {
  return typeof value === 'number' || typeof value === 'string' ? Number(value) || 0 : 0;
}

const oneEvery = (step: unknown) => (step === undefined ? '' : `, one every ${asTyped(step)}`);

/** How far the scales of some traces reach, as far as it can be told before they are drawn. */
class Scales {
  readonly #traces: readonly Data[];
  /** Values are looked at once for each axis, however often it is asked for. */
  readonly #known = new Map<string, Span>();

  constructor(traces: readonly Data[]) {
    this.#traces = traces;
  }

  /** What the range says, or from the least to the greatest of the values, and a little more. */
  reach(axis: string, range: unknown, isLog = false): Span {
    const [from, to] = isList(range) ? Array.from(range, placeOf) : [];
    if (from !== undefined && to !== undefined) return [from, to];
    const [, letter = '', number = ''] = /^([xy])(?:axis)?(\d*)$/.exec(axis) ?? [];
    const key = `${letter}${number} ${isLog}`;
    const span = this.#known.get(key) ?? spanOf(this.#valuesOn(letter, letter + number), isLog);
    this.#known.set(key, span);
    return span;
  }

  #valuesOn(letter: string, axis: string): unknown[] {
    if (letter === '') return this.#traces.flatMap(({ z, r }) => [z, r]);
    const here = this.#traces.filter((trace) => (trace[`${letter}axis`] ?? letter) === axis);
    return (axis === letter && here.length === 0 ? this.#traces : here).map((trace) => trace[letter]);
  }
}

function spanOf(lists: readonly unknown[], isLog: boolean): Span {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const list of lists)
    for (const value of (isList(list) ? Array.from(list) : []).flat()) {
      const at = placeOf(value) ?? 0;
      const place = isLog ? Math.log10(at) : at;
      if (!Number.isFinite(place)) continue;
      least = Math.min(least, place);
      most = Math.max(most, place);
    }
  const margin = 0.1 * (most - least);
  return most > least ? [least - margin, most + margin] : [0, 2];
}
