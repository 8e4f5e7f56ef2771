/**
 * Why references miss, by the color of their page (M. Hill, Aspects of Cache Memory and Instruction Buffer Performance, 1987): a line that was never
 * there before; one that a fully associative LRU cache of the same size would not have kept either; and the rest, which missed only
 * because other lines fell into the same set.
 */
import { Cache, type LineName } from '../hardware/cache.js';
import type { CacheDescription } from '../hardware/cache-description.js';
import { SMALL_PAGE } from '../units/address.js';
import { NoBytes } from './no-bytes.js';
import { ReferenceBatch, type References, STORE } from './references.js';
import { eachLine, WHOLES } from './whole-accesses.js';

/** Counts of lines that were touched, one entry a color: as many as replay() counts reads and writes. */
export interface MissKinds {
  readonly color: number;
  readonly touches: number;
  readonly first: number;
  readonly capacity: number;
  readonly conflict: number;
}

const BYTE = new Uint8Array(256);

/** The lines that a fully associative LRU cache would hold: a Map remembers in which order they came. */
class FullyAssociative {
  readonly #held = new Map<number, true>();

  constructor(readonly lines: number) {}

  /** Touches a line, or looks for it only; gives back whether it was there. */
  touch(line: number, fetches: boolean): boolean {
    const hit = this.#held.delete(line);
    if (hit || fetches) this.#held.set(line, true);
    if (this.#held.size > this.lines) this.#held.delete(this.#held.keys().next().value!);
    return hit;
  }
}

export class MissKindsPass {
  readonly batch = new ReferenceBatch();
  references = 0;
  readonly #cache: Cache;
  readonly #shadow: FullyAssociative;
  readonly #seen = new Set<number>();
  readonly #line: number;
  readonly #smallPages: number;
  readonly #pages = new Map<number, number>();
  readonly #writeAllocate: boolean;
  readonly #kinds: { -readonly [kind in keyof MissKinds]: number }[];

  /** Addresses are taken as they are, as the index of a cache takes them; `colors` pages of `pageSize` bytes fill a way. */
  constructor(cache: CacheDescription, pageSize: number, colors: number) {
    const physical = { organization: 'PIPT', addressSpaceIds: false, resolvesSynonyms: false } as const;
    this.#cache = new Cache({ ...cache, ...physical }, new NoBytes());
    this.#shadow = new FullyAssociative(cache.size / cache.line);
    this.#line = cache.line;
    this.#smallPages = pageSize / SMALL_PAGE;
    this.#writeAllocate = cache.writeAllocate;
    this.#kinds = Array.from({ length: colors }, (_, color) => ({
      color,
      touches: 0,
      first: 0,
      capacity: 0,
      conflict: 0,
    }));
  }

  feed({ count, words, size, kind }: References): void {
    this.references += count;
    for (let i = 0; i < count; i++) {
      for (const access of WHOLES[kind[i]!]!) {
        eachLine(access, words[2 * i]!, words[2 * i + 1]!, size[i]!, this.#line, this.#touch);
      }
    }
  }

  kinds(): readonly MissKinds[] {
    return this.#kinds;
  }

  readonly #touch = (access: number, page: number, offset: number): void => {
    const isStore = access === STORE;
    const line = Math.floor(offset / this.#line);
    const name: LineName = { space: 0, virtualPage: page, physicalPage: page, line };
    if (isStore) this.#cache.store(name, 0, 1, BYTE, 0);
    else this.#cache.load(name, 0, 1, BYTE, 0);
    const { hit } = this.#cache.effect;
    const number = this.#numberOf(page) * (SMALL_PAGE / this.#line) + line;
    const fetches = !isStore || this.#writeAllocate;
    const hitInShadow = this.#shadow.touch(number, fetches);
    const kinds = this.#kinds[Math.floor(page / this.#smallPages) % this.#kinds.length]!;
    kinds.touches++;
    if (!hit) kinds[this.#seen.has(number) ? (hitInShadow ? 'conflict' : 'capacity') : 'first']++;
    this.#seen.add(number);
  };

  /** Pages in the order in which they were first touched: a page number and a line would not fit into a double. */
  #numberOf(page: number): number {
    const number = this.#pages.get(page) ?? this.#pages.size;
    this.#pages.set(page, number);
    return number;
  }
}
