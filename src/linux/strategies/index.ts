/** The coherence strategies, all of them: a kind that has no file here does not compile. */
import { checkNames } from '../../units/options.js';
import { asTyped, type Problems } from '../../units/problems.js';
import { type Coverage, PLAIN, type StrategyBehavior, type StrategyKind } from './behavior.js';
import { type CongruentStrategy, congruent } from './congruent.js';
import { type FlushPlanStrategy, flushing } from './flushing.js';
import { type NoStrategy, none } from './none.js';
import { type RefuseStrategy, refuse } from './refuse.js';
import { type UncachedStrategy, uncached } from './uncached.js';

export type { Access, Care, CareAround, Coverage, StrategyBehavior, WindowRules } from './behavior.js';
export { type CongruentStrategy, checkWithout, PRECONDITIONS, type Precondition } from './congruent.js';
export type { FlushPlanStrategy } from './flushing.js';
export type { NoStrategy } from './none.js';
export type { RefuseStrategy } from './refuse.js';
export { UNCACHED, type Uncached, type UncachedStrategy } from './uncached.js';

/** What a kernel path does for coherence. */
export type Strategy = NoStrategy | FlushPlanStrategy | CongruentStrategy | UncachedStrategy | RefuseStrategy;

const KINDS: { readonly [K in Strategy['kind']]: StrategyKind<Extract<Strategy, { kind: K }>> } = {
  none,
  'flush plan': flushing,
  congruent,
  uncached,
  refuse,
};

/** The kind of a strategy; undefined for what is none: stored data may be anything. */
function kindOf<S extends Strategy>(strategy: S): StrategyKind<S> | undefined {
  const kind: unknown = strategy?.kind;
  if (typeof kind !== 'string' || !Object.hasOwn(KINDS, kind)) return undefined;
  return KINDS[kind as Strategy['kind']] as unknown as StrategyKind<S>;
}

/** Adds to `problems` what keeps this from being a strategy on a machine of so many colors. */
export function checkStrategy(strategy: Strategy, colors: number, problems: Problems): void {
  const kind = kindOf(strategy);
  const typed = Object.values(KINDS).map((each) => each.typed);
  if (kind) {
    checkNames(strategy, kind.fields, kind.typed, problems);
    kind.check(strategy, colors, problems);
  } else problems.add(`strategy ${asTyped(strategy)} is none of ${typed.join(', ')}`);
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
