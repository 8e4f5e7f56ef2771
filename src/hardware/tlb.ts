/**
 * The translation lookaside buffer of a core: translations as they were when the core first used them, until they are
 * invalidated.
 *
 *     virtual page ──▶ TLB ── miss ──▶ page table
 *
 * An entry is of a page of the machine, 4 to 64 KiB, and of all of it: what is used of a page once is kept for the rest
 * of it, and goes with it. There is room for all translations. Hardware that makes room walks the table earlier, and
 * finds what is in it sooner.
 */
import type { PageTable, Translation } from './page-table.js';

export class Tlb {
  /** For each address space that was used: what its pages led to, by their number in pages of the machine. */
  readonly #spaces = new Map<number, Map<number, Translation>>();

  /** Where a page of the machine leads on this core; a miss walks the table. Undefined where nothing is mapped: no TLB keeps that. */
  translate(space: number, page: number, table: PageTable): Translation | undefined {
    const entries = this.#entriesOf(space);
    let entry = entries.get(page);
    if (!entry) {
      entry = table.entry(page);
      if (entry) entries.set(page, entry);
    }
    return entry;
  }

  /** What this core would go on with for a page, whatever the table says; undefined where it would walk the table. */
  entry(space: number, page: number): Translation | undefined {
    return this.#entriesOf(space).get(page);
  }

  /** Drops the entry of a page, if there is one. */
  invalidate(space: number, page: number): void {
    this.#entriesOf(space).delete(page);
  }

  #entriesOf(space: number): Map<number, Translation> {
    let entries = this.#spaces.get(space);
    if (!entries) {
      entries = new Map();
      this.#spaces.set(space, entries);
    }
    return entries;
  }
}
