/** A prediction has choices, and nothing gives its answer away before the reader has seen what answers it. */

import { outputsToShow } from '../claims-html.js';
import { claimsIn } from '../claims-in.js';
import { answeringCells, type Prediction, predictionOf, predictionProblems } from '../prediction.js';
import { MOST_READ } from './code.js';
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
    const shows = ([at]: readonly [number, number]) => {
      const cell = cells[at]!;
      return cell.cell_type === 'code' && outputsToShow(cell).length > 0;
    };
    // The text of a cell stands above what it shows, and above what later cells show.
    const lastShown = new Map([...asking].filter(shows).map(([at, asked]) => [asked, at]));
    return [...asking].flatMap(([at, asked]) => {
      const { source } = cells[at]!;
      if (source.length > MOST_READ || at > (lastShown.get(asked) ?? -1)) return [];
      const said = [...claimsToldIn(source), ...captionsToldIn(source, predictionOf(cells[asked]!)!)];
      return said.map((what) => ({ cell: at + 1, what: `${what} stands before the output that it tells` }));
    });
  },
};

function claimsToldIn(source: string): string[] {
  return claimsIn(source).map(({ written }) => `the claim ${written}`);
}

/** Captions that have all longer words of the answer; others may say what is drawn, and not what comes of it. */
function captionsToldIn(source: string, { answer }: Prediction): string[] {
  const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? [];
  const words = wordsOf(answer);
  const captions = [...source.matchAll(/\bcaption: *(?<text>(?<quote>['"`])(?:(?!\k<quote>).)*\k<quote>)/g)];
  return captions
    .map(({ groups }) => groups!.text!)
    .filter((text) => words.length > 0 && words.every((word) => wordsOf(text).includes(word)))
    .map((text) => `the caption ${text}`);
}
