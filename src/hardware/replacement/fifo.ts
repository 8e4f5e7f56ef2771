/** First in, first out: the way that was filled longest ago leaves, however often it was used since. */
import { oldest, type ReplacementPolicy } from './replacement.js';

export const fifo: ReplacementPolicy = {
  start(sets, ways) {
    const filledAt = new Float64Array(sets * ways);
    let now = 0;
    return {
      used() {},
      filled(set, way) {
        filledAt[set * ways + way] = ++now;
      },
      victim: (set) => oldest(filledAt, set, ways),
    };
  },
  queue: { by: 'arrival', outlivesInvalidation: true },
};
