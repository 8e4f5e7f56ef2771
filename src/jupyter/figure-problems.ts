/**
 * Why a figure should not be drawn. A tick for each billionth of an axis, or a bin, is one word of a layout, and Plotly makes
 * them all; such a figure is refused before it is drawn, here or in a page. Runs in a browser too.
 */

import { InputError } from '../units/problems.js';
import { type Data, isData, isList, lengthIn, stepProblems, tooMany } from './figure-steps.js';
import { pixelsProblem } from './picture-size.js';
import type { PlotlyFigure } from './static-image.js';

/** Traces that can be seen, shapes and annotations. */
const MOST_PARTS = 1000;
/** Marks and texts that are elements of their own. */
const MOST_MARKS = 20_000;
/** Numbers of all traces together. */
const MOST_VALUES = 2_000_000;
/** The size of a figure that does not say one. */
const USUAL = { width: 760, height: 400 };

/** Throws an {@link InputError} with everything that is against drawing a figure. */
export function checkFigure(figure: PlotlyFigure): void {
  const problems = figureProblems(figure);
  if (problems.length > 0)
    throw new InputError(
      problems.map((problem) => `this figure cannot be drawn: it ${problem}`),
      "show({ data: [{ type: 'scatter', x: [1, 2], y: [3, 4] }] })",
    );
}

/** Why a figure should not be drawn, each reason to follow "it". */
export function figureProblems({ data, layout = {} }: PlotlyFigure): string[] {
  const traces = data.filter(isData);
  const seen = traces.filter(({ visible }) => visible !== false);
  const { width, height, shapes, annotations } = layout as Data;
  const total = (parts: readonly Data[], count: (part: Data) => number) =>
    parts.reduce((sum, part) => sum + count(part), 0);
  const found = [
    pixelsProblem(lengthOf(width, USUAL.width), lengthOf(height, USUAL.height)),
    tooMany(
      seen.length + lengthIn(shapes) + lengthIn(annotations),
      MOST_PARTS,
      'traces, shapes and annotations',
    ),
    tooMany(total(seen, marksOf), MOST_MARKS, 'marks and texts'),
    tooMany(total(traces, valuesOf), MOST_VALUES, 'values'),
  ].filter((problem) => problem !== undefined);
  // The steps of an axis are counted by its values, which are not too many then.
  return found.length > 0 ? found : stepProblems(layout as Data, traces);
}

function lengthOf(value: unknown, usual: number): number {
  const length = typeof value === 'string' ? Number(value) : value;
  return typeof length === 'number' && length > 0 ? length : usual;
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
