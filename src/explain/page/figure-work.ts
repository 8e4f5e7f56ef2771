/**
 * What a figure asks of Plotly in a page, beyond what figure-problems.ts counts anywhere: a browser stands still while it draws,
 * again at each step of a slider, and how many ticks a step makes is known only once the axis is there. So a figure with steps of
 * its own is drawn without them first.
 */

import { figureProblems } from '../../jupyter/figure-problems.js';
import { MOST_BINS, MOST_TICKS, placeOf, stepsBetween, tooMany } from '../../jupyter/figure-steps.js';
import { isPlotlyFigure } from '../../jupyter/figure-words.js';

/** A plain Plotly figure. */
export interface PlainFigure {
  data: { type?: string }[];
  layout: { width?: number; height?: number; [name: string]: unknown };
}

/** Points that a browser draws within seconds, and finds again under the mouse. */
const MOST_POINTS = 50_000;
/** Entries of a list in a layout. */
const MOST_THINGS = 1000;

/** A figure that can be looked at; undefined where a value is none, whatever it says it is. */
export function figureOf(value: unknown): PlainFigure | undefined {
  if (!isPlotlyFigure(value)) return undefined;
  return { data: value.data as PlainFigure['data'], layout: (value.layout ?? {}) as PlainFigure['layout'] };
}

/** Why a figure should not be drawn, to follow "it"; undefined where nothing is against it. */
export function figureProblem(figure: PlainFigure): string | undefined {
  const [problem] = figureProblems(withoutSteps(figure));
  return problem ?? liveProblem(figure);
}

function liveProblem({ data, layout }: PlainFigure): string | undefined {
  for (const side of [layout.width, layout.height])
    if (side !== undefined && !(Number.isFinite(side) && side > 0))
      return 'has a side that is no number above 0';
  const points = data.reduce((sum, trace) => sum + longest({ ...trace, z: undefined }), 0);
  const many = tooMany(data.length, MOST_THINGS, 'traces') ?? tooMany(points, MOST_POINTS, 'points');
  if (many !== undefined) return many;
  for (const { path, key, value } of entriesOf({ data, layout })) {
    const isInstruction = path.includes('args');
    if (key === 'rangebreaks') return 'leaves parts of an axis out';
    if (isInstruction && /dtick|nticks|tickvals|bins|contours|minor/.test(key)) return 'changes its ticks';
    if (Array.isArray(value) && path[0] === 'layout' && !isInstruction) {
      const problem = tooMany(value.length, MOST_THINGS, key);
      if (problem !== undefined) return problem;
    }
  }
  return undefined;
}

/** The figure without the steps that it says of its ticks, bins and contours; itself where it says none. */
export function withoutSteps(figure: PlainFigure): PlainFigure {
  if (stepsIn(figure).length === 0) return figure;
  const { data, layout } = structuredClone(figure);
  for (const { path } of stepsIn({ data, layout }))
    Reflect.deleteProperty(at({ data, layout }, path.slice(0, -1)) as object, path.at(-1)!);
  return { data, layout };
}

/** Why the steps of a figure should not be drawn, now that Plotly has found what its axes reach from and to. */
export function stepsProblem(figure: PlainFigure, full: PlainFigure): string | undefined {
  for (const { path, step } of stepsIn(figure)) {
    const [most, what] = /bins$/.test(path.at(-2)!) ? [MOST_BINS, 'bins'] : [MOST_TICKS, 'ticks'];
    // What is no step, or on no axis, may be any number of them.
    if (!(stepsBetween(step, reachOf(path, full)) <= most))
      return `has more than ${most.toLocaleString('en-US')} ${what}`;
  }
  return undefined;
}

type Path = readonly string[];

/** The steps in a figure: where each is, and what it says. */
function stepsIn(figure: PlainFigure): { path: Path; step: unknown }[] {
  return [...entriesOf(figure)]
    .filter(
      ({ path, key }) =>
        key === 'dtick' || (key === 'size' && /^([xy]bins|contours)$/.test(path.at(-1) ?? '')),
    )
    .map(({ path, key, value }) => ({ path: [...path, key], step: value }));
}

/** What the scale at that path reaches from and to, as Plotly has it; NaN where it does not say. */
function reachOf(path: Path, full: PlainFigure): [number, number] {
  const owner = path.slice(0, path.at(-2) === 'minor' ? -2 : -1);
  const above = (at(full, owner.slice(0, -1)) ?? {}) as Record<string, unknown>;
  const isBins = /^[xy]bins$/.test(owner.at(-1) ?? '');
  const axis = `${owner.at(-1)?.[0]}axis`;
  const named = String(above[axis] ?? '').slice(1);
  const scale = (isBins ? at(full, ['layout', `${axis}${named}`]) : at(full, owner)) as
    | { range?: unknown }
    | undefined;
  const range = scale?.range ?? [above.cmin ?? above.zmin, above.cmax ?? above.zmax];
  const [from, to] = Array.isArray(range) ? range.map(placeOf) : [];
  return [from ?? Number.NaN, to ?? Number.NaN];
}

/** The length of the longest list in an object, at any depth. */
function longest(value: unknown): number {
  const lists = [...entriesOf(value)].map(({ value: each }) => (Array.isArray(each) ? each.length : 0));
  return Math.max(0, ...lists);
}

/** Each entry of an object and of those inside of it, with the names that lead there; lists of numbers have none. */
function* entriesOf(value: unknown, path: Path = []): Generator<{ path: Path; key: string; value: unknown }> {
  if (typeof value !== 'object' || value === null || path.length > 20) return;
  if (Array.isArray(value) && (value.length > MOST_THINGS || value.every((each) => typeof each !== 'object')))
    return;
  for (const [key, each] of Object.entries(value)) {
    yield { path, key, value: each };
    yield* entriesOf(each, [...path, key]);
  }
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((each, key) => (each as Record<string, unknown> | undefined)?.[key], value);
}
