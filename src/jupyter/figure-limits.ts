/**
 * How much work a figure may ask for. A tick for each billionth of an axis, or a bin, is one word of a layout, and Plotly makes
 * them all; such a figure is refused before it is drawn, here or in a page. Runs in a browser too.
 */
import { asTyped, Problems } from '../units/problems.js';
import { MOST_TICKS } from '../views/figure.js';
import { checkPixels } from './picture-size.js';
import type { PlotlyFigure } from './static-image.js';

const MOST_BINS = 2000;
/** Traces that can be seen, shapes and annotations. */
const MOST_PARTS = 1000;
/** Marks and texts that are elements of their own. */
const MOST_MARKS = 20_000;
/** Numbers of all traces together. */
const MOST_VALUES = 2_000_000;
/** Parts of a layout are not further in. */
const DEEPEST = 8;
/** The size of a figure that does not say one. */
const USUAL = { width: 760, height: 400 };

type Data = Readonly<Record<string, unknown>>;

/** Throws an InputError with everything of a figure that is too much to draw. */
export function checkFigure({ data, layout = {} }: PlotlyFigure): void {
  const problems = new Problems();
  const traces = data.filter(isData);
  const { width, height, shapes, annotations } = layout as Data;
  checkPixels('a figure', lengthOf(width, USUAL.width), lengthOf(height, USUAL.height), problems);
  const atMost = (most: number, number: number, what: string) =>
    problems.unless(
      number <= most,
      `a figure of ${counted(number)} ${what} is more than the ${counted(most)} that are drawn`,
    );
  const seen = traces.filter(({ visible }) => visible !== false);
  atMost(
    MOST_PARTS,
    seen.length + lengthIn(shapes) + lengthIn(annotations),
    'traces, shapes and annotations',
  );
  atMost(
    MOST_MARKS,
    seen.reduce((sum, trace) => sum + marksOf(trace), 0),
    'marks and texts',
  );
  atMost(
    MOST_VALUES,
    traces.reduce((sum, trace) => sum + valuesOf(trace), 0),
    'values',
  );
  if (problems.count === 0) {
    for (const trace of seen) checkBins(trace, problems);
    for (const part of [layout, ...seen]) checkTicks(part, traces, '', 0, problems);
  }
  problems.throwIfAny("show({ data: [{ type: 'scatter', x: [1, 2], y: [3, 4] }] })");
}

const counted = (number: number) => Math.ceil(number).toLocaleString('en');
const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const lengthIn = (value: unknown) => (isList(value) ? value.length : 0);
const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

function lengthOf(value: unknown, usual: number): number {
  return typeof value === 'number' && value > 0 ? value : usual;
}

/** The lists of a trace hold its values; a heatmap's is one of lists. */
function valuesOf(trace: Data): number {
  return Object.values(trace).reduce<number>((sum, value) => sum + valuesIn(value), 0);
}

function valuesIn(value: unknown): number {
  if (!isList(value)) return 0;
  return isList(value[0])
    ? Array.from(value).reduce<number>((sum, row) => sum + lengthIn(row), 0)
    : value.length;
}

/** What is a line, or pixels, is one element however many points it has. */
function marksOf(trace: Data): number {
  const { type = 'scatter', mode, x, y, r, labels, values, text } = trace;
  const points = Math.max(...[x, y, r, labels, values].map(lengthIn));
  if (type === 'heatmap') return typeof trace.texttemplate === 'string' ? valuesIn(trace.z) : 0;
  if (/^(histogram|contour)/.test(String(type))) return 0;
  const isLine = /^scatter/.test(String(type)) && !/markers|text/.test(typeof mode === 'string' ? mode : '');
  return isLine && points >= 20 ? lengthIn(text) : points;
}

function checkBins(trace: Data, problems: Problems): void {
  if (!String(trace.type).startsWith('histogram')) return;
  for (const axis of ['x', 'y'] as const) {
    const bins = trace[`${axis}bins`];
    const size = isData(bins) ? stepOf(bins.size) : undefined;
    const asked = trace[`nbins${axis}`];
    const number =
      size !== undefined && isData(bins)
        ? spanOf([Number(bins.start ?? Number.NaN), Number(bins.end ?? Number.NaN)], [trace], axis) / size
        : Number(asked ?? 0);
    problems.unless(
      !(number > MOST_BINS),
      `${axis}bins of ${asTyped(isData(bins) ? bins.size : asked)} are ${counted(number)} bins, more than the ${counted(MOST_BINS)} that are drawn`,
    );
  }
}

/** Looks at every axis and color bar of a part of a figure; `name` is what it is called there. */
function checkTicks(
  part: unknown,
  traces: readonly Data[],
  name: string,
  depth: number,
  problems: Problems,
): void {
  if (!isData(part) || depth > DEEPEST) return;
  const { dtick, nticks, tickvals, tickmode, range } = part;
  const step = tickmode === 'auto' || tickmode === 'array' ? undefined : stepOf(dtick);
  const ticks = Math.max(
    lengthIn(tickvals),
    typeof nticks === 'number' ? nticks : 0,
    step === undefined ? 0 : spanOf(isList(range) ? Array.from(range) : [], traces, name.charAt(0)) / step,
  );
  problems.unless(
    ticks <= MOST_TICKS,
    `${name} has ${counted(ticks)} ticks${step === undefined ? '' : `, one every ${asTyped(dtick)}`}: more than the ${MOST_TICKS} that are drawn`,
  );
  for (const [key, value] of Object.entries(part)) checkTicks(value, traces, key, depth + 1, problems);
}

const DAY = 86_400_000;

/** How far two ticks, or two bins, are apart; a number of months as days. */
function stepOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value === 0 ? undefined : Math.abs(value);
  const [, kind, number] = /^([MLD]?)(\d*\.?\d+(?:e[+-]?\d+)?)$/i.exec(String(value ?? '')) ?? [];
  if (number === undefined || kind === 'D') return undefined;
  return Number(number) * (kind === 'M' ? 30 * DAY : 1) || undefined;
}

/** How much an axis shows: what its range says, or from the least to the greatest of its values, and a little more. */
function spanOf(range: readonly unknown[], traces: readonly Data[], axis: string): number {
  const [from, to] = range.map(placeOf);
  if (from !== undefined && to !== undefined) return Math.abs(to - from);
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const trace of traces) {
    const lists = [trace[axis], ...('xy'.includes(axis) ? [] : [trace.z, trace.r])];
    for (const value of lists.flatMap((list) => (isList(list) ? Array.from(list) : [])).flat()) {
      const place = placeOf(value) ?? 0;
      least = Math.min(least, place);
      most = Math.max(most, place);
    }
  }
  return most > least ? 1.2 * (most - least) : 2;
}

/** Where a value lies on an axis: a number, or a date; undefined for the name of a category. */
function placeOf(value: unknown): number | undefined {
  if (typeof value === 'number' || typeof value === 'bigint')
    return Number.isFinite(Number(value)) ? Number(value) : undefined;
  const date = typeof value === 'string' && /^\d{4}-\d/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isFinite(date) ? date : undefined;
}
