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
  /** Left out, every path that reaches a page through the kernel's alias: zeroing at a fault, truncation, copies. */
  readonly covers?: Coverage;
}

/**
 * What a congruent window takes for granted, and what goes wrong without it (facts: MIPS, SH, ARM, PA-RISC, sparc64, xtensa
 * and nds32 each hold most of these; see the port's `kmap_coherent()` or its like):
 * - `whole index`: colors are counted over the whole way, not over fewer bytes;
 * - `no other alias`: every kernel path uses the window, and none the direct map;
 * - `flush before reuse`: on virtual tags, a slot's lines go before it leads to another page;
 * - `TLB invalidated`: the old translation goes when a slot is pointed elsewhere;
 * - `preemption disabled`: no other task of this CPU opens the slot while it is in use;
 * - `page faults disabled`: a copy that faults closes the slot before it sleeps, and is tried again.
 */
export type Precondition =
  | 'whole index'
  | 'no other alias'
  | 'flush before reuse'
  | 'TLB invalidated'
  | 'preemption disabled'
  | 'page faults disabled';
export const PRECONDITIONS: readonly Precondition[] = [
  'whole index',
  'no other alias',
  'flush before reuse',
  'TLB invalidated',
  'preemption disabled',
  'page faults disabled',
];

/** The kernel reaches the page through a window at an address of the user's color, never through the direct map. */
export interface CongruentStrategy {
  readonly kind: 'congruent';
  /** `'user'`: the color of the user's address (of the file offset, where no user maps the page); or a fixed color. */
  readonly color: 'user' | number;
  /** What is left out of it, to see what it is for. */
  readonly without?: readonly Precondition[];
}

/** DAX is refused where Linux of the story's era would refuse it: no `dax_io()`, and no mapping. */
export interface RefuseStrategy {
  readonly kind: 'refuse';
}

/** Whether a strategy is about `dax_io()` alone, or about every access of the kernel's to a page of a DAX file. */
export type Coverage = 'dax_io' | 'every path';

/**
 * The page is mapped past the cache: by everyone; or by the user alone, as ARM's make_coherent() does with a page that one
 * process maps twice (arch/arm/mm/fault-armv.c); or by the kernel alone.
 */
export interface UncachedStrategy {
  readonly kind: 'uncached';
  readonly who: 'both' | 'user' | 'kernel';
}

/** What a kernel path does for coherence. */
export type Strategy = NoStrategy | FlushPlanStrategy | CongruentStrategy | UncachedStrategy | RefuseStrategy;

/** Whether an alias of the user's or of the kernel's is cached. */
export function isCachedUnder(strategy: Strategy, who: 'user' | 'kernel'): boolean {
  return strategy.kind !== 'uncached' || (strategy.who !== 'both' && strategy.who !== who);
}

/** Whether a congruent window is used with this care. */
export function holds(strategy: Strategy, precondition: Precondition): boolean {
  return !(strategy.kind === 'congruent' && strategy.without?.includes(precondition));
}

/** What the kernel does for coherence on paths other than `dax_io()`. */
export function onOtherPaths(strategy: Strategy): Strategy {
  const isAlone =
    (strategy.kind === 'flush plan' && strategy.covers === 'dax_io') || !holds(strategy, 'no other alias');
  return isAlone ? NO_STRATEGY : strategy;
}

const NO_STRATEGY: Strategy = Object.freeze({ kind: 'none' });

/** A strategy in a few words. */
export function formatStrategy(strategy: Strategy): string {
  switch (strategy.kind) {
    case 'none':
      return 'none';
    case 'flush plan':
      return `${strategy.name ?? `${strategy.revokes ? 'revoke, ' : ''}flush plan ${formatPlan(strategy.plan)}`}${strategy.covers === 'dax_io' ? ', in dax_io() only' : ''}`;
    case 'congruent': {
      const window = strategy.color === 'user' ? 'congruent window' : `window of color ${strategy.color}`;
      return strategy.without?.length ? `${window} without “${strategy.without.join('”, “')}”` : window;
    }
    case 'refuse':
      return 'refuse';
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
      problems.unless(
        strategy.covers === undefined || ['dax_io', 'every path'].includes(strategy.covers),
        `covers ${asTyped(strategy.covers)} is neither 'dax_io' nor 'every path'`,
      );
      return;
    case 'refuse':
      return;
    case 'congruent': {
      const { color } = strategy;
      problems.unless(
        color === 'user' || (Number.isInteger(color) && color >= 0 && color < colors),
        `window color ${asTyped(color)} is not 'user' or a whole number below ${colors}`,
      );
      checkWithout(strategy.without, problems);
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
        `strategy ${asTyped(strategy)} is none of none(), flushPlan({…}), congruent(), uncached(), revoke() and refuse()`,
      );
  }
}

/** Adds to `problems` what is no precondition of a window. */
export function checkWithout(without: unknown, problems: Problems): void {
  if (without === undefined) return;
  const isList = problems.unless(Array.isArray(without), `without ${asTyped(without)} is no list`);
  for (const each of isList ? (without as readonly unknown[]) : []) {
    problems.unless(
      PRECONDITIONS.some((known) => known === each),
      `without ${asTyped(each)}: a window takes none of that for granted, but ${PRECONDITIONS.map((known) => `'${known}'`).join(', ')}`,
      `congruent({ without: 'TLB invalidated' })`,
    );
  }
}
