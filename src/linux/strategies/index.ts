/** The coherence strategies, all of them, in one table. */
import { asTyped, type Problems } from '../../units/problems.js';
import { type Coverage, PLAIN, type StrategyBehavior, type StrategyKind } from './behavior.js';
import { congruent } from './congruent.js';
import { flushing } from './flushing.js';
import { none } from './none.js';
import { refuse } from './refuse.js';
import { uncached } from './uncached.js';

export type { Access, Care, CareAround, Coverage, StrategyBehavior, WindowRules } from './behavior.js';
export { type CongruentStrategy, checkWithout, PRECONDITIONS, type Precondition } from './congruent.js';
export type { FlushPlanStrategy } from './flushing.js';
export type { NoStrategy } from './none.js';
export type { RefuseStrategy } from './refuse.js';
export type { UncachedStrategy } from './uncached.js';

/** Every kind of strategy, under its name. */
const KINDS = { none, 'flush plan': flushing, congruent, uncached, refuse };

type StrategyOf<Kind> = Kind extends StrategyKind<infer S> ? S : never;

/** What a kernel path does for coherence. */
export type Strategy = StrategyOf<(typeof KINDS)[keyof typeof KINDS]>;

/** Each stands under the kind that its strategies say. */
const BY_KIND: { readonly [K in Strategy['kind']]: StrategyKind<Extract<Strategy, { kind: K }>> } = KINDS;

/** The kind of a strategy; undefined for what is none: stored data may be anything. */
function kindOf<S extends Strategy>(strategy: S): StrategyKind<S> | undefined {
  const kind: unknown = strategy?.kind;
  if (typeof kind !== 'string' || !Object.hasOwn(BY_KIND, kind)) return undefined;
  return BY_KIND[kind as Strategy['kind']] as unknown as StrategyKind<S>;
}

/** Adds to `problems` what keeps this from being a strategy on a machine of so many colors. */
export function checkStrategy(strategy: Strategy, colors: number, problems: Problems): void {
  const kind = kindOf(strategy);
  const typed = Object.values(BY_KIND).map((each) => each.typed);
  if (kind) kind.check(strategy, colors, problems);
  else problems.add(`strategy ${asTyped(strategy)} is none of ${typed.join(', ')}`);
}

/** A strategy that was stored or mailed, with all that may be left out. Throws an InputError for what cannot be completed. */
export function completeStrategy(strategy: Strategy): Strategy {
  return kindOf(strategy)?.complete(strategy) ?? strategy;
}

/** A strategy in a few words. */
export function formatStrategy(strategy: Strategy): string {
  return kindOf(strategy)!.words(strategy);
}

/** What a strategy, which must have passed {@link checkStrategy}, does on a path of the kernel's. */
export function behaviorOf(strategy: Strategy, path: Coverage = 'dax_io'): StrategyBehavior {
  const behavior = kindOf(strategy)!.behavior(strategy);
  return path === 'dax_io' || behavior.covers === 'every path' ? behavior : PLAIN;
}
