/** The rules for prose: the title, and the parts that each explanation has. */
import type { Notebook } from '../../jupyter/notebook.js';
import { type Finding, proseCells } from './finding.js';
import { isPlayground, sectionsOf, textOf } from './sections.js';

/** A title that is no claim, as far as that can be told without reading it. */
export function titleRule({ cells }: Notebook): Finding[] {
  const first = cells[0];
  const title =
    first?.cell_type === 'markdown' ? /^#[ \t]+(.+)$/m.exec(first.source)?.[1]?.trim() : undefined;
  const found = (what: string): Finding[] => [
    { cell: 1, rule: 'title', what, mend: 'begin with "# " and a sentence that a reader could doubt' },
  ];
  if (title === undefined) return found('the first cell has no title');
  if (title.endsWith('?')) return found('the title is a question, and no claim');
  if (title.split(/\s+/).length < 3) return found(`the title '${title}' has too few words for a claim`);
  if (/^(an? )?(how to|introduction|overview|notes|tutorial|about|guide)\b/i.test(title))
    return found(`the title '${title}' names a subject, and claims nothing`);
  return [];
}

interface Part {
  readonly rule: string;
  readonly isThere: (notebook: Notebook, all: string) => boolean;
  readonly what: string;
  readonly mend: string;
}

/** What belongs into each explanation. */
const PARTS: readonly Part[] = [
  {
    rule: 'prediction',
    isThere: (_, all) => /predict/i.test(all),
    what: 'the reader is never asked for a prediction',
    mend: 'ask for one before a result: "**Your prediction:** …?"',
  },
  {
    rule: 'sandbox',
    isThere: (notebook) =>
      sectionsOf(notebook).some(({ heading, code }) => isPlayground(heading) && code.length > 0),
    what: 'there is no cell to play with',
    mend: 'add "## Your turn" and a cell behind it',
  },
  {
    rule: 'exercises',
    isThere: (_, all) => (all.match(/<details/g) ?? []).length >= 2,
    what: 'there are fewer than two exercises with folded answers',
    mend: 'add two to four, each with <details><summary>Answer</summary> … </details>',
  },
  {
    rule: 'conclusions',
    isThere: (notebook) =>
      sectionsOf(notebook).some(
        ({ heading, prose }) => /^conclusion/i.test(heading) && /^1\. /m.test(textOf(prose)),
      ),
    what: 'there are no numbered conclusions',
    mend: 'add "## Conclusions" with a numbered list',
  },
  {
    rule: 'limits',
    isThere: (_, all) =>
      /simpler|what is (proved|modeled)|does not (cover|model)|not in the model/i.test(all),
    what: 'nothing says where the model is simpler than hardware',
    mend: 'say so: "**Where this is simpler than hardware.** …"',
  },
  {
    rule: 'sources',
    isThere: (_, all) => /^\s*(\*\*)?Sources?\b/m.test(all),
    what: 'no sources are named',
    mend: 'name them: "**Sources.** …"',
  },
];

export function partsRule(notebook: Notebook): Finding[] {
  const all = proseCells(notebook)
    .map(({ cell }) => cell.source)
    .join('\n\n');
  return PARTS.filter(({ isThere }) => !isThere(notebook, all)).map(({ rule, what, mend }) => ({
    cell: 0,
    rule,
    what,
    mend,
  }));
}
