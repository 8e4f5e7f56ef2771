/** What was run in this session, as `history_request` asks for it. It lives in memory and ends with the kernel. */

import type { Json } from '../wire.js';

interface Entry {
  line: number;
  input: string;
  output: string | null;
}

/** The number of the running session; there are no others. Jupyter also calls the running session 0. */
const thisSession = 1;

/** So many cells are remembered, and so many letters of them all. */
const MOST_CELLS = 10_000;
const MOST_LETTERS = 2 ** 25;
/** Letters of one answer; the newest cells are given. */
const LONGEST_ANSWER = 2 ** 22;
/** Letters that are compared for one search. */
const MOST_COMPARED = 1e8;

/** The cells that were run with `store_history`, oldest first. */
export class KernelHistory {
  readonly #entries: Entry[] = [];
  #letters = 0;

  add(line: number, input: string): void {
    this.#entries.push({ line, input, output: null });
    this.#count(input.length);
  }

  /** Notes the text of the last cell's result. */
  result(text: string): void {
    const last = this.#entries.at(-1);
    if (last === undefined) return;
    const before = last.output?.length ?? 0;
    last.output = text;
    this.#count(text.length - before);
  }

  /** Forgets the oldest where there is too much. */
  #count(letters: number): void {
    this.#letters += letters;
    while (this.#entries.length > MOST_CELLS || this.#letters > MOST_LETTERS) {
      const oldest = this.#entries.shift();
      if (oldest === undefined) return;
      this.#letters -= oldest.input.length + (oldest.output?.length ?? 0);
    }
  }

  /** The answer to a `history_request`: [session, line, input], or [session, line, [input, output]]. */
  answer(request: Json): unknown[] {
    return newest(this.#chosen(request)).map(({ line, input, output }) => [
      thisSession,
      line,
      request.output === true ? [input, output] : input,
    ]);
  }

  #chosen({ hist_access_type: how, session = 0, start = 0, stop, n, pattern = '*', unique }: Json): Entry[] {
    if (how === 'range') {
      if (session !== 0 && session !== thisSession) return [];
      const end = typeof stop === 'number' ? stop : Number.POSITIVE_INFINITY;
      return this.#entries.filter(({ line }) => line >= Number(start) && line < end);
    }
    let found = this.#entries;
    if (how === 'search') {
      const compared = { letters: 0 };
      found = found.filter(({ input }) => matches(String(pattern), input, compared));
      // The last of those that are alike, where it stands.
      if (unique === true) found = lastOfEach(found);
    }
    return typeof n === 'number' ? found.slice(Math.max(0, found.length - n)) : found;
  }
}

/** As many of the last as fit into an answer. */
function newest(entries: readonly Entry[]): readonly Entry[] {
  let letters = 0;
  let from = entries.length;
  for (; from > 0; from--) {
    const { input, output } = entries[from - 1]!;
    letters += input.length + (output?.length ?? 0);
    if (letters > LONGEST_ANSWER) break;
  }
  return entries.slice(from);
}

function lastOfEach(entries: readonly Entry[]): Entry[] {
  const last = new Map(entries.map((entry) => [entry.input, entry]));
  return entries.filter((entry) => last.get(entry.input) === entry);
}

/**
 * Whether `text` is as `pattern` says: `*` is any text, `?` any one character, as in a shell. Each part between two stars is looked for
 * once, behind the part before it. Throws where more letters would be compared than anybody waits for.
 */
function matches(pattern: string, text: string, compared: Compared): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return text.length === first.length && fits(first, text, 0, compared);
  const last = rest.pop()!;
  const end = text.length - last.length;
  if (end < first.length || !fits(first, text, 0, compared) || !fits(last, text, end, compared)) return false;
  let at = first.length;
  for (const part of rest) {
    while (at + part.length <= end && !fits(part, text, at, compared)) at++;
    if (at + part.length > end) return false;
    at += part.length;
  }
  return true;
}

interface Compared {
  letters: number;
}

function fits(part: string, text: string, at: number, compared: Compared): boolean {
  for (let i = 0; i < part.length; i++) {
    if (++compared.letters > MOST_COMPARED) throw new Error('this pattern takes too long');
    if (part[i] !== '?' && part[i] !== text[at + i]) return false;
  }
  return true;
}
