/**
 * Where in a cell's text a place of its compiled code is. A compiler takes types away, and joins and cuts lines, but keeps the words
 * of a line in order: a line comes from the one whose words it has. Where that cannot be told for certain, nothing is said.
 */

/** Both count from 1; a column only where it is known. */
export interface Place {
  readonly line: number;
  readonly column?: number;
}

interface Word {
  readonly text: string;
  readonly at: number;
}

/** What compilers put in: names of modules, `exports.`, a stand-in's name, the return of a last value. */
const PUT_IN = /\(0, \w+_\d+\.(?=\w)|\bexports\.(?:tsLastExpr = )?|\$fn_|\breturn /g;

/** The place in `source` of a place in `compiled`. */
export function placeInSource(
  compiled: string,
  { line, column }: Required<Place>,
  source: string,
): Place | undefined {
  const code = compiled.split('\n');
  const words = wordsOf(code[line - 1] ?? '');
  if (words.length === 0) return undefined;
  const lines = source.split('\n');
  const found = lines.flatMap((text, i) => (aligned(words, wordsOf(text)) ? [i + 1] : []));
  const alike = code.flatMap((text, i) => (isSame(wordsOf(text), words) ? [i + 1] : []));
  // One of several lines that say the same is the one at its place among them.
  const at = found.length === alike.length ? found[alike.indexOf(line)] : undefined;
  return at === undefined ? undefined : { line: at, ...columnIn(code[line - 1]!, column, lines[at - 1]!) };
}

/** The column in a line of the source, of a column in the line that was made of it. */
export function columnIn(code: string, column: number, source: string): { column?: number } {
  const words = wordsOf(code);
  const nth = words.findIndex(({ text, at }) => at <= column - 1 && column - 1 < at + text.length);
  const word = aligned(words, wordsOf(source))?.[nth];
  return word === undefined ? {} : { column: word.at + 1 + Math.max(0, column - 1 - words[nth]!.at) };
}

/** The column of a word that a line has once. */
export function columnOfWord(line: string, word: string): number | undefined {
  const found = wordsOf(line).filter(({ text }) => text === word);
  return found.length === 1 ? found[0]!.at + 1 : undefined;
}

/** A line of a cell and a mark under its column; of a wide line what is around it. */
export function markedLine(line: string, column: number | undefined): string[] {
  const from = line.length <= WIDEST_LINE ? 0 : Math.max(0, (column ?? 1) - 1 - WIDEST_LINE / 2);
  const shown = line.slice(from, from + WIDEST_LINE);
  if (column === undefined) return [`  ${shown}`];
  return [`  ${shown}`, `  ${shown.slice(0, column - 1 - from).replace(/\S/g, ' ')}^`];
}

const WIDEST_LINE = 200;

function wordsOf(line: string): Word[] {
  const plain = line.replace(PUT_IN, (text) => ' '.repeat(text.length));
  return [...plain.matchAll(/[\p{L}\p{N}_$]+/gu)].map(({ 0: text, index }) => ({ text, at: index }));
}

/** For each word the one of the longer line that it is, in order; undefined where one is missing. */
function aligned(words: readonly Word[], longer: readonly Word[]): Word[] | undefined {
  let next = 0;
  const found = words.flatMap(({ text }) => {
    const at = longer.findIndex((each, i) => i >= next && each.text === text);
    if (at >= 0) next = at + 1;
    return at < 0 ? [] : [longer[at]!];
  });
  return found.length === words.length ? found : undefined;
}

function isSame(one: readonly Word[], other: readonly Word[]): boolean {
  return one.length === other.length && one.every(({ text }, i) => text === other[i]!.text);
}
