/**
 * The reader's edits in the address bar. A link to a place takes the address, and Back and Forward come to older ones: neither
 * takes an edit away. Beside what this page wrote, the browser's history keeps which cells the reader wrote, so that nobody is
 * told of a stranger's edits after a reload; nothing that a link brings can say so.
 */

import type { Book } from './book.js';
import { fragmentOf } from './link.js';

/** What the history keeps with an address that this page wrote. */
interface Written {
  /** Cells whose edits are the reader's own. */
  readonly own: readonly number[];
  /** Counts the links that brought edits into this tab: another number belongs to other edits. */
  readonly visit: number;
}

/** Keeps the edits of a book in the address. */
export class Address {
  readonly #book: Book;
  readonly #hash: string;
  #visit: number;
  #isKept = Promise.resolve(true);

  constructor(book: Book, hash: string) {
    this.#book = book;
    this.#hash = hash;
    this.#visit = written()?.visit ?? 0;
  }

  /** Cells of the present address whose edits are the reader's own. */
  get own(): ReadonlySet<number> {
    return new Set(written()?.own ?? []);
  }

  /** Whether the address has edits, and others than those that the reader has had before it: then they are to be shown. */
  get bringsEdits(): boolean {
    return location.hash.startsWith('#edits=') && written()?.visit !== this.#visit;
  }

  /** The edits of the present address are those of the page from now on. */
  accept(): void {
    this.#visit = written()?.visit ?? this.#visit + 1;
  }

  /**
   * Writes the edits into the address, and says whether it could: where they are too long, those that it keeps stay. A place
   * without edits stays too.
   */
  keep(): Promise<boolean> {
    this.#isKept = this.#isKept.then(async () => {
      const edits = this.#book.edits();
      const fragment = await fragmentOf(edits, this.#hash);
      if (fragment === undefined) return false;
      const isPlace = location.hash !== '' && !location.hash.startsWith('#edits=');
      if (fragment === '' && isPlace) return true;
      const own = [...edits.keys()].filter((number) => !this.#book.cell(number).foreign);
      const state: Written = { own, visit: this.#visit };
      history.replaceState(state, '', fragment === '' ? location.pathname + location.search : fragment);
      return true;
    });
    return this.#isKept;
  }

  /** The same, and says so when the edits become too long for it, or fit again. */
  async keepSaying(say: (text: string) => void): Promise<void> {
    const [before, now] = await Promise.all([this.#isKept, this.keep()]);
    const hasEdits = this.#book.edits().size > 0;
    if (before && !now)
      say(
        hasEdits && location.hash.startsWith('#edits=')
          ? 'Your edits are too long for the address, which keeps those before them; the download has all.'
          : 'Your edits are too long for the address; the download has them.',
      );
    if (!before && now && hasEdits) say('The address keeps your edits again.');
  }
}

/** What this page wrote with the present address; undefined where it did not write it. */
function written(): Written | undefined {
  const state: unknown = history.state;
  if (typeof state !== 'object' || state === null) return undefined;
  const { own, visit } = state as Partial<Written>;
  return Array.isArray(own) && typeof visit === 'number' ? { own, visit } : undefined;
}
