/** `show()` of a page: what src/jupyter/show.ts is on Node. Values go to the cell that runs. */

import { inspect } from 'node-inspect-extracted';
import { bundlesWith, isPromise } from '../../jupyter/bundle-for.js';
import { plainFigure, plotlyMime, wordsOfFigure } from '../../jupyter/figure-words.js';
import type { MimeBundle } from '../../jupyter/mime.js';
import { wholeSvg, wordsOfSvg } from '../../jupyter/svg-words.js';
import { InputError } from '../../units/problems.js';

/** The page draws figures and pictures itself: they go there as they are. */
export const { completeBundle, displayBundle } = bundlesWith({
  figure(figure) {
    const plain = plainFigure(figure);
    return { [plotlyMime]: plain, 'text/plain': `figure: ${wordsOfFigure(plain).alt}` };
  },
  svg: (text) => ({
    'image/svg+xml': wholeSvg(text),
    'text/plain': `figure: ${wordsOfSvg(text).alt}`,
  }),
});

type SendDisplay = (
  content: { data: MimeBundle; metadata: Record<string, unknown>; transient: Record<string, unknown> },
  update: boolean,
) => void;

let send: SendDisplay = () => {};

/** Where all that is shown goes. */
export function sendDisplayTo(to: SendDisplay): void {
  send = to;
}

/** The way to the page: progress bars use it. */
export function notebookDisplay(): SendDisplay {
  return send;
}

/** See src/jupyter/show.ts. */
export function show(...values: unknown[]): void {
  for (const data of values.map(shown)) send({ data, metadata: {}, transient: {} }, false);
}

function shown(value: unknown): MimeBundle {
  if (isPromise(value)) throw new InputError(['a promise has nothing to show yet'], 'show(await value);');
  return displayBundle(value) ?? { 'text/plain': typeof value === 'string' ? value : inspect(value) };
}
