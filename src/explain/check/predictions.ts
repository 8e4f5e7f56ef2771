/** A prediction has choices, and nothing gives its answer away before the reader has seen what answers it. */

import { outputsToShow } from '../claims-html.js';
import { claimsIn } from '../claims-in.js';
import { answeringCells, predictionOf, predictionProblems } from '../prediction.js';
import type { Rule } from './rule.js';

/** How our notebooks ask. */
const ASKS = /\*\*Your prediction\b/i;

export const predictionChoices: Rule = {
  mend: 'write into its metadata: "aliaslab": { "prediction": { "choices": ["…", "…"], "answer": "…" } }',
  find: ({ notebook: { cells } }) =>
    cells.flatMap((cell, i) => {
      const problems = predictionProblems(cell);
      const asks = cell.cell_type === 'markdown' && ASKS.test(cell.source);
      if (problems.length === 0 && asks && predictionOf(cell) === undefined)
        problems.push('a prediction has no choices');
      return problems.map((what) => ({ cell: i + 1, what }));
    }),
};

export const predictionAnswers: Rule = {
  mend: 'move it into a cell of its own behind the outputs; a fold shows it there',
  find: ({ notebook: { cells } }) => {
    const asking = answeringCells(cells);
    return [...asking].flatMap(([at, asked]) => {
      const cell = cells[at]!;
      if (cell.cell_type !== 'code') return [];
      // The text of a cell stands above what it shows, and above what later cells show.
      const isBefore = [...asking].some(([other, by]) => {
        const later = cells[other]!;
        return by === asked && other >= at && later.cell_type === 'code' && outputsToShow(later).length > 0;
      });
      const said = [
        ...claimsIn(cell.source).map(({ written }) => `the claim ${written}`),
        ...[...cell.source.matchAll(/\bcaption: *(['"`].*?['"`])/g)].map(([, text]) => `the caption ${text}`),
      ];
      return isBefore
        ? said.map((what) => ({ cell: at + 1, what: `${what} stands before the output that it tells` }))
        : [];
    });
  },
};
