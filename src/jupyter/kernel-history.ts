/** What was run in this session, as `history_request` asks for it. It lives in memory and ends with the kernel. */

import type { Json } from './wire.js';

interface Entry {
  line: number;
  input: string;
  output: string | null;
}

/** The number of the running session; there are no others. Jupyter also calls the running session 0. */
const thisSession = 1;

/** The cells that were run with `store_history`, oldest first. */
export class KernelHistory {
  readonly #entries: Entry[] = [];

  add(line: number, input: string): void {
    this.#entries.push({ line, input, output: null });
  }

  /** Notes the text of the last cell's result. */
  result(text: string): void {
    const last = this.#entries.at(-1);
    if (last !== undefined) last.output = text;
  }

  /** The answer to a `history_request`: [session, line, input], or [session, line, [input, output]]. */
  answer(request: Json): unknown[] {
    return this.#chosen(request).map(({ line, input, output }) => [
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
      const wanted = glob(String(pattern));
      found = found.filter(({ input }) => wanted.test(input));
      if (unique === true)
        found = found.filter((one, i) => !found.slice(i + 1).some((later) => later.input === one.input));
    }
    return typeof n === 'number' ? found.slice(Math.max(0, found.length - n)) : found;
  }
}

/** `*` is any text, `?` any one character, as in a shell. */
function glob(pattern: string): RegExp {
  const escaped = pattern.replace(/[\\^$.|+()[\]{}]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
}
