/** No care at all: the direct map, and nothing else. */
import { PLAIN, type StrategyKind } from './behavior.js';

/** `dax_io()` as it was (fs/dax.c, Linux 4.3 to 4.9). */
export interface NoStrategy {
  readonly kind: 'none';
}

export const none: StrategyKind<NoStrategy> = {
  typed: 'none()',
  fields: ['kind'],
  check() {},
  complete: (strategy) => strategy,
  words: () => 'none',
  behavior: () => PLAIN,
};
