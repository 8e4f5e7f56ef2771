/**
 * What a Plotly figure says and is, without drawing it: how it is recognized, its plain form, its alternative text and
 * caption from `layout.meta`. Runs in a browser too.
 */

import { isRecord } from '../units/is-record.js';
import { printable } from '../units/printable.js';
import { InputError } from '../units/problems.js';
import { PLOTLY_MIME } from '../views/figure.js';
import type { PlotlyFigure } from './static-image.js';

/** Plotly's MIME type for notebooks. */
export const plotlyMime = PLOTLY_MIME;

/** Whether a value is a plain Plotly figure: an object with traces in `data` and, maybe, a `layout`. */
export function isPlotlyFigure(value: unknown): value is PlotlyFigure {
  if (!isRecord(value) || !Array.isArray(value.data) || !value.data.every(isRecord)) return false;
  if (value.layout !== undefined) return isRecord(value.layout);
  return value.data.some((trace) => ['type', 'x', 'y', 'z'].some((name) => name in (trace as object)));
}

/** A copy that is plain JSON: typed arrays as arrays, exact integers as numbers or, where too large, as text. */
export function plainFigure(figure: PlotlyFigure): PlotlyFigure & { layout: object } {
  const json = jsonOf({ data: figure.data, layout: figure.layout ?? {} }, (_, value: unknown) => {
    if (typeof value === 'bigint')
      return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
    if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return Array.from(value as Uint8Array);
    return value;
  });
  return JSON.parse(json) as PlotlyFigure & { layout: object };
}

/** The JSON of what may nest deeper than the stack is, or hold itself. */
function jsonOf(value: unknown, replace: (key: string, value: unknown) => unknown): string {
  try {
    return JSON.stringify(value, replace);
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
    throw new InputError(
      [`this figure is no plain data: ${error.message.split('\n')[0]}`],
      "show({ data: [{ type: 'scatter', x: [1, 2], y: [3, 4] }] })",
    );
  }
}

/** What is said of a figure: to those who do not see it, and below it. */
export function wordsOfFigure(figure: PlotlyFigure): { alt: string; caption: string | undefined } {
  const { meta, title } = (figure.layout ?? {}) as { meta?: unknown; title?: unknown };
  const heading = textOf(isRecord(title) ? title.text : title)?.replace(/<[^>]*>/g, ' ');
  const words = isRecord(meta) ? meta : {};
  const alt = textOf(words.alt) ?? heading ?? tracesInWords(figure);
  const caption = textOf(words.caption);
  return {
    alt: printable(alt.replace(/\s+/g, ' ').trim()),
    caption: caption === undefined ? undefined : printable(caption),
  };
}

function tracesInWords(figure: PlotlyFigure): string {
  const traces = figure.data.map((trace) => trace as { name?: unknown; type?: unknown });
  const names = traces.map(({ name, type }) => textOf(name) ?? textOf(type) ?? 'scatter');
  return names.length === 0 ? 'an empty plot' : `a plot of ${names.join(', ')}`;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
