/** The page is mapped past the cache. */
import { asTyped } from '../../units/problems.js';
import { allOf, listed } from '../../units/words.js';
import { PLAIN, type StrategyKind } from './behavior.js';

/** Who reaches the page past the cache. */
export type Uncached = 'both' | 'user' | 'kernel';
export const UNCACHED = allOf<Uncached>({ both: true, user: true, kernel: true });

/**
 * By everyone; or by the user alone, as ARM's make_coherent() does with a page that one process maps twice
 * (arch/arm/mm/fault-armv.c); or by the kernel alone.
 */
export interface UncachedStrategy {
  readonly kind: 'uncached';
  readonly who: Uncached;
}

export const uncached: StrategyKind<UncachedStrategy> = {
  typed: 'uncached()',
  fields: ['kind', 'who'],
  check({ who }, _colors, problems) {
    problems.unless(
      UNCACHED.includes(who),
      `uncached for ${asTyped(who)}: only ${listed(UNCACHED, 'or')} can be`,
    );
  },
  complete: (strategy) => strategy,
  words: ({ who }) => (who === 'both' ? 'uncached' : `uncached by the ${who} only`),
  behavior: (strategy) => ({
    ...PLAIN,
    caches: (who) => strategy.who !== 'both' && strategy.who !== who,
  }),
};
