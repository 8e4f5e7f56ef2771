/** What cycles go to, in a few parts that a picture can tell apart, and the parameters behind them: none is hidden. */
import { table } from 'arquero';
import type { Charges } from '../price/charges.js';
import { COST_PARAMETERS, type Costs } from '../price/costs.js';
import type { Table } from './arquero-table.js';
import { WORK } from './palette.js';

/** What the parts of a price are called. */
export type PartName =
  | 'hits'
  | 'fills'
  | 'refills'
  | 'write-backs'
  | 'past the cache'
  | 'maintenance'
  | 'mappings'
  | 'barriers';

/** A part of a price: the parameters that it is made of. */
export interface CostPart {
  readonly part: PartName;
  readonly parameters: readonly (keyof Costs)[];
  readonly color: string;
  readonly shape: string;
}

export const COST_PARTS: readonly CostPart[] = [
  { part: 'hits', parameters: ['hit'], ...WORK.hits },
  { part: 'fills', parameters: ['fill'], ...WORK.fills },
  { part: 'refills', parameters: ['refill'], ...WORK.refills },
  { part: 'write-backs', parameters: ['writeBack', 'writeThrough'], ...WORK.writeBacks },
  { part: 'past the cache', parameters: ['uncachedRead', 'uncachedWrite'], ...WORK.pastTheCache },
  {
    part: 'maintenance',
    parameters: ['cleanLine', 'invalidateLine', 'flushLine'],
    ...WORK.maintenance,
  },
  { part: 'mappings', parameters: ['tlbInvalidate', 'windowSetUp', 'fault'], ...WORK.mappings },
  { part: 'barriers', parameters: ['barrier'], ...WORK.barriers },
];

/** What was counted for each parameter, as a column is called. */
export const COUNTED: Readonly<Record<keyof Costs, string>> = {
  hit: 'hits',
  fill: 'fills',
  refill: 'refills',
  writeBack: 'write-backs',
  writeThrough: 'write-throughs',
  uncachedRead: 'uncached loads',
  uncachedWrite: 'uncached stores',
  cleanLine: 'cleans',
  invalidateLine: 'invalidates',
  flushLine: 'flushes',
  tlbInvalidate: 'TLB invalidations',
  windowSetUp: 'mappings set',
  barrier: 'barriers',
  fault: 'faults',
};

/** The cycles of one part. */
export function cyclesOfPart({ parameters }: CostPart, cycles: Charges): number {
  return parameters.reduce((sum, name) => sum + cycles[name], 0);
}

/** A row a parameter: name, cycles, whether the usual value was replaced, and where that comes from. */
export function parameterTable(costs: Costs): Table {
  const replaced = COST_PARAMETERS.map(({ name, cycles }) => costs[name] !== cycles);
  return table({
    parameter: COST_PARAMETERS.map(({ name }) => name),
    cycles: COST_PARAMETERS.map(({ name }) => costs[name]),
    replaced: replaced.map((was, i) => (was ? `was ${COST_PARAMETERS[i]!.cycles}` : '')),
    source: COST_PARAMETERS.map(({ source }, i) => (replaced[i] ? 'as given' : source)),
  });
}

/** All parameters in a line; those that were replaced say what they were. */
export function parameterLine(costs: Costs): string {
  const each = COST_PARAMETERS.map(({ name, cycles }) => {
    const was = costs[name] === cycles ? '' : ` (was ${cycles})`;
    return `${name} ${costs[name]}${was}`;
  });
  return `cycles: ${each.join(' · ')}`;
}
