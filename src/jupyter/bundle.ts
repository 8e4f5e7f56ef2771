/**
 * What a value looks like in a notebook, as one MIME bundle. Figures, tables and drawings are recognized by
 * their shape, everything else by its `Symbol.for('Jupyter.display')`. Nothing is sent from here: see show.ts.
 */

import { InputError } from '../units/problems.js';
import { PLOTLY_MIME } from '../views/figure.js';
import { isTable } from '../views/table-cells.js';
import { tableHtml } from '../views/table-html.js';
import { tableText } from '../views/table-text.js';
import { figureBundle, isPlotlyFigure } from './bundle-figure.js';
import { isSvgText, svgBundle } from './bundle-svg.js';
import { sortableTable } from './bundle-table.js';
import { jupyterDisplay, type MimeBundle } from './mime.js';
import { pngSize } from './static-image.js';

/**
 * The bundle of a value, or undefined where it has no rich form. The same value gives the same bytes.
 *
 * Rich are: values with a function under `Symbol.for('Jupyter.display')`, plain Plotly figures, arquero tables,
 * and texts that start with `<svg`. A promised bundle is refused; see {@link promisedBundle}.
 */
export function displayBundle(value: unknown): MimeBundle | undefined {
  const hook = displayHook(value);
  if (hook !== undefined) {
    const bundle = hook();
    if (isPromise(bundle))
      throw new InputError(
        ['this value promises what it shows, and can only be shown when it has it'],
        'show(await value);',
      );
    return completeBundle(bundle);
  }
  if (isSvgText(value)) return svgBundle(value);
  if (isTable(value)) return { 'text/html': sortableTable(tableHtml(value)), 'text/plain': tableText(value) };
  if (isPlotlyFigure(value)) return figureBundle(value);
  return undefined;
}

/** As {@link displayBundle}, for a value whose bundle may be promised. */
export async function promisedBundle(value: unknown): Promise<MimeBundle | undefined> {
  const hook = displayHook(value);
  return hook === undefined ? displayBundle(value) : completeBundle(await hook());
}

/**
 * A bundle with the forms that its viewers will need: a Plotly figure gets its still picture as HTML and PNG, an SVG
 * is replaced by them, a table can be sorted. What the bundle already has stays as it is.
 */
export function completeBundle(bundle: unknown): MimeBundle {
  if (typeof bundle !== 'object' || bundle === null || Array.isArray(bundle))
    throw new InputError(
      [
        `a value's Symbol.for('Jupyter.display') gives ${bundle === null ? 'null' : typeof bundle}, not a MIME bundle`,
      ],
      "[Symbol.for('Jupyter.display')]() { return { 'text/plain': 'hello' }; }",
    );
  const { 'image/svg+xml': svg, ...rest } = withBase64(bundle as MimeBundle);
  const figure = rest[PLOTLY_MIME];
  if (isPlotlyFigure(figure)) return { ...figureBundle(figure), ...rest };
  if (isSvgText(svg)) return { ...svgBundle(svg), ...rest };
  const html = rest['text/html'];
  const sortable = typeof html === 'string' ? { ...rest, 'text/html': sortableTable(html) } : rest;
  return svg === undefined ? sortable : { 'image/svg+xml': svg, ...sortable };
}

/** Bytes as Jupyter sends them. */
function withBase64(bundle: MimeBundle): MimeBundle {
  const encode = (value: unknown): unknown =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
  return Object.fromEntries(Object.entries(bundle).map(([type, value]) => [type, encode(value)]));
}

/** What Jupyter wants to know beside a bundle: the size at which a fine PNG is meant to be seen. */
export function bundleMetadata(bundle: MimeBundle): Record<string, unknown> {
  const png = bundle['image/png'];
  return typeof png === 'string' ? { 'image/png': pngSize(Buffer.from(png, 'base64')) } : {};
}

function displayHook(value: unknown): (() => unknown) | undefined {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return undefined;
  const hook = (value as Record<symbol, unknown>)[jupyterDisplay];
  return typeof hook === 'function' ? () => hook.call(value) as unknown : undefined;
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
  );
}
