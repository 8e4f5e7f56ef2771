/** What Linux chose in the end: no DAX where data alias. Where it is not refused, nothing is done for coherence. */
import { PLAIN, type StrategyKind } from './behavior.js';

/** DAX is refused where Linux of the story's release would refuse it. */
export interface RefuseStrategy {
  readonly kind: 'refuse';
}

export const refuse: StrategyKind<RefuseStrategy> = {
  typed: 'refuse()',
  fields: ['kind'],
  check() {},
  complete: (strategy) => strategy,
  words: () => 'refuse',
  behavior: () => ({ ...PLAIN, refusesAsLinuxDoes: true }),
};
