/**
 * The pages that have changed since somebody looked last. Whoever looks after each step of a long story looks at these alone;
 * where nobody looks, nothing is noted.
 */
export class ChangedPages {
  #pages: Set<number> | undefined;

  /** From here on changes are noted. */
  watch(): void {
    this.#pages ??= new Set();
  }

  note(page: number): void {
    this.#pages?.add(page);
  }

  /** The pages that have changed since the last call. */
  take(): readonly number[] {
    const pages = [...(this.#pages ?? [])];
    this.#pages?.clear();
    return pages;
  }
}
