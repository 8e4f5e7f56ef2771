/** A trace through src/hardware/cache.ts itself, without its data: for every policy that the fast core does not know. */
import { Cache, type LineName } from '../hardware/cache.js';
import type { CacheDescription } from '../hardware/cache-description.js';
import type { Convention } from './convention.js';
import { NoBytes } from './no-bytes.js';
import { INSTRUCTION, LOAD, MODIFY, type References, STORE } from './references.js';
import { NO_COUNTS, type ReplayCounts } from './replay-counts.js';

/** The upper word of the highest addresses: nothing lies beyond them. */
const TOP = 2 ** 32 - 1;
const BYTE = new Uint8Array(256);
const [SMALL_PAGE_BITS, PAGES_IN_4_GIB] = [12, 2 ** 20];

export class SlowReplay {
  readonly #cache: Cache;
  readonly #line: number;
  readonly #convention: Convention;
  readonly #counts: { -readonly [count in keyof ReplayCounts]: number } = { ...NO_COUNTS };

  constructor(cache: CacheDescription, convention: Convention) {
    // Traces have one kind of address: whatever picks the set, it is this one.
    this.#cache = new Cache(
      { ...cache, organization: 'PIPT', addressSpaceIds: false, resolvesSynonyms: false },
      new NoBytes(),
    );
    this.#line = cache.line;
    this.#convention = convention;
  }

  feed({ count, words, size, kind }: References): void {
    for (let i = 0; i < count; i++) {
      if (kind[i] !== INSTRUCTION) this.#reference(kind[i]!, words[2 * i]!, words[2 * i + 1]!, size[i]!);
    }
  }

  counts(): ReplayCounts {
    const dirtyAtEnd = this.#cache.lines().filter(({ dirty }) => dirty).length;
    return Object.freeze({ ...this.#counts, dirtyAtEnd });
  }

  /** Every line that the cache holds: its number in memory, and whether it is dirty. */
  lines(): { readonly line: bigint; readonly dirty: boolean }[] {
    const inPage = 4096 / this.#line;
    return this.#cache.lines().map(({ homePage, line, dirty }) => ({
      line: BigInt(homePage) * BigInt(inPage) + BigInt(line),
      dirty,
    }));
  }

  #reference(kind: number, low: number, high: number, size: number): void {
    const counts = this.#counts;
    const isEveryLine = this.#convention === 'every line';
    let missed = false;
    const first = low - (low % this.#line);
    const end = high === TOP ? Math.min(low + size, 2 ** 32) : low + size;
    for (let at = first; at < end; at += this.#line) {
      const hit = this.#touch(kind, at, high);
      if (isEveryLine) this.#countReference(kind);
      missed ||= !hit;
      if (isEveryLine && !hit) this.#countMiss(kind);
    }
    if (isEveryLine) return;
    if (kind === STORE) counts.writes++;
    else counts.reads++;
    if (missed) this.#countMiss(kind);
  }

  /** Loads or stores in one line; a modify does both. Gives back whether the line was there. */
  #touch(kind: number, at: number, highWord: number): boolean {
    const cache = this.#cache;
    const low = at % 2 ** 32;
    const high = highWord + (at >= 2 ** 32 ? 1 : 0);
    const page = high * PAGES_IN_4_GIB + Math.floor(low / 2 ** SMALL_PAGE_BITS);
    const line = (low % 2 ** SMALL_PAGE_BITS) / this.#line;
    const name: LineName = { space: 0, virtualPage: page, physicalPage: page, line };
    if (kind === STORE) cache.store(name, 0, 1, BYTE, 0);
    else cache.load(name, 0, 1, BYTE, 0);
    const { hit, filled, evicted, wroteBack } = cache.effect;
    if (filled && evicted) this.#counts.evictions++;
    if (wroteBack) this.#counts.writebacks++;
    if (kind === MODIFY) cache.store(name, 0, 1, BYTE, 0);
    return hit;
  }

  #countReference(kind: number): void {
    if (kind !== STORE) this.#counts.reads++;
    if (kind !== LOAD) this.#counts.writes++;
  }

  #countMiss(kind: number): void {
    if (kind === STORE) this.#counts.writeMisses++;
    else this.#counts.readMisses++;
  }
}
