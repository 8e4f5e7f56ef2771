/**
 * Several cores, each with a data cache of its own before one memory, and what the caches do for each other: the snoops.
 *
 *     core 0 ── cache ──┐
 *                       ├── memory
 *     core 1 ── cache ──┘
 *
 * Hardware that snoops keeps one rule: before a core fetches a line, dirty copies that its snoop finds elsewhere are
 * written back; before it stores, copies elsewhere are written back and dropped. What a snoop finds depends on what it
 * carries. It never looks into the cache of the core that it comes from: two aliases there are software's business.
 */
import { asTyped, type Problems } from '../units/problems.js';
import { allOf } from '../units/words.js';
import { Cache, type LineName } from './cache.js';
import type { CacheDescription } from './cache-description.js';
import type { Memory } from './memory.js';

/**
 * What the caches of the cores are told of each other's accesses: nothing; the physical address and the virtual index,
 * so that copies of the same color are found (PA-RISC's coherence index); or the physical address alone, so that the
 * hardware has to look in every set that the page may lie in, and finds all copies.
 */
export type Snoops = 'none' | 'virtual index' | 'physical address';
export const SNOOPS = allOf<Snoops>({ none: true, 'virtual index': true, 'physical address': true });

/** How many cores there are, and what their snoops carry. */
export interface CoresDescription {
  /** From 1 to 8. */
  readonly count: number;
  readonly snoops: Snoops;
}

export const ONE_CORE: CoresDescription = Object.freeze({ count: 1, snoops: 'none' });
const MOST_CORES = 8;

/** A copy in the cache of another core. */
export interface ForeignCopy {
  readonly core: number;
  readonly set: number;
  readonly way: number;
}

export class Cores {
  readonly caches: readonly Cache[];
  readonly #snoops: Snoops;

  constructor(cache: CacheDescription, { count, snoops }: CoresDescription, memory: Memory) {
    this.caches = Array.from({ length: count }, () => new Cache(cache, memory));
    this.#snoops = snoops;
  }

  /** The copies that a snoop of this core finds in the caches of the others, by core, set and way. */
  foundBy(core: number, name: LineName): ForeignCopy[] {
    if (this.#snoops === 'none' || this.caches.length === 1) return [];
    const set = this.#snoops === 'virtual index' ? this.caches[core]!.setOf(name) : undefined;
    return this.caches.flatMap((cache, other) =>
      other === core
        ? []
        : cache.copiesOf(name.physicalPage, name.line, set).map((copy) => ({ core: other, ...copy })),
    );
  }
}

/** Adds to `problems` what keeps a machine from having such cores. */
export function checkCores(cores: CoresDescription, problems: Problems): void {
  const isData = problems.unless(
    typeof cores === 'object' && cores !== null,
    `cores ${asTyped(cores)} are not { count, snoops }`,
  );
  if (!isData) return;
  problems.unless(
    Number.isInteger(cores.count) && cores.count >= 1 && cores.count <= MOST_CORES,
    `${asTyped(cores.count)} cores: a machine has 1 to ${MOST_CORES}`,
  );
  problems.unless(
    SNOOPS.includes(cores.snoops),
    `snoops ${asTyped(cores.snoops)} carry none of ${SNOOPS.map((kind) => `'${kind}'`).join(', ')}`,
  );
}
