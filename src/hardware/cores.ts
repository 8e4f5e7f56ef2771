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
import type { Agent } from './agents.js';
import type { LineName } from './cache.js';

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

/** A copy in the data cache of another core. */
export interface CopyElsewhere {
  /** The number of the data port, which is that of its core. */
  readonly agent: number;
  readonly set: number;
  readonly way: number;
}

const NOTHING: readonly CopyElsewhere[] = [];

/** What the data ports among these agents are told of each other's accesses. */
export class Snooping {
  /** Whether any snoop finds anything at all. */
  readonly isOn: boolean;
  readonly #snoops: Snoops;
  readonly #agents: readonly Agent[];

  constructor({ count, snoops }: CoresDescription, agents: readonly Agent[]) {
    this.isOn = snoops !== 'none' && count > 1;
    this.#snoops = snoops;
    this.#agents = agents;
  }

  /**
   * The copies that a snoop of this agent finds in the data caches of others, by core, set and way. A device that is coherent
   * is compared with all of them by its physical address.
   */
  foundBy(agent: number, name: LineName): readonly CopyElsewhere[] {
    const { port, cache: own, coherent } = this.#agents[agent]!;
    const isSnooping = port === 'data' ? this.isOn : coherent === true;
    if (!isSnooping) return NOTHING;
    const set = own && this.#snoops === 'virtual index' ? own.setOf(name) : undefined;
    return this.#agents.flatMap(({ port, cache }, other) => {
      if (other === agent || port !== 'data' || !cache) return [];
      return cache.copiesOf(name.physicalPage, name.line, set).map((copy) => ({ agent: other, ...copy }));
    });
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
