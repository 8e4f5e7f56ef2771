/** Least recently used: the way that was touched longest ago leaves. */
import { oldest, type ReplacementPolicy } from './replacement.js';

export const lru: ReplacementPolicy = {
  start(sets, ways) {
    const touched = new Float64Array(sets * ways);
    let now = 0;
    return {
      used(set, way) {
        touched[set * ways + way] = ++now;
      },
      filled() {},
      victim: (set) => oldest(touched, set, ways),
    };
  },
  queue: { by: 'use', outlivesInvalidation: true },
};
