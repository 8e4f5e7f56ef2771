/**
 * What a figure asks of Plotly, counted before it draws: a browser stands still while it does, and a short figure can ask for a
 * million ticks. How many ticks a step makes is known only once the axis is there, so a figure with steps of its own is drawn
 * without them first.
 */

import { isPlotlyFigure } from '../../jupyter/figure-words.js';

/** A plain Plotly figure. */
export interface PlainFigure {
  data: { type?: string }[];
  layout: { width?: number; height?: number; [name: string]: unknown };
}

/** Marks, cells of heatmaps, and things of a layout that a browser draws within seconds. */
const MOST_MARKS = 50_000;
const MOST_CELLS = 4_000_000;
const MOST_THINGS = 1000;
/** Ticks or bins of one axis. */
const MOST_TICKS = 300;
/** Units of a side. */
const LARGEST = 10_000;

/** A figure that can be looked at; undefined where a value is none, whatever it says it is. */
export function figureOf(value: unknown): PlainFigure | undefined {
  if (!isPlotlyFigure(value)) return undefined;
  return { data: value.data as PlainFigure['data'], layout: (value.layout ?? {}) as PlainFigure['layout'] };
}

/** Why a figure should not be drawn, to follow "it"; undefined where nothing is against it. */
export function figureProblem({ data, layout }: PlainFigure): string | undefined {
  for (const side of [layout.width, layout.height])
    if (side !== undefined && !(Number.isFinite(side) && side > 0 && side <= LARGEST))
      return `is not between 1 and ${LARGEST.toLocaleString('en-US')} units wide and high`;
  if (data.length > MOST_THINGS) return `has more than ${MOST_THINGS} traces`;
  const marks = data.reduce((sum, trace) => sum + longest({ ...trace, z: undefined }), 0);
  if (marks > MOST_MARKS) return `has more than ${MOST_MARKS.toLocaleString('en-US')} marks`;
  const grids = data.map((trace) => (trace as { z?: unknown }).z).filter(Array.isArray);
  const cells = grids.reduce((sum, z) => sum + z.flat().length, 0);
  if (cells > MOST_CELLS) return `has more than ${MOST_CELLS.toLocaleString('en-US')} cells`;
  for (const { path, key, value } of entriesOf({ data, layout })) {
    const isInstruction = path.includes('args');
    if (key === 'rangebreaks') return 'leaves parts of an axis out';
    if (isInstruction && /dtick|nticks|tickvals|bins|contours|minor/.test(key)) return 'changes its ticks';
    const ticks = key === 'nticks' ? Number(value) : key === 'tickvals' ? longest({ value }) : 0;
    if (!(ticks <= MOST_TICKS)) return `has more than ${MOST_TICKS} ticks`;
    if (Array.isArray(value) && path[0] === 'layout' && value.length > MOST_THINGS && !isInstruction)
      return `has more than ${MOST_THINGS} of its ${key}`;
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
    const [from, to] = reachOf(path, full);
    const count = Math.abs(to - from) / lengthOf(step, from, to);
    if (!(count <= MOST_TICKS)) return `has more than ${MOST_TICKS} ticks`;
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
  const [from, to] = Array.isArray(range) ? range.map(numberOf) : [];
  return [from ?? Number.NaN, to ?? Number.NaN];
}

/** A place on an axis as a number: a date is milliseconds. */
function numberOf(value: unknown): number {
  return typeof value === 'string' && !Number.isFinite(Number(value)) ? Date.parse(value) : Number(value);
}

/** How far one step goes, on a scale from here to there: months, equal steps of logarithms, or the numbers themselves. */
function lengthOf(step: unknown, from: number, to: number): number {
  const [, kind, number] = /^([MLD]?)(.*)$/.exec(String(step)) ?? [];
  const length = Math.abs(Number(number));
  if (kind === 'M') return length * 28 * 86_400_000;
  if (kind === 'L') return (length * Math.abs(to - from)) / Math.abs(10 ** to - 10 ** from);
  return kind === 'D' ? 0.1 : length;
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
