/**
 * The translation lookaside buffer of a core: translations as they were when the core first used them, until they are
 * invalidated.
 *
 *     virtual page ──▶ TLB ── miss ──▶ page table
 *
 * It has room for all translations. Hardware that makes room walks the table earlier, and finds what is in it sooner.
 */
import type { PageTable, Translation } from './page-table.js';

export class Tlb {
  /** For each address space that was used: what its virtual 4 KiB pages led to. */
  readonly #spaces = new Map<number, Map<number, Translation>>();

  /** Where a virtual 4 KiB page leads on this core; a miss walks the table. Undefined where nothing is mapped: no TLB keeps that. */
  translate(space: number, virtualPage: number, table: PageTable): Translation | undefined {
    const kept = this.#keptOf(space);
    let translation = kept.get(virtualPage);
    if (!translation) {
      translation = table.translate(virtualPage);
      if (translation) kept.set(virtualPage, translation);
    }
    return translation;
  }

  /** Whether this core would go on with a translation of a virtual 4 KiB page, whatever the table says. */
  keeps(space: number, virtualPage: number): boolean {
    return this.#keptOf(space).has(virtualPage);
  }

  /** What this core would go on with, to look at; undefined where it would walk the table. */
  kept(space: number, virtualPage: number): Translation | undefined {
    return this.#keptOf(space).get(virtualPage);
  }

  /** Drops the translation of a virtual 4 KiB page, if there is one. */
  invalidate(space: number, virtualPage: number): void {
    this.#keptOf(space).delete(virtualPage);
  }

  #keptOf(space: number): Map<number, Translation> {
    let kept = this.#spaces.get(space);
    if (!kept) {
      kept = new Map();
      this.#spaces.set(space, kept);
    }
    return kept;
  }
}
