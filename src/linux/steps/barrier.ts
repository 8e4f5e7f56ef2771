/** A barrier completes the writes on their way to persistent memory: whoever waits for it takes the range to be safe. */
import { type RangeStepOf, rangeStep } from './through-alias.js';

/** A barrier after which a range is taken to be safe. */
export type BarrierStep = RangeStepOf<'barrier'>;

export const barrier = rangeStep(
  'barrier',
  ({ machine }, alias, at, length) => {
    machine.barrier(alias, at, length);
    return {};
  },
  ({ alias }) => [{ may: 'barrier', alias }],
);
