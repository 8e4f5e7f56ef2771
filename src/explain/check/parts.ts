/** The parts that each explanation has. */
import { PLAYGROUND } from './claims.js';
import { type Explanation, SOURCES } from './explanation.js';
import type { Rule } from './rule.js';

const part = (what: string, mend: string, isThere: (explanation: Explanation) => boolean): Rule => ({
  mend,
  find: (explanation) => (isThere(explanation) ? [] : [{ cell: 0, what }]),
});

const CLAIMS = /^[1-9]\d* claims? checked$/m;

export const PARTS = {
  'claims line': part(
    'the last code cell does not print how many claims were checked',
    'end with console.log(String(checked));',
    ({ code }) =>
      code.at(-1)?.outputs.some((output) => 'text' in output && CLAIMS.test(output.text)) ?? false,
  ),
  readers: part(
    'nothing says whom it is for and what is assumed',
    'say so in two lines: "*For … Assumed: …*"',
    ({ prose }) => /^For\b/m.test(prose) && /\bassumed\b/i.test(prose),
  ),
  prediction: part(
    'the reader is never asked for a prediction',
    'ask for one before a result: "**Your prediction:** …?"',
    ({ prose }) => /predict/i.test(prose),
  ),
  sandbox: part('there is no cell to play with', 'add "## Your turn" and a cell behind it', ({ sections }) =>
    sections.some(({ heading, code }) => PLAYGROUND.test(heading) && code.length > 0),
  ),
  exercises: part(
    'there are fewer than two exercises with folded answers',
    'add two to four, each with <details><summary>Answer</summary> … </details>',
    ({ notebook }) => notebook.cells.flatMap(({ source }) => source.match(/<details/g) ?? []).length > 1,
  ),
  conclusions: part('there are no conclusions', 'add "## Conclusions" with a numbered list', ({ sections }) =>
    sections.some(({ heading, said }) => /^conclusions?\b/i.test(heading) && said.length > 1),
  ),
  limits: part(
    'nothing says where the model is simpler than hardware',
    'say so: "**Where this is simpler than hardware.** …"',
    ({ prose }) => /simpler|what is (proved|modeled)|does not (cover|model)|not in the model/i.test(prose),
  ),
  sources: part('no sources are named', 'name them: "**Sources.** …"', ({ prose }) => SOURCES.test(prose)),
};
