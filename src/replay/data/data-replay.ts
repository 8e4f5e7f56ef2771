/** A cache with its data in the fast core: accesses go in, what became of them comes out. */
import { type CacheDescription, setsOf } from '../../hardware/cache-description.js';
import { SMALL_PAGE } from '../../units/address.js';
import { BATCH, ReferenceBatch } from '../references.js';
import { instanceOf } from '../wasm-modules.js';
import { WASM_PAGE, type WasmGlobal, type WasmMemory, wasm } from '../web-assembly.js';
import { DATA_TALLIES, type DataCounts, type DataTallies, noTallies } from './accesses.js';
import { dataCore } from './data-core.js';
import {
  type DataLayout,
  slotBits,
  TLB_BASE,
  TLB_BYTES,
  TLB_ENTRIES,
  TLB_TAG,
  tlbEntry,
} from './data-core-text.js';
import type { Placement } from './placement.js';

/** A page of memory, and the oracle's page behind it. */
const FRAME = 2 * SMALL_PAGE;
const ALIGNED = 64;
/** No page of 64-bit addresses has this number. */
const NO_PAGE = 2 ** 32 - 1;

export class DataReplay {
  /** Where accesses go, to be run. */
  readonly batch: ReferenceBatch;
  readonly #cache: CacheDescription;
  readonly #placement: Placement;
  readonly #memory: WasmMemory;
  readonly #layout: DataLayout;
  readonly #frames: number;
  readonly #run: (count: number) => void;
  readonly #exported: Readonly<Record<string, WasmGlobal>>;
  readonly #tallies: DataTallies = noTallies();
  /** The tag of a virtually tagged cache: a number for each virtual page. */
  readonly #tags = new Map<number, number>();

  /** Room for so many pages of physical memory; the operating system gives them when they are touched. The cache must be one that `hasFastCore`. */
  constructor(cache: CacheDescription, placement: Placement, pages: number, room = BATCH) {
    this.#cache = cache;
    this.#placement = placement;
    const slots = setsOf(cache) * cache.ways;
    let end = 0;
    const place = (bytes: number) => {
      const start = Math.ceil(end / ALIGNED) * ALIGNED;
      end = start + bytes;
      return start;
    };
    this.#layout = {
      words: place(8 * room),
      size: place(2 * room),
      kind: place(room),
      tlb: place(TLB_BYTES * TLB_ENTRIES),
      lines: place(8 * slots),
      homes: place(4 * slots),
      // The last piece of a line may be looked at beyond its end.
      data: place(cache.size + 8),
    };
    this.#frames = Math.ceil(end / SMALL_PAGE) * SMALL_PAGE;
    this.#memory = new wasm!.Memory({ initial: Math.ceil((this.#frames + FRAME * (pages + 1)) / WASM_PAGE) });
    const { buffer } = this.#memory;
    const { words, size, kind } = this.#layout;
    this.batch = new ReferenceBatch(room, {
      words: new Uint32Array(buffer, words, 2 * room),
      size: new Uint16Array(buffer, size, room),
      kind: new Uint8Array(buffer, kind, room),
    });
    this.#clear();
    const exports = instanceOf(dataCore(cache, this.#layout), {
      replay: {
        memory: this.#memory,
        walk: (low, high) => {
          this.#walk((high! >>> 0) * 2 ** 32 + (low! >>> 0));
          return undefined;
        },
      },
    });
    this.#run = exports.run as (count: number) => void;
    this.#exported = exports as Record<string, WasmGlobal>;
  }

  /** Runs the first `count` accesses of the batch. */
  run(count: number): void {
    this.#run(count);
    for (const name of DATA_TALLIES) {
      const tally = this.#exported[name]!;
      this.#tallies[name] += tally.value;
      tally.value = 0;
    }
  }

  counts(): DataCounts {
    return Object.freeze({ ...this.#tallies });
  }

  /** How many lines are dirty: empty slots are clean. */
  get dirtyLines(): number {
    const { lines } = this.#layout;
    const slots = setsOf(this.#cache) * this.#cache.ways;
    const bits = BigInt(slotBits(this.#cache));
    let dirty = 0;
    for (const word of new BigInt64Array(this.#memory.buffer, lines, slots)) {
      if (word >> (bits + 1n) !== -1n && (word & 1n) === 1n) dirty++;
    }
    return dirty;
  }

  /** Every line that the cache holds: its set, where its bytes belong, whether it is dirty, and the bytes. */
  lines() {
    const { lines, homes, data } = this.#layout;
    const { ways, line } = this.#cache;
    const { buffer } = this.#memory;
    const slots = setsOf(this.#cache) * ways;
    const words = new BigInt64Array(buffer, lines, slots);
    const home = new Uint32Array(buffer, homes, slots);
    const bits = BigInt(slotBits(this.#cache));
    return [...words].flatMap((word, i) => {
      if (word >> (bits + 1n) === -1n) return [];
      const set = Math.floor(i / ways);
      const slot = set * ways + Number((word >> 1n) & ((1n << bits) - 1n));
      const at = home[slot]! - this.#frames;
      return {
        set,
        homePage: Math.floor(at / FRAME),
        line: (at % FRAME) / line,
        dirty: (word & 1n) === 1n,
        bytes: new Uint8Array(buffer, data + slot * line, line).slice(),
      };
    });
  }

  /** A page of memory, and what it should be. */
  page(physicalPage: number): { readonly memory: Uint8Array; readonly oracle: Uint8Array } {
    const at = this.#frames + physicalPage * FRAME;
    const { buffer } = this.#memory;
    return {
      memory: new Uint8Array(buffer, at, SMALL_PAGE).slice(),
      oracle: new Uint8Array(buffer, at + SMALL_PAGE, SMALL_PAGE).slice(),
    };
  }

  /** Fills the entry of the lookaside buffer for this page. */
  #walk(virtualPage: number): void {
    const { physicalPage, isUncached } = this.#placement.of(virtualPage);
    const base = this.#frames + physicalPage * FRAME;
    const entry = tlbEntry(virtualPage % 2 ** 32) * TLB_BYTES;
    const words = new Uint32Array(this.#memory.buffer, this.#layout.tlb + entry, TLB_BYTES / 4);
    words[0] = virtualPage % 2 ** 32;
    words[1] = Math.floor(virtualPage / 2 ** 32);
    const tag = this.#cache.organization === 'VIVT' ? this.#tagOf(virtualPage) : physicalPage;
    // At its place in a word: above line in the page, slot and dirty bit.
    const inWord = tag * 2 ** (Math.log2(SMALL_PAGE / this.#cache.line) + slotBits(this.#cache) + 1);
    words[TLB_TAG / 4] = inWord % 2 ** 32;
    words[TLB_TAG / 4 + 1] = Math.floor(inWord / 2 ** 32);
    words[TLB_BASE / 4] = base + (isUncached ? 1 : 0);
  }

  #tagOf(virtualPage: number): number {
    const tag = this.#tags.get(virtualPage) ?? this.#tags.size;
    this.#tags.set(virtualPage, tag);
    return tag;
  }

  #clear(): void {
    const { tlb, lines } = this.#layout;
    const { buffer } = this.#memory;
    new Uint32Array(buffer, tlb, (TLB_BYTES * TLB_ENTRIES) / 4).fill(NO_PAGE);
    const bits = BigInt(slotBits(this.#cache));
    const empty = -1n << (bits + 1n);
    const words = new BigInt64Array(buffer, lines, setsOf(this.#cache) * this.#cache.ways);
    for (let i = 0; i < words.length; i++) words[i] = empty | (BigInt(i % this.#cache.ways) << 1n);
  }
}
