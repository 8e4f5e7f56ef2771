/** The rules for prose: the title, numbers typed by hand, and the parts that each explanation has. */
import type { Notebook } from '../../jupyter/notebook.js';
import { codeCells, type Finding, proseCells, withoutFences } from './finding.js';
import { isPlayground, sectionsOf } from './sections.js';

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

/**
 * Numbers in prose that no cell computes or states. What code or outputs of the notebook have in them is not typed by hand;
 * nor are headings, code, links, sources, years, dates, versions, and names with a number in them.
 */
export function numberRule(notebook: Notebook): Finding[] {
  const known = new Set(numbersIn(computedText(notebook)));
  return proseCells(notebook).flatMap(({ number, cell }) => {
    const typed = numbersIn(factlessText(cell.source)).filter((digits) => !known.has(digits));
    return [...new Set(typed)].map((digits) => ({
      cell: number,
      rule: 'number',
      what: `${digits} is in the prose, and in no code or output`,
      mend: 'let a cell compute and show it, or put it into words, code or a source',
    }));
  });
}

/** All digits that stand alone, without the commas in them. */
function numbersIn(text: string): string[] {
  const found = text.match(/(?<![\w.-])\d+(?:,\d{3})*(?:\.\d+)?(?!\w)/g) ?? [];
  return found.map((digits) => digits.replaceAll(',', '')).map((digits) => digits.replace(/\.0+$/, ''));
}

/** Code and texts of outputs; of pictures their words. */
function computedText(notebook: Notebook): string {
  return codeCells(notebook)
    .flatMap(({ cell }) => [
      cell.source.replaceAll('_', ''),
      ...cell.outputs.flatMap((output) => {
        if (output.output_type === 'stream') return [output.text];
        if (output.output_type === 'error') return [];
        const { 'text/plain': plain, 'text/html': html } = output.data;
        // A picture's own bytes are no text.
        const words = String(html ?? '')
          .replace(/src="data:[^"]*"/g, '')
          .replace(/<script[\s\S]*?<\/script>/g, '');
        return [
          String(plain ?? ''),
          words.replace(/<[^>]*alt="([^"]*)"[^>]*>/g, ' $1 ').replace(/<[^>]*>/g, ' '),
        ];
      }),
    ])
    .join('\n');
}

const MONTHS = 'January|February|March|April|May|June|July|August|September|October|November|December';

/** Prose without what may have a number in it that nobody computes. */
function factlessText(markdown: string): string {
  return (
    withoutFences(markdown)
      .split(/\n\s*\n/)
      .filter((paragraph) => !/^\s*(\*\*)?(Sources?|References?)\b/.test(paragraph))
      .join('\n\n')
      .replace(/^#{1,6}[ \t].*$/gm, '')
      .replace(/``.*?``|`[^`]*`/g, ' ')
      .replace(/\]\([^)]*\)/g, ']')
      .replace(/<[^>]*>|https?:\/\/\S+/g, ' ')
      .replace(/^\s*(?:\*\*)?\d+\.(?:\*\*)?/gm, '')
      .replace(/\b(?:Answer|Exercise)s? \d+(?: and \d+)?/gi, ' ')
      .replace(new RegExp(`(?:\\d{1,2} )?(?:${MONTHS})(?: \\d{1,2},)? \\d{4}`, 'g'), ' ')
      .replace(/\b0x[0-9a-f_]+\b/gi, ' ')
      .replace(/\b(?:19|20)\d\d\b(?!,\d)/g, ' ')
      // Releases, and names with a number behind them, such as PA 7100 and SH-4.
      .replace(
        /\b(?:Linux|Node|Python|TypeScript|[Vv]algrind|GCC|v)[ -]?\d+(?:\.\d+)*(?:(?:,| and| or| to|–) \d+\.\d+)*/g,
        ' ',
      )
      .replace(/\b[A-Z]\w*[A-Z0-9]\w*[ -]\d+\w*/g, ' ')
      .replace(
        /\b(?:section|chapter|page|cell|answer|version|since|until)s? \d+(?:\.\d+)*(?:(?:,| and| to|–) \d+)*/gi,
        ' ',
      )
  );
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
      sectionsOf(notebook).some(({ heading, prose }) => /^conclusion/i.test(heading) && /^1\. /m.test(prose)),
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
