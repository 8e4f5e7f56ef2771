/** Outputs are small. */
import { MOST_OUTPUT, megabytes, outputSizes } from '../refusal.js';
import type { Rule } from './rule.js';

export const size: Rule = {
  mend: 'show less, 1 MB at most: a table has .slice(), a figure fewer points',
  find: ({ notebook }) =>
    outputSizes(notebook)
      .filter(({ bytes }) => bytes > MOST_OUTPUT)
      .map(({ cell, bytes }) => ({ cell, what: `an output has ${megabytes(bytes)}` })),
};
