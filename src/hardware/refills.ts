/**
 * Lines that cache maintenance dropped and that were not filled since: what it costs to flush too much. A line is known by
 * the agent whose cache it was in, its set and the physical memory that it is of; that tells the aliases of a page apart
 * where their colors do.
 */
import type { Effect, LineName } from './cache.js';

export class Refills {
  readonly #linesInPage: number;
  /** For each agent and physical page the lines that were dropped, counted over the sets. */
  readonly #dropped: Map<number, Set<number>>[] = [];
  #any = false;

  constructor(linesInPage: number) {
    this.#linesInPage = linesInPage;
  }

  /** Whether any line was ever dropped: nobody else needs to ask {@link isOne}. */
  get possible(): boolean {
    return this.#any;
  }

  /** Maintenance had this effect in the cache of an agent: it dropped a line. */
  dropped(agent: number, { set, otherPage, otherLine }: Effect): void {
    this.#any = true;
    const pages = this.#dropped[agent] ?? new Map<number, Set<number>>();
    this.#dropped[agent] = pages;
    const lines = pages.get(otherPage) ?? new Set<number>();
    pages.set(otherPage, lines);
    lines.add(set * this.#linesInPage + otherLine);
  }

  /** Whether this fill brings back what maintenance had dropped. */
  isOne(agent: number, { physicalPage, line }: LineName, { set }: Effect): boolean {
    const lines = this.#dropped[agent]?.get(physicalPage);
    return lines?.delete(set * this.#linesInPage + line) ?? false;
  }

  /** After a power cut every line has to come from memory anyway. */
  forget(): void {
    this.#dropped.length = 0;
    this.#any = false;
  }
}
