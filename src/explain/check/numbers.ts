/** Numbers in prose come from a cell: one of the same section, or one before it. */
import { type Code, SOURCES } from './explanation.js';
import type { Rule } from './rule.js';

/** The releases that a notebook names: "Linux 4.5" once, and only "4.5" afterwards. */
const RELEASE =
  /\b(?:Linux|Node|Python|TypeScript|GCC|[Vv]algrind|(?:since|until)(?= \d+\.)) (\d+(?:\.\d+)?)/g;

/** What has a number that nobody computes: addresses, exercises, places in a text, dates, names such as PA 7100. */
const FACTS = [
  /https?:\/\/\S+/g,
  /^\d+\.(?=\s|$)/g,
  /\b(?:section|chapter|page|cell|answer|exercise|version)s? \d[\d.]*(?: and \d+)?/gi,
  /(?:\d{1,2} [A-Z][a-z]+ )?\b(?:19|20)\d\d\b(?!,\d)/g,
  /\b[A-Z]{2}\w* \d+\w*/g,
];

/** Digits that stand alone, or with a unit or a "times" behind them; no part of a longer number or of a name. */
const NUMBER = /(?<![\w.]|\w-)\d+(?:,\d{3}){0,6}(?:\.\d+)?(?=(?:x|k|M|[mµun]?s|[KMGT]i?B|B|th)?(?!\w|\.\d))/g;

/** In words from eleven on; twenty is seldom exact, and ten seldom computed. */
const WORDS = 'eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const WORD = new RegExp(`\\b(?:${WORDS.join('|')})\\b`, 'gi');

export const numbers: Rule = {
  mend: 'let a cell compute and show it, or put it into words, code or a source',
  find({ prose, sections }) {
    const known = new Set([...prose.matchAll(RELEASE)].map(([, release]) => Number(release)));
    return sections.flatMap(({ said, code }) => {
      for (const number of code.flatMap(knownBy)) known.add(number);
      const sources = said.findIndex(({ text }) => SOURCES.test(text));
      const argument = said.slice(0, sources < 0 ? said.length : sources);
      return argument.flatMap(({ cell, text }) => {
        const typed = typedIn(text).filter(({ value }) => !known.has(value));
        return typed.map(({ written }) => ({
          cell,
          what: `${written} is in the prose, and in no cell of its section or one before it`,
        }));
      });
    });
  },
};

function typedIn(text: string): { value: number; written: string }[] {
  const free = FACTS.reduce((left, fact) => left.replace(fact, ' '), text);
  const words = free.match(WORD) ?? [];
  return [
    ...numbersIn(free).map((value) => ({ value, written: String(value) })),
    ...words.map((written) => ({ value: 11 + WORDS.indexOf(written.toLowerCase()), written })),
  ];
}

function numbersIn(text: string): number[] {
  return (text.match(NUMBER) ?? []).map((digits) => Number(digits.replaceAll(',', '')));
}

/** The numbers that a cell has in its code, and in what it has shown. */
function knownBy({ source, outputs }: Code): number[] {
  const shown = outputs.flatMap((output) => {
    if (output.output_type === 'stream') return output.text;
    if (!('data' in output)) return [];
    // The words of a picture are read too.
    const html = String(output.data['text/html'] ?? '').replace(/<img\b[^<>]*?\balt="([^"<>]*)"/g, '$1<');
    return [String(output.data['text/plain'] ?? ''), html.replace(/<[^<>]*>/g, ' ')];
  });
  return [source.replace(/(?<=\d)_(?=\d)/g, ''), ...shown].flatMap(numbersIn);
}
