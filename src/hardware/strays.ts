/**
 * Stray bytes: stored into the line or the frame of one page by an access that meant another, as a homonym's store is that
 * hits a line with another page's bytes. They are followed wherever caches carry them, until they are stored over.
 *
 *     store by whoever means page 9 ──▶ line of page 5 ── write-back ──▶ memory of page 5 ── fill ──▶ another line of page 5
 *
 * Nothing is followed before the first of them, so that a run without any pays nothing.
 */
import { SMALL_PAGE } from '../units/address.js';
import type { Cache, LineName } from './cache.js';

export class Strays {
  readonly #lineBytes: number;
  /** Of lines that caches hold, by slot. */
  readonly #held = new Map<Cache, Marks>();
  /** Of memory, by 4 KiB page. */
  readonly #memory = new Marks(SMALL_PAGE);
  #any = false;

  constructor(lineBytes: number) {
    this.#lineBytes = lineBytes;
  }

  /** Whether any byte ever went astray: if none did, nobody has to tell what happens. */
  get any(): boolean {
    return this.#any;
  }

  /** Whether a store that was just done in this cache, or past it, has put bytes where they were not meant to be. */
  isAstray(name: LineName, cache: Cache | undefined): boolean {
    const { physicalPage, meantPage = physicalPage } = name;
    if (physicalPage !== meantPage) return true;
    if (!cache?.hasVirtualTags) return false;
    return homeIn(cache, physicalPage) !== meantPage;
  }

  /** Something was just done with a line, in this cache or past it; a store is told with the bytes that it stored. */
  follow(name: LineName, cache: Cache | undefined, stored?: { at: number; n: number }): void {
    this.#any = true;
    if (cache) this.#carry(name, cache);
    if (stored) this.#store(name, cache, stored.at, stored.n);
  }

  /**
   * Whether the `n` bytes that were just loaded at `at` of a line, and are not the newest ones of the page that was meant,
   * are another page's: of its line, of its frame, or stored by who meant it. Else they are old bytes of the page itself.
   */
  isForeign(
    name: LineName,
    cache: Cache | undefined,
    at: number,
    n: number,
    bytes: Uint8Array,
    expected: Uint8Array,
    done: number,
  ): boolean {
    const { physicalPage, meantPage = physicalPage, line } = name;
    if ((cache ? homeIn(cache, physicalPage) : physicalPage) !== meantPage) return true;
    const marks = cache
      ? this.inSlot(cache, cache.effect.set, cache.effect.way)
      : this.inMemory(physicalPage, line);
    if (!marks) return false;
    for (let i = 0; i < n; i++)
      if (marks[at + i] === 1 && bytes[done + i] !== expected[done + i]) return true;
    return false;
  }

  /** The marks of a line that is held, 1 for each stray byte; undefined where there never was one. Those of an empty slot mean nothing. */
  inSlot(cache: Cache, set: number, way: number): Uint8Array | undefined {
    return this.#held.get(cache)?.of(set * cache.description.ways + way);
  }

  /** The marks of a line in memory. */
  inMemory(page: number, line: number): Uint8Array | undefined {
    const start = line * this.#lineBytes;
    return this.#memory.of(page)?.subarray(start, start + this.#lineBytes);
  }

  /** After a power cut what was found is the truth, whoever stored it. */
  forget(): void {
    this.#any = false;
    this.#held.clear();
    this.#memory.clear();
  }

  /** What the latest operation of a cache has moved takes its marks along. */
  #carry({ physicalPage, line }: LineName, cache: Cache): void {
    const { set, way, wroteBack, filled, otherPage, otherLine } = cache.effect;
    if (wroteBack) {
      this.#memory.copy(
        otherPage,
        otherLine * this.#lineBytes,
        this.#lineBytes,
        this.inSlot(cache, set, way),
      );
    }
    if (!filled) return;
    const came = this.inMemory(physicalPage, line);
    this.#marksOf(cache).copy(set * cache.description.ways + way, 0, this.#lineBytes, came);
  }

  /** Where a store put its bytes they are strays, or those are stored over that were there. */
  #store(name: LineName, cache: Cache | undefined, at: number, n: number): void {
    const { physicalPage, meantPage = physicalPage, line } = name;
    if (cache && cache.effect.way >= 0) {
      const { set, way } = cache.effect;
      const isStray = homeIn(cache, physicalPage) !== meantPage;
      this.#marksOf(cache).note(set * cache.description.ways + way, at, n, isStray);
    }
    if (cache && !cache.effect.wroteThrough) return;
    this.#memory.note(physicalPage, line * this.#lineBytes + at, n, physicalPage !== meantPage);
  }

  #marksOf(cache: Cache): Marks {
    let marks = this.#held.get(cache);
    if (!marks) {
      marks = new Marks(this.#lineBytes);
      this.#held.set(cache, marks);
    }
    return marks;
  }
}

/** The page of the line that the latest operation of a cache used; `otherwise`, where it used none. */
function homeIn(cache: Cache, otherwise: number): number {
  const { set, way } = cache.effect;
  return way < 0 ? otherwise : (cache.homeOf(set, way) ?? otherwise);
}

/** A mark for each byte of numbered pieces of memory, all of one size; a piece without marks has no room either. */
class Marks {
  readonly #bytes: number;
  readonly #pieces = new Map<number, Uint8Array>();

  constructor(bytes: number) {
    this.#bytes = bytes;
  }

  of(piece: number): Uint8Array | undefined {
    return this.#pieces.get(piece);
  }

  note(piece: number, at: number, length: number, isMarked: boolean): void {
    if (isMarked) this.#open(piece).fill(1, at, at + length);
    else this.of(piece)?.fill(0, at, at + length);
  }

  /** Gives `length` bytes the marks `from`, or none. */
  copy(piece: number, at: number, length: number, from: Uint8Array | undefined): void {
    if (from) this.#open(piece).set(from, at);
    else this.note(piece, at, length, false);
  }

  clear(): void {
    this.#pieces.clear();
  }

  #open(piece: number): Uint8Array {
    let marks = this.of(piece);
    if (!marks) {
      marks = new Uint8Array(this.#bytes);
      this.#pieces.set(piece, marks);
    }
    return marks;
  }
}
