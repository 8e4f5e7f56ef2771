/**
 * What a value looks like in a notebook, as one MIME bundle, wherever that notebook is: figures and drawings are drawn by
 * whoever asks. Values are recognized by their shape, or by their `Symbol.for('Jupyter.display')`. Runs in a browser too.
 */

import { MAIL_MIME } from '../fluent/mails.js';
import { pictureMail, tableMail } from '../mail/forms.js';
import { InputError } from '../units/problems.js';
import { isTable } from '../views/table-cells.js';
import { tableHtml } from '../views/table-html.js';
import { tableText } from '../views/table-text.js';
import { sortableTable } from './bundle-table.js';
import { cutText } from './cut-text.js';
import { checkFigure } from './figure-problems.js';
import { isPlotlyFigure, plotlyMime, wordsOfFigure } from './figure-words.js';
import { jupyterDisplay, type MimeBundle } from './mime.js';
import type { PlotlyFigure } from './static-image.js';
import { checkSvg } from './svg-problems.js';
import { isSvgText, wordsOfSvg } from './svg-words.js';

/** How figures and SVG texts become bundles. */
export interface Drawings {
  figure(figure: PlotlyFigure): MimeBundle;
  svg(text: string): MimeBundle;
}

/** See `displayBundle()` and `completeBundle()` of bundle.ts, which draw with what Node has. */
export interface Bundles {
  displayBundle(value: unknown): MimeBundle | undefined;
  completeBundle(bundle: unknown): MimeBundle;
}

/** The bundles that these drawings give. */
export function bundlesWith({ figure, svg }: Drawings): Bundles {
  const drawFigure = (value: PlotlyFigure): MimeBundle => {
    checkFigure(value);
    return { ...figure(value), [MAIL_MIME]: pictureMail(wordsOfFigure(value)) };
  };
  const drawSvg = (text: string): MimeBundle => {
    checkSvg(text);
    return { ...svg(text), [MAIL_MIME]: pictureMail(wordsOfSvg(text)) };
  };

  function displayBundle(value: unknown): MimeBundle | undefined {
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
    if (isSvgText(value)) return drawSvg(value);
    if (isTable(value))
      return {
        'text/html': sortableTable(tableHtml(value)),
        'text/plain': tableText(value),
        [MAIL_MIME]: tableMail(value),
      };
    if (isPlotlyFigure(value)) return drawFigure(value);
    return undefined;
  }

  function completeBundle(bundle: unknown): MimeBundle {
    if (typeof bundle !== 'object' || bundle === null || Array.isArray(bundle))
      throw new InputError(
        [
          `a value's Symbol.for('Jupyter.display') gives ${bundle === null ? 'null' : typeof bundle}, not a MIME bundle`,
        ],
        "[Symbol.for('Jupyter.display')]() { return { 'text/plain': 'hello' }; }",
      );
    const { 'image/svg+xml': svg, ...rest } = withCutText(withBase64(bundle as MimeBundle));
    const figure = rest[plotlyMime];
    if (isPlotlyFigure(figure)) return { ...drawFigure(figure), ...rest };
    if (isSvgText(svg)) return { ...drawSvg(svg), ...rest };
    const html = rest['text/html'];
    const sortable = typeof html === 'string' ? { ...rest, 'text/html': sortableTable(html) } : rest;
    return svg === undefined ? sortable : { 'image/svg+xml': svg, ...sortable };
  }

  return { displayBundle, completeBundle };
}

/** Bytes as Jupyter sends them. */
function withBase64(bundle: MimeBundle): MimeBundle {
  const encode = (value: unknown): unknown =>
    value instanceof Uint8Array
      ? btoa(Array.from(value, (byte) => String.fromCharCode(byte)).join(''))
      : value;
  return Object.fromEntries(Object.entries(bundle).map(([type, value]) => [type, encode(value)]));
}

/** The plain text of a bundle as long as somebody reads; forms that would be broken by a cut are left whole. */
function withCutText(bundle: MimeBundle): MimeBundle {
  const text = bundle['text/plain'];
  return typeof text === 'string' ? { ...bundle, 'text/plain': cutText(text) } : bundle;
}

/** The function under `Symbol.for('Jupyter.display')`, where there is one. */
export function displayHook(value: unknown): (() => unknown) | undefined {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return undefined;
  const hook = (value as Record<symbol, unknown>)[jupyterDisplay];
  return typeof hook === 'function' ? () => hook.call(value) as unknown : undefined;
}

/** Whether a value is yet to come. */
export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
  );
}
