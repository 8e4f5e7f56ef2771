/** What is asked of two views. */
import type { Costs } from '../../linux/costs.js';
import type { MachineDescription } from '../../linux/machine-description.js';
import type { Strategy } from '../../linux/strategies/index.js';
import type { KernelCalls } from './kernel-calls.js';

/** Two views, as plain data. */
export interface TwoViewsDescription {
  readonly trace: string;
  readonly machine: MachineDescription;
  /** Colors that the kernel's view is on from the program's. */
  readonly difference: number;
  readonly strategy: Strategy;
  /** Strategies that are asked about besides it, side by side. */
  readonly others?: readonly Strategy[];
  readonly calls: KernelCalls;
  readonly costs: Costs;
  /** Bytes of memory that the program may use. */
  readonly window: number;
}
