/** A cache in the fast core: it runs over the references in its memory, and counts come out. */
import { type CacheDescription, setsOf } from '../hardware/cache-description.js';
import { queueOf } from '../hardware/replacement/index.js';
import type { Convention } from './convention.js';
import { NO_COUNTS, type ReplayCounts } from './replay-counts.js';
import type { ReplayMemory } from './replay-memory.js';
import { type CoreLayout, TALLIES, tagCore } from './tag-core.js';
import { instanceOf } from './wasm-modules.js';
import { type WasmGlobal, type WasmMemory, wasm } from './web-assembly.js';

interface Core {
  readonly run: (count: number) => void;
  readonly tallies: readonly WasmGlobal[];
}

export class FastReplay {
  readonly #core: Core;
  readonly #lines: BigInt64Array;
  readonly #sums = TALLIES.map(() => 0);

  /** The cache must be one that {@link hasFastCore}. */
  constructor(cache: CacheDescription, convention: Convention, { memory }: ReplayMemory, layout: CoreLayout) {
    this.#core = coreOf(tagCore(cache, convention, layout), memory);
    this.#lines = new BigInt64Array(memory.buffer, layout.lines, setsOf(cache) * cache.ways);
  }

  /** Goes through the first `count` references of its memory. */
  run(count: number): void {
    this.#core.run(count);
    for (const [i, tally] of this.#core.tallies.entries()) {
      this.#sums[i]! += tally.value;
      tally.value = 0;
    }
  }

  counts(): ReplayCounts {
    const tallied = Object.fromEntries(TALLIES.map((name, i) => [name, this.#sums[i]!]));
    const dirtyAtEnd = dirtyWords(this.#lines);
    return Object.freeze({ ...NO_COUNTS, ...tallied, dirtyAtEnd });
  }

  /** Every line that the cache holds: its number in memory, and whether it is dirty; set by set, the first to leave last. */
  lines(): { readonly line: bigint; readonly dirty: boolean }[] {
    return Array.from(this.#lines)
      .filter((word) => word !== -1n)
      .map((word) => ({ line: BigInt.asUintN(63, word >> 1n), dirty: (word & 1n) === 1n }));
  }
}

/** How many of these words are of dirty lines: of an empty slot all bits are set, of a dirty line the lowest is. */
export function dirtyWords(lines: BigInt64Array): number {
  // By halves: a bigint for each of millions takes its time.
  const halves = new Int32Array(lines.buffer, lines.byteOffset, 2 * lines.length);
  let dirty = 0;
  for (let low = 0; low < halves.length; low += 2) {
    const isEmpty = halves[low] === -1 && halves[low + 1] === -1;
    if (!isEmpty) dirty += halves[low]! & 1;
  }
  return dirty;
}

/**
 * Whether there is a fast core for this cache: its policy is a queue, also where lines are invalidated, if they are. One way
 * leaves nothing to choose.
 */
export function hasFastCore(cache: CacheDescription, isInvalidated = false): boolean {
  const queue = queueOf(cache);
  const isQueue = queue !== undefined && (queue.outlivesInvalidation || !isInvalidated);
  return wasm !== undefined && (cache.ways === 1 || isQueue);
}

function coreOf(text: string, memory: WasmMemory): Core {
  const exports = instanceOf(text, { replay: { memory } });
  return {
    run: exports.run as Core['run'],
    tallies: TALLIES.map((name) => exports[name] as WasmGlobal),
  };
}
