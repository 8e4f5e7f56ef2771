/** The strategies that prices are asked of where none is named: what people would try. */
import {
  congruent,
  flushPlan,
  knownPlan,
  none,
  revoke,
  type StrategyChoice,
  uncached,
} from './strategies.js';

/**
 * As few flushes as suffice where nothing is speculative, each as weak as it may be: `prove()` says so, and that one less does not.
 * The mail has two of them.
 */
const FOUR_FLUSHES = flushPlan({
  beforeRead: { user: 'clean' },
  afterRead: { kernel: 'invalidate' },
  beforeWrite: { user: 'flush' },
  afterWrite: { kernel: 'flush' },
}).named('four flushes');

/** Nothing, the mail's plan, the page cache's, four flushes, a window, no cache, and taking the mapping away. */
export const USUAL_STRATEGIES: readonly StrategyChoice[] = [
  none(),
  knownPlan('the mail'),
  knownPlan('the page cache'),
  FOUR_FLUSHES,
  congruent(),
  uncached(),
  revoke(),
];

/** The same by name, without the page cache's: `dax_io()` goes past the page cache. */
export const NAMED_STRATEGIES: Readonly<Record<string, StrategyChoice>> = Object.freeze({
  none: none(),
  'the mail': knownPlan('the mail'),
  'four flushes': FOUR_FLUSHES,
  congruent: congruent(),
  uncached: uncached(),
  revoke: revoke(),
});
