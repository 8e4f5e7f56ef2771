/**
 * What a coherence strategy is, for whoever reads one: plain data, and behind the data a behavior. A run, a proof, prices and
 * two views all ask the behavior, and none of them knows which strategies there are. A file each holds one of them.
 *
 *     before: user, kernel │ load or store through the kernel's alias │ after: kernel, user
 */
import type { Maintenance } from '../../hardware/maintenance.js';
import type { Problems } from '../../units/problems.js';
import { allOf } from '../../units/words.js';
import type { Layout, PlacedAlias } from '../layout.js';

/** Whether a strategy is about `dax_io()` alone, or about every access of the kernel's to a page of a DAX file. */
export type Coverage = 'dax_io' | 'every path';
export const COVERAGES = allOf<Coverage>({ dax_io: true, 'every path': true });

/** What the kernel does with a page: it loads from it, or stores to it. */
export type Access = 'read' | 'write';

/** Something done to the lines of the kernel's alias, or of every user alias of the page. */
export interface Care {
  readonly alias: 'user' | 'kernel';
  readonly action: Maintenance;
}

/** What is done around one access, in order. */
export interface CareAround {
  readonly before: readonly Care[];
  readonly after: readonly Care[];
}

/** A window that the kernel opens at an address of a chosen color, and what goes without being said when it does. */
export interface WindowRules {
  /** The color for a page of a file: `users` are those who map the page, in the order in which they came. */
  color(layout: Layout, page: number, users: readonly Pick<PlacedAlias, 'color'>[]): number;
  /** On virtual tags, the slot's lines go before it leads to another page. */
  readonly flushesBeforeReuse: boolean;
  /** The old translation goes when the slot is pointed elsewhere. */
  readonly invalidatesTlb: boolean;
  /** Another task of this CPU may open the slot while it is in use. */
  readonly isPreemptible: boolean;
  /** A copy that faults sleeps with the window open; otherwise it closes it, and tries again. */
  readonly sleepsWhileOpen: boolean;
}

/** What a strategy does. All that engines know of it. */
export interface StrategyBehavior {
  /** Whether this side's mappings of a page are cached. */
  caches(who: 'user' | 'kernel'): boolean;
  around(access: Access): CareAround;
  /** How the kernel reaches a page; undefined: through the direct map. */
  readonly window?: WindowRules;
  /** The users' mappings of a page are taken away for the time of an access, and faults bring them back. */
  readonly takesMappingsAway: boolean;
  /** Whether the kernel does so on every path on which it reaches a page, or in `dax_io()` alone. */
  readonly covers: Coverage;
  /** DAX is refused where Linux would refuse it (refusal.ts): no `dax_io()`, and no mapping. */
  readonly refusesAsLinuxDoes: boolean;
}

/** One kind of strategy: how it is checked and read aloud, and what it does. */
export interface StrategyKind<S> {
  /** What a notebook types for it. */
  readonly typed: string;
  /** What its data has: anything else is a mistake. */
  readonly fields: readonly (keyof S & string)[];
  /** Adds to `problems` what keeps this from being one on a machine of so many colors. */
  check(strategy: S, colors: number, problems: Problems): void;
  /** Stored data, with what may be left out. Throws an InputError for what cannot be completed. */
  complete(strategy: S): S;
  /** A few words. */
  words(strategy: S): string;
  behavior(strategy: S): StrategyBehavior;
}

const NO_CARE: CareAround = Object.freeze({ before: [], after: [] });

/** What the kernel does that does nothing for coherence: each kind says in what it differs. */
export const PLAIN: StrategyBehavior = Object.freeze({
  caches: () => true,
  around: () => NO_CARE,
  takesMappingsAway: false,
  covers: 'every path',
  refusesAsLinuxDoes: false,
});
