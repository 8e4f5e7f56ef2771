/**
 * Round robin: a pointer a set, which names the next victim and steps on at every replacement. It differs from FIFO
 * once lines were invalidated, because a fill of an empty way does not move it (as in the ARM9 family).
 */
import type { ReplacementPolicy } from './replacement.js';

export const roundRobin: ReplacementPolicy = {
  start(sets, ways) {
    const next = new Int32Array(sets);
    return {
      used() {},
      filled() {},
      victim(set) {
        const way = next[set]!;
        next[set] = (way + 1) % ways;
        return way;
      },
    };
  },
  queue: { by: 'arrival', outlivesInvalidation: false },
};
