/** The reader's guesses, kept for this page where the browser keeps anything: by the hash of the notebook, in no other page. */

/** Guesses by the place of the cell that asks. */
export class Guesses {
  readonly #key: string;
  #kept: Record<string, string>;

  constructor(hash: string) {
    this.#key = `aliaslab:guesses:${hash}`;
    this.#kept = this.#read();
  }

  /** What was guessed there, if anything. */
  at(place: number): string | undefined {
    const found: unknown = Object.hasOwn(this.#kept, place) ? this.#kept[place] : undefined;
    return typeof found === 'string' ? found : undefined;
  }

  keep(place: number, guess: string): void {
    this.#kept[place] = guess;
    this.#write();
  }

  forget(): void {
    this.#kept = {};
    this.#write();
  }

  #read(): Record<string, string> {
    try {
      const read: unknown = JSON.parse(localStorage.getItem(this.#key) ?? '{}');
      return typeof read === 'object' && read !== null ? (read as Record<string, string>) : {};
    } catch {
      // A browser may refuse to keep anything, and what it kept may be anyone's: then nothing was guessed.
      return {};
    }
  }

  #write(): void {
    try {
      localStorage.setItem(this.#key, JSON.stringify(this.#kept));
    } catch {
      // They last as long as the page does.
    }
  }
}
