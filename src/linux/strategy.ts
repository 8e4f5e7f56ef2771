/**
 * Coherence strategies of a kernel path, as plain data: what it does so that its own alias of a page and the user's
 * agree. How they are carried out is in dax-io.ts and run-scenario.ts.
 */
import { asTyped, type Problems } from '../units/problems.js';
import { completePlan, type FlushPlan, formatPlan } from './flush-plan.js';

/** `dax_io()` as it was: the direct map, and nothing else (fs/dax.c, Linux 4.3 to 4.9). */
export interface NoStrategy {
  readonly kind: 'none';
}

/** Cache maintenance around each access. */
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
}

/** The kernel reaches the page through a window at an address of the user's color, never through the direct map. */
export interface CongruentStrategy {
  readonly kind: 'congruent';
  /** `'user'`: the color of the user's address (of the file offset, where no user maps the page); or a fixed color. */
  readonly color: 'user' | number;
}

/**
 * The page is mapped past the cache: by everyone; or by the user alone, as ARM's make_coherent() does with a page that one
 * process maps twice (arch/arm/mm/fault-armv.c); or by the kernel alone.
 */
export interface UncachedStrategy {
  readonly kind: 'uncached';
  readonly who: 'both' | 'user' | 'kernel';
}

/** What a kernel path does for coherence. */
export type Strategy = NoStrategy | FlushPlanStrategy | CongruentStrategy | UncachedStrategy;

/** Whether an alias of the user's or of the kernel's is cached. */
export function isCachedUnder(strategy: Strategy, who: 'user' | 'kernel'): boolean {
  return strategy.kind !== 'uncached' || (strategy.who !== 'both' && strategy.who !== who);
}

/** A strategy in a few words. */
export function formatStrategy(strategy: Strategy): string {
  switch (strategy.kind) {
    case 'none':
      return 'none';
    case 'flush plan':
      return strategy.name ?? `${strategy.revokes ? 'revoke, ' : ''}flush plan ${formatPlan(strategy.plan)}`;
    case 'congruent':
      return strategy.color === 'user' ? 'congruent window' : `window of color ${strategy.color}`;
    case 'uncached':
      return strategy.who === 'both' ? 'uncached' : `uncached by the ${strategy.who} only`;
  }
}

/** A strategy that was stored or mailed, with all the points of its plan. Throws an InputError for a plan that is none. */
export function completeStrategy(strategy: Strategy): Strategy {
  return strategy?.kind === 'flush plan' ? { ...strategy, plan: completePlan(strategy.plan) } : strategy;
}

/** Adds to `problems` what keeps this from being a strategy on a machine of so many colors. */
export function checkStrategy(strategy: Strategy, colors: number, problems: Problems): void {
  switch (strategy?.kind) {
    case 'none':
      return;
    case 'flush plan':
      problems.collect(() => completePlan(strategy.plan));
      problems.unless(
        strategy.name === undefined || (typeof strategy.name === 'string' && strategy.name !== ''),
        `plan name ${asTyped(strategy.name)} is not a text`,
      );
      problems.unless(
        strategy.revokes === undefined || typeof strategy.revokes === 'boolean',
        `revokes ${asTyped(strategy.revokes)} is neither true nor false`,
      );
      return;
    case 'congruent': {
      const { color } = strategy;
      problems.unless(
        color === 'user' || (Number.isInteger(color) && color >= 0 && color < colors),
        `window color ${asTyped(color)} is not 'user' or a whole number below ${colors}`,
      );
      return;
    }
    case 'uncached':
      problems.unless(
        ['both', 'user', 'kernel'].includes(strategy.who),
        `uncached for ${asTyped(strategy.who)}: only 'both', 'user' or 'kernel' can be`,
      );
      return;
    default:
      problems.add(
        `strategy ${asTyped(strategy)} is none of none(), flushPlan({…}), congruent() and uncached()`,
      );
  }
}
