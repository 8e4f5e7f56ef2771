/** Random replacement from a seed: the same seed replaces the same ways, on every machine. */
import type { ReplacementPolicy } from './replacement.js';

export const random: ReplacementPolicy = {
  start(_sets, ways, seed) {
    // A 32-bit Weyl sequence through a mixing function (the "mulberry32" construction): small, seeded, portable.
    let state = seed | 0;
    const next = () => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
      return (mixed ^ (mixed >>> 14)) >>> 0;
    };
    return { used() {}, filled() {}, victim: () => Math.floor((next() / 2 ** 32) * ways) };
  },
};
