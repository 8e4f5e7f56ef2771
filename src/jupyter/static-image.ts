/**
 * A still picture of a Plotly figure, made in plain Node at once (no promise, no browser, no network).
 * The same figure gives the same bytes in every run. What needs WebGL, maps or MathJax is refused by name.
 */

import { asTyped, InputError } from '../units/problems.js';
import { openPlotlyWindow, type PlotlyWindow } from './static-image-dom.js';

export { type PngOptions, pngSize, svgToPng } from './static-image-png.js';

/** A plain Plotly figure: what `Plotly.newPlot` takes, as data. */
export interface PlotlyFigure {
  readonly data: readonly object[];
  readonly layout?: object;
}

/** The size of a picture whose layout does not say one: as wide as a notebook's column. */
const defaultSize = { width: 760, height: 400 };

/** Measured in DejaVu Sans; Verdana has nearly its widths, so labels fit where DejaVu is not installed. */
const fontFamily = "'DejaVu Sans', Verdana, sans-serif";

/** Trace types whose picture is plain SVG, or the pixels of a heatmap; each is drawn in a test. */
const drawable: ReadonlySet<unknown> = new Set([
  ...['scatter', 'bar', 'histogram', 'box', 'pie', 'waterfall', 'funnel', 'candlestick', 'ohlc'],
  ...[
    'heatmap',
    'histogram2d',
    'contour',
    'histogram2dcontour',
    'scatterpolar',
    'barpolar',
    'table',
    'sankey',
  ],
]);

let opened: PlotlyWindow | undefined;

/** Loads what drawing needs (about a second) before the first picture asks for it. */
export function warmUp(): void {
  opened ??= openPlotlyWindow();
}

/**
 * Draws a Plotly figure as an SVG text.
 *
 * Size: `layout.width` × `layout.height`, 760 × 400 where they are missing. Throws an {@link InputError} for
 * trace types that need WebGL or a map, an Error with Plotly's words where it cannot draw.
 *
 * @example
 * figureToSvg({ data: [{ type: 'bar', x: ['hit', 'miss'], y: [7, 1] }] }) // => '<svg xmlns=…'
 */
export function figureToSvg(figure: PlotlyFigure): string {
  refuseUndrawable(figure);
  warmUp();
  const { plotly, document, startOver } = opened as PlotlyWindow;
  startOver();
  // A copy, because Plotly writes into what it is given.
  const data = structuredClone(figure.data);
  const { font, ...layout } = structuredClone(figure.layout ?? {}) as { font?: object };
  const element = document.createElement('div');
  document.body.appendChild(element);
  try {
    const size = { ...defaultSize, autosize: false };
    const full = { ...size, ...layout, font: { family: fontFamily, ...font } };
    // Drawn when the call returns; the promise only brings Plotly's farewell event, after which it may forget.
    void plotly
      .newPlot(element, data, full, { staticPlot: true, logging: 0 })
      .then(() => plotly.purge(element));
    return tidy(plotly.Snapshot.toSVG(element, 'svg'));
  } finally {
    element.remove();
  }
}

function refuseUndrawable(figure: PlotlyFigure): void {
  const types = figure.data.map((trace) => (trace as { type?: unknown } | null)?.type ?? 'scatter');
  const problems = [...new Set(types)]
    .filter((type) => !drawable.has(type))
    .map(
      (type) =>
        `a trace of type ${asTyped(type)} has no still picture here; drawn are ${[...drawable].join(', ')}`,
    );
  if ((figure.layout as { images?: unknown[] } | undefined)?.images?.length)
    problems.push('layout.images has no still picture here: a picture is made without loading anything');
  if (problems.length > 0)
    throw new InputError(problems, "show({ data: [{ type: 'scatter', x: [1, 2], y: [3, 4] }] })");
}

/**
 * Half the size, the same picture: without empty groups, class names and default styles, with coordinates to a
 * thousandth, and with plain `url(#id)` (the quoted form is not understood by every drawing program).
 */
function tidy(svg: string): string {
  const lean = svg.replace(/<[^>]+>/g, (tag) =>
    tag
      .replace(/url\((['"])(#[^'")]*)\1\)/g, 'url($2)')
      .replace(/ class="[^"]*"/g, '')
      .replace(
        /(?<=[" ])(?:vector-effect: none|(?:fill-|stroke-)?opacity: 1|white-space: pre|cursor: [a-z-]+);\s?/g,
        '',
      )
      .replace(/ style="\s*"/g, '')
      .replace(/-?\d+\.\d{4,}(?![\d]*e)/g, (number) => String(Number(Number(number).toFixed(3)))),
  );
  return withoutEmptyGroups(lean);
}

function withoutEmptyGroups(svg: string): string {
  const less = svg.replace(/<(g|defs)(?: [^>]*[^/>])?(?:\/>|><\/\1>)/g, '');
  return less === svg ? svg : withoutEmptyGroups(less);
}
