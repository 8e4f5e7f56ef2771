/**
 * Tree pseudo-LRU: a binary tree of one-bit arrows a set, over a power of two of ways.
 *
 *            [1]          each arrow points to the half that was touched longer ago;
 *          /     \        a use turns the arrows on its path away from itself;
 *        [2]     [3]      the victim is where the arrows lead
 *        / \     / \
 *      w0  w1  w2  w3
 */
import { isPowerOfTwo } from '../../units/size.js';
import type { ReplacementPolicy } from './replacement.js';

export const plru: ReplacementPolicy = {
  start(sets, ways) {
    const arrows = new Uint8Array(sets * ways);
    return {
      used(set, way) {
        for (let node = ways + way; node > 1; node >>= 1) {
          const cameFromRight = node & 1;
          arrows[set * ways + (node >> 1)] = cameFromRight ? 0 : 1;
        }
      },
      filled() {},
      victim(set) {
        let node = 1;
        while (node < ways) node = 2 * node + arrows[set * ways + node]!;
        return node - ways;
      },
    };
  },
  refuses: (ways) =>
    isPowerOfTwo(ways) ? undefined : `a PLRU tree needs a power of two of ways, not ${ways}`,
};
