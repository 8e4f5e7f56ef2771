/** First in, first out: the way that was filled longest ago leaves, however often it was used since. */
import { oldest, type Replacement } from './replacement.js';

export function fifo(sets: number, ways: number): Replacement {
  const filledAt = new Float64Array(sets * ways);
  let now = 0;
  return {
    used() {},
    filled(set, way) {
      filledAt[set * ways + way] = ++now;
    },
    victim: (set) => oldest(filledAt, set, ways),
  };
}
