/** The page is mapped past the cache. */
import { asTyped } from '../../units/problems.js';
import { PLAIN, type StrategyKind } from './behavior.js';

/**
 * By everyone; or by the user alone, as ARM's make_coherent() does with a page that one process maps twice
 * (arch/arm/mm/fault-armv.c); or by the kernel alone.
 */
export interface UncachedStrategy {
  readonly kind: 'uncached';
  readonly who: 'both' | 'user' | 'kernel';
}

const SIDES: readonly unknown[] = ['both', 'user', 'kernel'];

export const uncached: StrategyKind<UncachedStrategy> = {
  typed: 'uncached()',
  fields: ['kind', 'who'],
  check({ who }, _colors, problems) {
    problems.unless(
      SIDES.includes(who),
      `uncached for ${asTyped(who)}: only 'both', 'user' or 'kernel' can be`,
    );
  },
  complete: (strategy) => strategy,
  words: ({ who }) => (who === 'both' ? 'uncached' : `uncached by the ${who} only`),
  behavior: (strategy) => ({
    ...PLAIN,
    caches: (who) => strategy.who !== 'both' && strategy.who !== who,
  }),
};
