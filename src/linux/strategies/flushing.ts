/** Cache maintenance around each access of the kernel's, as a plan says; and revocation, which also takes the mapping away. */
import { asTyped } from '../../units/problems.js';
import { listed } from '../../units/words.js';
import { COVERAGES, type Coverage, PLAIN, type StrategyKind } from './behavior.js';
import { careOf, completePlan, type FlushPlan, formatPlan } from './flush-plan.js';

/** A plan, and which paths of the kernel keep to it. */
export interface FlushPlanStrategy {
  readonly kind: 'flush plan';
  readonly plan: FlushPlan;
  /** What tables and pictures call it; its points, where it has no name. */
  readonly name?: string;
  /**
   * The user's mapping is taken away for the time of the access, so that neither the user nor a speculative fetch can
   * touch its lines. A single run never has the user act in the midst of dax_io(); a proof has.
   */
  readonly revokes?: boolean;
  /** Left out, every path that reaches a page through the kernel's alias: zeroing at a fault, truncation, copies. */
  readonly covers?: Coverage;
}

export const flushing: StrategyKind<FlushPlanStrategy> = {
  typed: 'flushPlan({…}), revoke()',
  fields: ['kind', 'plan', 'name', 'revokes', 'covers'],
  check({ plan, name, revokes, covers }, _colors, problems) {
    problems.collect(() => completePlan(plan));
    problems.unless(
      name === undefined || (typeof name === 'string' && name !== ''),
      `plan name ${asTyped(name)} is not a text`,
    );
    problems.unless(
      revokes === undefined || typeof revokes === 'boolean',
      `revokes ${asTyped(revokes)} is neither true nor false`,
    );
    problems.unless(
      covers === undefined || COVERAGES.includes(covers),
      `covers ${asTyped(covers)} is neither ${listed(COVERAGES, 'nor')}`,
    );
  },
  complete: (strategy) => ({ ...strategy, plan: completePlan(strategy.plan) }),
  words({ plan, name, revokes, covers }) {
    const what = name ?? `${revokes ? 'revoke, ' : ''}flush plan ${formatPlan(plan)}`;
    return covers === 'dax_io' ? `${what}, in dax_io() only` : what;
  },
  behavior: (strategy) => ({
    ...PLAIN,
    around: (access) => careOf(strategy.plan, access),
    takesMappingsAway: strategy.revokes === true,
    covers: strategy.covers ?? 'every path',
  }),
};
