/** Numbers in prose are computed: by a cell of the same section, or of one before it. */
import type { CodeCell, Notebook, NotebookOutput } from '../../jupyter/notebook.js';
import { isTooLarge } from '../refusal.js';
import type { Finding } from './finding.js';
import { htmlWords } from './html-words.js';
import { saidIn } from './markdown-text.js';
import { numberWordsIn } from './number-words.js';
import { sectionsOf } from './sections.js';
import { Code } from './syntax.js';

/** A number in the prose. */
interface Typed {
  readonly cell: number;
  readonly chapter: number;
  readonly said: string;
  readonly value: string;
}

/**
 * Numbers in prose that no cell computes or states. What code or outputs have in them, up to the end of the section, is not typed
 * by hand; nor are headings, code, links, sources, years, dates, versions, and names with a number in them.
 */
export function numberRule(notebook: Notebook): Finding[] {
  const sections = sectionsOf(notebook);
  const typed = sections.flatMap(({ prose, chapter }) =>
    prose.flatMap(({ number: cell, markdown }) =>
      typedIn(markdown).map((one): Typed => ({ ...one, cell, chapter })),
    ),
  );
  const releases = releasesIn(notebook);
  const wanted = new Set(typed.map(({ value }) => value));
  // The first chapter that has it.
  const known = new Map<string, number>();
  for (const { code, chapter } of sections)
    for (const { cell } of code)
      for (const value of computedIn(cell))
        if (wanted.has(value) && !known.has(value)) known.set(value, chapter);
  const isKnown = ({ value, chapter }: Typed) =>
    (known.get(value) ?? Number.POSITIVE_INFINITY) <= chapter || (value.includes('.') && releases.has(value));
  const found = typed.filter((one) => !isKnown(one));
  const lines = found.map(
    ({ cell, said, value }): Finding => ({
      cell,
      rule: 'number',
      what: `${said} is in the prose, and ${known.has(value) ? 'in code and outputs of later sections only' : 'in no code or output'}`,
      mend: 'let a cell compute and show it, or put it into words, code or a source',
    }),
  );
  // Once a cell.
  return [...new Map(lines.map((line) => [`${line.cell} ${line.what}`, line])).values()];
}

/** Digits that stand alone, or with a unit or a "times" behind them; no part of a longer number or of a name. */
const NUMBER = /(?<![\w.]|\w-)\d+(?:,\d{3})*(?:\.\d+)?(?=(?:x|k|M|[mµun]?s|[KMGT]i?B|B|th)?(?!\w|\.\d))/g;

/** All digits that stand alone, without the commas in them. */
function* numbersIn(text: string): Generator<string> {
  for (const [digits] of text.matchAll(NUMBER)) yield normal(digits.replaceAll(',', ''));
}

function normal(digits: string): string {
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
}

/** What a cell has of numbers, in its code and in what it has shown. */
function* computedIn({ source, outputs }: CodeCell): Generator<string> {
  const code = new Code(source);
  for (const node of code.nodes()) {
    const text = code.text(node);
    if (node.name === 'Number') yield normal(text.replace(/_|n$/g, ''));
    else if (node.name === 'String' || node.name === 'TemplateString') yield* numbersIn(text);
  }
  for (const output of outputs) for (const text of textsOf(output)) yield* numbersIn(text);
}

/** The texts of an output; of pictures their words. */
function textsOf(output: NotebookOutput): string[] {
  if (output.output_type === 'stream') return [output.text];
  if (output.output_type === 'error') return [];
  const { 'text/plain': plain, 'text/html': html } = output.data;
  // What is too large is told so; its numbers are there, whatever they stand for.
  const words = isTooLarge(output) ? String(html ?? '') : (htmlWords(String(html ?? ''))?.text ?? '');
  return [String(plain ?? ''), words];
}

function typedIn(markdown: string): { said: string; value: string }[] {
  return saidIn(markdown).flatMap((paragraph) => {
    const text = factless(paragraph);
    return [
      ...[...numbersIn(text)].map((digits) => ({ said: digits, value: digits })),
      ...numberWordsIn(text),
    ];
  });
}

const RELEASE = /\b(?:Linux|Node|Python|TypeScript|[Vv]algrind|GCC|v)[ -]?(\d+(?:\.\d+)*)/g;

/** The releases that a notebook names: "Linux 4.5" once, and only "4.5" afterwards. */
function releasesIn({ cells }: Notebook): Set<string> {
  const said = cells.flatMap(({ cell_type, source }) => (cell_type === 'markdown' ? saidIn(source) : []));
  return new Set(said.flatMap((text) => [...text.matchAll(RELEASE)].map(([, release]) => release!)));
}

const MONTHS = 'January|February|March|April|May|June|July|August|September|October|November|December';

/** What may have a number in it that nobody computes. */
const FACTS: readonly RegExp[] = [
  /https?:\/\/\S+/g,
  /^\s*\d+\.(?=\s|$)/g,
  /\b(?:Answer|Exercise)s? \d+(?: and \d+)?/gi,
  new RegExp(`(?:\\d{1,2} )?(?:${MONTHS})(?: \\d{1,2},)? \\d{4}`, 'g'),
  /\b0x[0-9a-f_]+\b/gi,
  /\b(?:19|20)\d\d\b(?!,\d)/g,
  // Releases, and names with a number behind them, such as PA 7100 and SH-4.
  /\b(?:Linux|Node|Python|TypeScript|[Vv]algrind|GCC|v)[ -]?\d+(?:\.\d+)*(?:(?:,| and| or| to|–) \d+\.\d+)*/g,
  /\b[A-Z]\w*[A-Z0-9]\w*[ -]\d+\w*/g,
  /\b(?:section|chapter|page|cell|answer|version|since|until)s? \d+(?:\.\d+)*(?:(?:,| and| to|–) \d+)*/gi,
];

function factless(text: string): string {
  return FACTS.reduce((left, fact) => left.replace(fact, ' '), text);
}
