/** What is asked of two views. */
import type { LinuxDescription } from '../../linux/linux-description.js';
import type { MachineDescription } from '../../linux/machine-description.js';
import type { Strategy } from '../../linux/strategies/index.js';

/** A call that is made again and again. */
export interface KernelCalls {
  /** read() copies out of the page, write() into it; `'both'`: in turn. */
  readonly rw: 'read' | 'write' | 'both';
  /** Bytes, a power of two up to 4 KiB: those around the byte that the program used last. */
  readonly length: number;
  /** References of the program between two calls. */
  readonly every: number;
}

/** Two views, as plain data. */
export interface TwoViewsDescription {
  readonly trace: string;
  readonly machine: MachineDescription;
  readonly linux: LinuxDescription;
  /** Colors that the kernel's view is on from the program's; a window has a color of its own. */
  readonly difference: number;
  readonly strategy: Strategy;
  /** Strategies that are asked about besides it, side by side. */
  readonly others?: readonly Strategy[];
  readonly calls: KernelCalls;
  /** Bytes of memory that the program may use. */
  readonly window: number;
}
