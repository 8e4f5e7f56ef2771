/** Least recently used: the way that was touched longest ago leaves. */
import { oldest, type Replacement } from './replacement.js';

export function lru(sets: number, ways: number): Replacement {
  const touched = new Float64Array(sets * ways);
  let now = 0;
  return {
    used(set, way) {
      touched[set * ways + way] = ++now;
    },
    filled() {},
    victim: (set) => oldest(touched, set, ways),
  };
}
