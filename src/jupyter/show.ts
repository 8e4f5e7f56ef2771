/**
 * `show()`: puts a value into the running notebook, on the aliaslab kernel, on stock tslab and on Deno's kernel
 * alike, and as text into a terminal. What a value looks like is decided in bundle.ts.
 */

import { createRequire } from 'node:module';
import { inspect, types } from 'node:util';
import { InputError } from '../units/problems.js';
import { bundleMetadata, displayBundle } from './bundle.js';
import { cutText } from './cut-text.js';
import { denoDisplay } from './deno.js';
import type { MimeBundle, SendDisplay } from './mime.js';

/**
 * Shows each value in the notebook: a picture, a table, or its text.
 *
 * Figures, arquero tables, `<svg` texts and all results of this library have a rich form; anything else is shown as
 * text. Outside a notebook the text form is printed.
 *
 * @example
 * show('one line of text'); // => one line of text
 */
export function show(...values: unknown[]): void {
  const send = notebookDisplay();
  // All bundles first, so that a value that cannot be shown does not leave half an output behind.
  for (const bundle of values.map(bundleOf)) {
    if (send === undefined) console.log(textOf(bundle));
    else send({ data: bundle, metadata: bundleMetadata(bundle), transient: {} }, false);
  }
}

function bundleOf(value: unknown): MimeBundle {
  if (types.isPromise(value))
    throw new InputError(['a promise has nothing to show yet'], 'show(await value);');
  return (
    displayBundle(value) ?? { 'text/plain': cutText(typeof value === 'string' ? value : inspect(value)) }
  );
}

function textOf(bundle: MimeBundle): string {
  const text = bundle['text/plain'];
  return typeof text === 'string' ? text : `(to be seen in a notebook as ${Object.keys(bundle).join(', ')})`;
}

/**
 * The way into the notebook of this process: tslab's writer of display messages, or Deno's. tslab is not imported but
 * looked for among the loaded modules, since the running copy need not be the one beside this package.
 */
export function notebookDisplay(): SendDisplay | undefined {
  const { cache } = createRequire(import.meta.url);
  for (const [path, module] of Object.entries(cache)) {
    if (!path.replaceAll('\\', '/').endsWith('/tslab/dist/jupyter.js')) continue;
    const send = (module?.exports as { lastWriteDisplayData?: unknown } | undefined)?.lastWriteDisplayData;
    if (typeof send === 'function') return send as SendDisplay;
  }
  return denoDisplay();
}
