/**
 * What things cost, in cycles of the CPU: parameters with names and sources, to be replaced by those of the machine at hand. They are of a
 * first-level cache with memory close behind it; prices in this model compare strategies, they predict no machine.
 */
import { checkOptions } from '../units/options.js';
import { asTyped, type Problems } from '../units/problems.js';

/** Cycles of what is counted. */
export interface Costs {
  /** A load or store that hits, each line that it touches. */
  readonly hit: number;
  /** A line that comes from memory: until the CPU goes on. */
  readonly fill: number;
  /** A line that comes back after maintenance dropped it: what a flush leaves to be paid later. As much as a fill, where nothing is said. */
  readonly refill: number;
  /** A line that goes to memory, evicted or by cache maintenance. */
  readonly writeBack: number;
  /** A store that goes to memory by itself. */
  readonly writeThrough: number;
  /** A word of up to eight bytes past the cache. */
  readonly uncachedRead: number;
  readonly uncachedWrite: number;
  /** A cache maintenance instruction for one line, whether it finds one or not; what it writes back comes on top. */
  readonly cleanLine: number;
  readonly invalidateLine: number;
  readonly flushLine: number;
  /** The TLB entry of a page, which has to go before its translation can change. */
  readonly tlbInvalidate: number;
  /** A translation that is set: a window that is opened, or a mapping that a fault brings back. */
  readonly windowSetUp: number;
  /** The wait at the end of a write until everything has reached memory. */
  readonly barrier: number;
  /** A page fault that brings a mapping back, besides the translation. */
  readonly fault: number;
}

/** A parameter of the prices, with what it rests on. */
export interface CostParameter {
  readonly name: keyof Costs;
  readonly cycles: number;
  readonly source: string;
}

/** W. Stallings, Computer Organization and Architecture, 9th edition, Pearson 2013, table 14.2. */
const A8 = 'Cortex-A8 (Stallings 2013, table 14.2)';
/** O. Endo, Renesas SH Instruction Set Summary: what SH-4 takes from the issue of an instruction to its end. */
const SH4 = 'of SH-4 (sh_insns: issue 1';
const LOOP = 'assumed: instruction and step of a loop over lines';
const DEFERRED = 'assumed: as a write-back, one buffered write';

/** The parameters that prices are made with, where nothing else is said. */
export const COST_PARAMETERS: readonly CostParameter[] = Object.freeze([
  { name: 'hit', cycles: 1, source: 'assumed: a pipeline takes one access a cycle' },
  { name: 'fill', cycles: 25, source: `until the first word is there, at least: ${A8}` },
  { name: 'refill', cycles: 25, source: 'assumed: as a fill' },
  { name: 'writeBack', cycles: 8, source: `store buffer full, at least: ${A8}` },
  { name: 'writeThrough', cycles: 8, source: DEFERRED },
  { name: 'uncachedRead', cycles: 25, source: 'assumed: as long as a fill’s first word takes' },
  { name: 'uncachedWrite', cycles: 8, source: DEFERRED },
  { name: 'cleanLine', cycles: 2, source: `${LOOP}, as OCBWB ${SH4}, latency 1 to 5)` },
  { name: 'invalidateLine', cycles: 2, source: `${LOOP}, as OCBI ${SH4}, latency 1 to 2)` },
  { name: 'flushLine', cycles: 2, source: `${LOOP}, as OCBP ${SH4}, latency 1 to 5)` },
  {
    name: 'tlbInvalidate',
    cycles: 24,
    source: `assumed: a table walk: ${A8}; INVLPG takes 25 (Pentium Instruction Set Reference)`,
  },
  { name: 'windowSetUp', cycles: 24, source: `assumed: a table walk: ${A8}` },
  { name: 'barrier', cycles: 8, source: 'assumed: until the last buffered write is through' },
  { name: 'fault', cycles: 1000, source: 'assumed: entry, a walk through the mappings, exit' },
]);

export const USUAL_COSTS: Costs = Object.freeze(
  Object.fromEntries(COST_PARAMETERS.map(({ name, cycles }) => [name, cycles])),
) as unknown as Costs;

/** The usual costs with some replaced; a refill costs what a fill does, unless it is named. Adds to `problems` what is no cost. */
export function completeCosts(costs: Partial<Costs>, problems: Problems): Costs {
  const names = COST_PARAMETERS.map(({ name }) => name);
  if (!checkOptions(costs, names, 'costs', problems)) return USUAL_COSTS;
  const named = Object.entries(costs).filter(([, cycles]) => cycles !== undefined);
  for (const [name, cycles] of named) {
    const isCost = typeof cycles === 'number' && cycles >= 0 && Number.isFinite(cycles);
    problems.unless(isCost, `cost ${name} ${asTyped(cycles)} is not a number of cycles`);
  }
  const refill = costs.refill ?? costs.fill ?? USUAL_COSTS.refill;
  return { ...USUAL_COSTS, ...Object.fromEntries(named), refill };
}

/** The costs that have to be named to get these: `completeCosts()` makes them of it again. */
export function replacedCosts(costs: Costs): Partial<Costs> {
  const named = COST_PARAMETERS.filter(({ name, cycles }) =>
    name === 'refill' ? costs.refill !== costs.fill : costs[name] !== cycles,
  );
  return Object.fromEntries(named.map(({ name }) => [name, costs[name]]));
}
