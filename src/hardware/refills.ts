/**
 * Lines that cache maintenance dropped and that were not filled since: what it costs to flush too much. A line is known by
 * its core, its set and the physical memory that it is of; that tells the aliases of a page apart where their colors do.
 */
import type { Effect, LineName } from './cache.js';

export class Refills {
  readonly #linesInPage: number;
  /** For each core and physical page the lines that were dropped, counted over the sets. */
  readonly #dropped: Map<number, Set<number>>[] = [];
  #any = false;

  constructor(linesInPage: number) {
    this.#linesInPage = linesInPage;
  }

  /** Whether any line was ever dropped: nobody else needs to ask {@link isOne}. */
  get possible(): boolean {
    return this.#any;
  }

  /** Maintenance had this effect in the cache of a core: it dropped a line. */
  dropped(core: number, { set, otherPage, otherLine }: Effect): void {
    this.#any = true;
    const pages = this.#dropped[core] ?? new Map<number, Set<number>>();
    this.#dropped[core] = pages;
    const lines = pages.get(otherPage) ?? new Set<number>();
    pages.set(otherPage, lines);
    lines.add(set * this.#linesInPage + otherLine);
  }

  /** Whether this fill brings back what maintenance had dropped. */
  isOne(core: number, { physicalPage, line }: LineName, { set }: Effect): boolean {
    const lines = this.#dropped[core]?.get(physicalPage);
    return lines?.delete(set * this.#linesInPage + line) ?? false;
  }

  /** After a power cut every line has to come from memory anyway. */
  forget(): void {
    this.#dropped.length = 0;
    this.#any = false;
  }
}
