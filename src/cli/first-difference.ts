/** Whether a notebook gives again what was saved in it. */

import { isDeepStrictEqual } from 'node:util';
import type { Notebook } from '../jupyter/notebook.js';

/** The position, from 1, of the first cell whose outputs or count differ. How a number was typed makes no difference. */
export function firstDifference(saved: Notebook, now: Notebook): number | undefined {
  const data = (value: unknown) => JSON.parse(JSON.stringify(value));
  const at = now.cells.findIndex((cell, i) => !isDeepStrictEqual(data(cell), data(saved.cells[i])));
  return at < 0 ? undefined : at + 1;
}
