/** All LRU caches of one line size in one pass over a trace, with any numbers of sets and ways; their counts are those of one by one. */
import { type CacheDescription, setsOf } from '../../hardware/cache-description.js';
import { queueOf } from '../../hardware/replacement/index.js';
import type { Convention } from '../convention.js';
import { ReferenceBatch, type References } from '../references.js';
import type { ReplayCounts } from '../replay-counts.js';
import { instanceOf } from '../wasm-modules.js';
import { WASM_PAGE, type WasmMemory, wasm } from '../web-assembly.js';
import { CLEAN, ENTRY, HISTOGRAMS, stackCore } from './stack-core.js';

/** The stacks of one number of sets. */
interface Stacks {
  readonly sets: number;
  /** How high each stack is: the most ways that are asked about. */
  readonly ways: number;
  readonly at: number;
  readonly out: number;
}

type RunStacks = (count: number, stacks: number, mask: number, ways: number, out: number) => void;

const ALIGNED = 64;

/** Whether the cache is one of a family: without write-allocate a smaller cache need not hold what a larger one does. */
export function isOfFamily(cache: CacheDescription): boolean {
  return (queueOf(cache)?.by === 'use' || cache.ways === 1) && cache.writeAllocate;
}

/** Whether its family can be sent through the stacks here. */
export function hasStacks(cache: CacheDescription): boolean {
  return wasm !== undefined && isOfFamily(cache);
}

export class LruFamily {
  /** Where a reader may put references. */
  readonly batch: ReferenceBatch;
  references = 0;
  readonly #caches: readonly CacheDescription[];
  readonly #memory: WasmMemory;
  readonly #stacks: readonly Stacks[];
  readonly #run: RunStacks;

  /** The caches must be ones that {@link hasStacks}, and have one line size. */
  constructor(caches: readonly CacheDescription[], convention: Convention, room: number) {
    this.#caches = caches;
    let end = 0;
    const place = (bytes: number) => {
      const start = Math.ceil(end / ALIGNED) * ALIGNED;
      end = start + bytes;
      return start;
    };
    const [words, size, kind] = [place(8 * room), place(2 * room), place(room)] as const;
    this.#stacks = [...new Set(caches.map(setsOf))].map((sets) => {
      const ways = Math.max(...caches.filter((cache) => setsOf(cache) === sets).map((cache) => cache.ways));
      const at = place(sets * ways * ENTRY);
      return { sets, ways, at, out: place(8 * HISTOGRAMS.length * (ways + 1)) };
    });
    this.#memory = new wasm!.Memory({ initial: Math.ceil(end / WASM_PAGE) });
    const { buffer } = this.#memory;
    for (const { sets, ways, at } of this.#stacks) {
      const entries = new Int32Array(buffer, at, (sets * ways * ENTRY) / 4);
      // No line has the number -1, and none that is not there is dirty.
      for (let entry = 0; entry < entries.length; entry += ENTRY / 4) {
        entries[entry] = entries[entry + 1] = -1;
        entries[entry + 2] = CLEAN;
      }
    }
    this.batch = new ReferenceBatch(room, {
      words: new Uint32Array(buffer, words, 2 * room),
      size: new Uint16Array(buffer, size, room),
      kind: new Uint8Array(buffer, kind, room),
    });
    const text = stackCore(caches[0]!.line, convention, { words, size, kind });
    this.#run = instanceOf(text, { replay: { memory: this.#memory } }).run as RunStacks;
  }

  /** Sends these references over all stacks, wherever they are. */
  feed(references: References): void {
    if (references.words.buffer === this.#memory.buffer) this.#feedBatch(references.count);
    else {
      for (let from = 0; from < references.count; ) {
        const taken = this.batch.take(references, from);
        this.#feedBatch(taken);
        from += taken;
      }
    }
  }

  /** The counts of each cache. */
  counts(): ReplayCounts[] {
    return this.#caches.map((cache) => this.#countsOf(cache));
  }

  #feedBatch(count: number): void {
    for (const { sets, ways, at, out } of this.#stacks) this.#run(count, at, sets - 1, ways, out);
    this.references += count;
  }

  #countsOf(cache: CacheDescription): ReplayCounts {
    const stacks = this.#stacks.find(({ sets }) => sets === setsOf(cache))!;
    const { ways } = cache;
    const histogram = (name: (typeof HISTOGRAMS)[number]) => this.#histogram(stacks, name);
    const all = (counts: readonly number[]) => counts.reduce((sum, n) => sum + n, 0);
    const missed = (name: 'reads' | 'writes' | 'touches') => all(histogram(name).slice(ways));
    const { held, dirty } = this.#held(stacks, ways);
    const isBack = cache.write === 'back';
    return Object.freeze({
      reads: all(histogram('reads')),
      writes: all(histogram('writes')),
      readMisses: missed('reads'),
      writeMisses: missed('writes'),
      // Every touch that missed brought a line, and what is not there at the end has left.
      evictions: missed('touches') - held,
      writebacks: isBack ? histogram('writebacks')[ways]! : 0,
      dirtyAtEnd: isBack ? dirty : 0,
    });
  }

  #histogram({ ways, out }: Stacks, name: (typeof HISTOGRAMS)[number]): number[] {
    const row = new BigUint64Array(
      this.#memory.buffer,
      out + 8 * HISTOGRAMS.indexOf(name) * (ways + 1),
      ways + 1,
    );
    return Array.from(row, Number);
  }

  /** How many lines a cache of so many ways holds, and how many of them are dirty. */
  #held({ sets, ways: height, at }: Stacks, ways: number): { held: number; dirty: number } {
    const entries = new Int32Array(this.#memory.buffer, at, (sets * height * ENTRY) / 4);
    let [held, dirty] = [0, 0];
    for (let set = 0; set < sets; set++) {
      for (let depth = 0; depth < ways; depth++) {
        const entry = ((set * height + depth) * ENTRY) / 4;
        if (entries[entry] === -1 && entries[entry + 1] === -1) break;
        held++;
        if (entries[entry + 2]! < ways) dirty++;
      }
    }
    return { held, dirty };
  }
}
