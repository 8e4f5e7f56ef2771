/** A knob finds the literal that it sets, offers what can be typed there, and its word stands once in the text. */

import { cellHtml } from '../cell-html.js';
import { knobProblems, knobsOf } from '../knobs/knob.js';
import { KnobWords } from '../knobs/words.js';
import { Headings } from '../safe-html.js';
import { MOST_READ } from './code.js';
import type { Rule } from './rule.js';

export const knobs: Rule = {
  mend: 'write into the metadata of the text: "aliaslab": { "knobs": [{ "text": "SH7750", "sets": "processor" }] }, with a word that it says once and the code cell behind it has',
  find: ({ notebook }) => [
    ...knobProblems(notebook).map(({ at, what }) => ({ cell: at + 1, what })),
    ...knobsOf(notebook).flatMap((knob, number) => {
      const cell = notebook.cells[knob.at]!;
      const times = cell.source.length > MOST_READ ? 1 : timesSaid(cell, { ...knob, number });
      if (times === 1) return [];
      const said = times === 0 ? 'nowhere' : `${times} times`;
      return [
        { cell: knob.at + 1, what: `the knob '${knob.text}' stands ${said} in the text, and not once` },
      ];
    }),
  ],
};

/** How often the text of a page says the word, where a control can stand. */
function timesSaid(
  cell: Parameters<typeof cellHtml>[0],
  knob: { readonly text: string; readonly number: number },
): number {
  const words = new KnobWords([knob]);
  cellHtml(cell, {
    headings: new Headings(),
    pictures: [],
    drawings: [],
    language: 'typescript',
    isLive: true,
    isReaders: false,
    number: 0,
    at: 0,
    knobs: words,
  });
  return words.count(knob.number);
}
