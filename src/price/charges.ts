/**
 * How often each cost is charged, and what that comes to. Counts times costs is all that a price is; nothing is estimated.
 *
 *     run, or two views ──▶ counts ──▶ charges ──× costs──▶ cycles
 */
import { COST_PARAMETERS, type Costs } from './costs.js';

/** How often each cost is charged; or, times costs, the cycles that go to it. */
export type Charges = Readonly<Record<keyof Costs, number>>;

/** Several of them together. */
export function sumOf(all: readonly Charges[]): Charges {
  return each((name) => all.reduce((sum, one) => sum + one[name], 0));
}

/** The cycles that go to each cost. */
export function cyclesOf(charges: Charges, costs: Costs): Charges {
  return each((name) => charges[name] * costs[name]);
}

/** All cycles. */
export function totalCycles(charges: Charges, costs: Costs): number {
  return COST_PARAMETERS.reduce((sum, { name }) => sum + charges[name] * costs[name], 0);
}

function each(value: (name: keyof Costs) => number): Charges {
  return Object.freeze(Object.fromEntries(COST_PARAMETERS.map(({ name }) => [name, value(name)]))) as Charges;
}
