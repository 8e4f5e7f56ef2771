/** What hardware does to the lines of an alias of its own accord, as it may at any time. */
import { type RangeStepOf, rangeStep } from './through-alias.js';

/** Lines leave the cache of hardware's own accord. */
export type EvictStep = RangeStepOf<'evict'>;
/** Lines come into the cache of hardware's own accord. */
export type FetchStep = RangeStepOf<'fetch'>;

/** Lines leave the cache: in a proof they may do so anyway. */
export const evict = rangeStep(
  'evict',
  ({ machine }, alias, at, length) => {
    machine.maintain('evict', alias, at, length);
    return {};
  },
  ({ alias }) => [{ may: 'be there', alias }],
);

/** A prefetcher, or a speculative load, brings lines in. */
export const fetch = rangeStep(
  'fetch',
  ({ machine }, alias, at, length) => {
    machine.fetch(alias, at, length);
    return {};
  },
  ({ alias }) => [{ may: 'fetch', alias }],
);
