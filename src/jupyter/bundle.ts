/**
 * What a value looks like in a notebook, as one MIME bundle. Figures, tables and drawings are recognized by
 * their shape, everything else by its `Symbol.for('Jupyter.display')`. Nothing is sent from here: see show.ts.
 */

import { figureBundle } from './bundle-figure.js';
import { bundlesWith, displayHook } from './bundle-for.js';
import { svgBundle } from './bundle-svg.js';
import type { MimeBundle } from './mime.js';
import { pngSize } from './static-image.js';

const bundles = bundlesWith({ figure: figureBundle, svg: svgBundle });

/**
 * The bundle of a value, or undefined where it has no rich form. The same value gives the same bytes.
 *
 * Rich are: values with a function under `Symbol.for('Jupyter.display')`, plain Plotly figures, arquero tables,
 * and texts that start with `<svg`. A promised bundle is refused; see {@link promisedBundle}.
 */
export function displayBundle(value: unknown): MimeBundle | undefined {
  return bundles.displayBundle(value);
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
  return bundles.completeBundle(bundle);
}

/** What Jupyter wants to know beside a bundle: the size at which a fine PNG is meant to be seen. */
export function bundleMetadata(bundle: MimeBundle): Record<string, unknown> {
  const png = bundle['image/png'];
  return typeof png === 'string' ? { 'image/png': pngSize(Buffer.from(png, 'base64')) } : {};
}
