/**
 * What things cost, in cycles of the CPU: parameters with names and sources, to be replaced by those of the machine at hand. They are of a
 * first-level cache with memory close behind it; prices in this model compare strategies, they predict no machine.
 */
import { checkOptions } from '../units/options.js';
import { asTyped, type Problems } from '../units/problems.js';

export interface Costs {
  /** A load or store that hits, each line that it touches. */
  readonly hit: number;
  /** A line that comes from memory: until the CPU goes on. */
  readonly fill: number;
  /** A line that goes to memory, evicted or by cache maintenance. */
  readonly writeBack: number;
  /** A store that goes to memory by itself. */
  readonly writeThrough: number;
  /** A word of up to eight bytes past the cache. */
  readonly uncachedRead: number;
  readonly uncachedWrite: number;
  /** A cache maintenance instruction for one line, whether it finds one or not. */
  readonly maintainLine: number;
  /** Mapping a page anew: the page table entry, and the TLB entry that has to go. */
  readonly remapPage: number;
  /** A page fault that brings a mapping back. */
  readonly fault: number;
}

export interface CostParameter {
  readonly name: keyof Costs;
  readonly cycles: number;
  readonly source: string;
}

/** W. Stallings, Computer Organization and Architecture, 9th edition, Pearson 2013, table 14.2. */
const A8 = 'Cortex-A8 (Stallings 2013, table 14.2)';

export const COST_PARAMETERS: readonly CostParameter[] = Object.freeze([
  { name: 'hit', cycles: 1, source: 'assumed: a pipeline takes one access a cycle' },
  { name: 'fill', cycles: 25, source: `until the first word is there, at least: ${A8}` },
  { name: 'writeBack', cycles: 8, source: `store buffer full, at least: ${A8}` },
  { name: 'writeThrough', cycles: 8, source: 'assumed: as a write-back, one buffered write' },
  { name: 'uncachedRead', cycles: 25, source: 'assumed: as long as a fill’s first word takes' },
  { name: 'uncachedWrite', cycles: 8, source: 'assumed: as a write-back, one buffered write' },
  { name: 'maintainLine', cycles: 2, source: 'assumed: address and instruction of a loop over lines' },
  { name: 'remapPage', cycles: 48, source: `assumed: two table walks of 24: ${A8}` },
  { name: 'fault', cycles: 1000, source: 'assumed: entry, a walk through the mappings, exit' },
]);

export const USUAL_COSTS: Costs = Object.freeze(
  Object.fromEntries(COST_PARAMETERS.map(({ name, cycles }) => [name, cycles])),
) as unknown as Costs;

/** The usual costs with some replaced. Adds to `problems` what is no cost. */
export function completeCosts(costs: Partial<Costs>, problems: Problems): Costs {
  const names = COST_PARAMETERS.map(({ name }) => name);
  if (!checkOptions(costs, names, 'costs', problems)) return USUAL_COSTS;
  for (const [name, cycles] of Object.entries(costs)) {
    const isCost =
      cycles === undefined || (typeof cycles === 'number' && cycles >= 0 && Number.isFinite(cycles));
    problems.unless(isCost, `cost ${name} ${asTyped(cycles)} is not a number of cycles`);
  }
  return { ...USUAL_COSTS, ...costs };
}
