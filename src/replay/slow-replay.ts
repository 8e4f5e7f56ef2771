/** A trace through src/hardware/cache.ts itself, without its data: for every policy that the fast core does not know. */
import { Cache, type LineName } from '../hardware/cache.js';
import type { CacheDescription } from '../hardware/cache-description.js';
import type { Convention } from './convention.js';
import { NoBytes } from './no-bytes.js';
import { INSTRUCTION, LOAD, MODIFY, type References, STORE } from './references.js';
import { NO_COUNTS, type ReplayCounts } from './replay-counts.js';
import { eachLine, WHOLES } from './whole-accesses.js';

const BYTE = new Uint8Array(256);

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
      const [low, high] = [words[2 * i]!, words[2 * i + 1]!];
      if (this.#convention === 'cachegrind') this.#asCachegrind(kind[i]!, low, high, size[i]!);
      else
        for (const access of WHOLES[kind[i]!]!)
          eachLine(access, low, high, size[i]!, this.#line, this.#countLine);
    }
  }

  counts(): ReplayCounts {
    return Object.freeze({ ...this.#counts, dirtyAtEnd: this.#cache.dirtyLines });
  }

  /** Every line that the cache holds: its number in memory, and whether it is dirty. */
  lines(): { readonly line: bigint; readonly dirty: boolean }[] {
    const inPage = 4096 / this.#line;
    return this.#cache.lines().map(({ homePage, line, dirty }) => ({
      line: BigInt(homePage) * BigInt(inPage) + BigInt(line),
      dirty,
    }));
  }

  /** Every line that is loaded from or stored to is one. */
  readonly #countLine = (access: number, page: number, offset: number): void => {
    this.#count(access, this.#touch(access, page, offset));
  };

  /** A reference is one, with at most one miss; a modify is a load that leaves its lines dirty. */
  #asCachegrind(kind: number, low: number, high: number, size: number): void {
    if (kind === INSTRUCTION) return;
    let hit = true;
    eachLine(kind === STORE ? STORE : LOAD, low, high, size, this.#line, (access, page, offset) => {
      hit = this.#touch(access, page, offset) && hit;
      if (kind === MODIFY) this.#touch(STORE, page, offset);
    });
    this.#count(kind, hit);
  }

  /** Loads from a line or stores to it; gives back whether it was there. */
  #touch(access: number, page: number, offset: number): boolean {
    const cache = this.#cache;
    const line = Math.floor(offset / this.#line);
    const name: LineName = { space: 0, virtualPage: page, physicalPage: page, line };
    if (access === STORE) cache.store(name, 0, 1, BYTE, 0);
    else cache.load(name, 0, 1, BYTE, 0);
    const { hit, filled, evicted, wroteBack } = cache.effect;
    if (filled && evicted) this.#counts.evictions++;
    if (wroteBack) this.#counts.writebacks++;
    return hit;
  }

  #count(access: number, hit: boolean): void {
    const counts = this.#counts;
    if (access === STORE) {
      counts.writes++;
      if (!hit) counts.writeMisses++;
    } else {
      counts.reads++;
      if (!hit) counts.readMisses++;
    }
  }
}
