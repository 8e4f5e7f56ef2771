/** A Plotly figure as plain data: what `Plotly.newPlot` takes, without Plotly. */

import { printable } from '../units/printable.js';

/** Plotly's MIME type for notebooks. */
export const PLOTLY_MIME = 'application/vnd.plotly.v1+json';

/** A plain Plotly figure. `layout.meta` holds its alternative text, its caption, and the slider's step that a still picture shows. */
export interface Figure {
  readonly data: readonly Record<string, unknown>[];
  readonly layout: Record<string, unknown> & {
    readonly meta: { readonly alt: string; readonly caption: string; readonly still?: number };
  };
}

/**
 * A text for a figure that comes from outside, such as a name: Plotly reads tags and entities in every text, so what would
 * begin one is written as an entity.
 * @example
 * figureText('a<b & c') // => 'a&lt;b &amp; c'
 */
export function figureText(text: string): string {
  return printable(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** More ticks of an axis nobody could read, and whoever draws a figure measures each against the others. */
export const MOST_TICKS = 200;

/** Ticks at these values, with these words where values are not their own; of very many Plotly chooses some. */
export function ticksAt<Value>(
  tickvals: readonly Value[],
  ticktext?: readonly string[],
): { tickvals?: readonly Value[]; ticktext?: readonly string[] } {
  if (tickvals.length > MOST_TICKS) return {};
  return { tickvals, ...(ticktext && { ticktext }) };
}
