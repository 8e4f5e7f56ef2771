/** What is asked: whether some run of all that can happen to one line has a stale load or loses a store. */
import type { AliasDescription } from '../linux/alias.js';
import type { FilePage } from '../linux/dax-file.js';
import { kernelAliasOf } from '../linux/kernel-alias.js';
import { Layout, type PlacedAlias } from '../linux/layout.js';
import type { MachineDescription } from '../linux/machine-description.js';
import { placeAliases } from '../linux/placement.js';
import { isCachedUnder, type Strategy } from '../linux/strategy.js';

/** A question, complete: plain data. */
export interface Question {
  readonly machine: MachineDescription;
  /** The page that all aliases are of. */
  readonly page: FilePage;
  /** The aliases through which processes load and store at any time: one to three. */
  readonly users: readonly AliasDescription[];
  /** How the kernel's dax_io() reaches the page, and what it does for coherence. */
  readonly strategy: Strategy;
  /**
   * The user may run between the kernel's steps, as after a preemption. It touches the other byte of the line then: who
   * races with the kernel for one byte may see it old or new on any cache.
   */
  readonly concurrent: boolean;
  /** Hardware may fetch the line under any cached alias at any time. */
  readonly speculative: boolean;
}

/** An alias of the question: at its address, cached or not. */
export interface AskedAlias extends PlacedAlias {
  readonly cached: boolean;
}

/** The users, and behind them the kernel. */
export function askedAliases({ machine, page, users, strategy }: Question): AskedAlias[] {
  const layout = new Layout(machine);
  const placed = placeAliases(layout, users);
  const kernel = layout.place(kernelAliasOf(page, strategy, layout, placed));
  return [...placed, kernel].map((alias) => ({
    ...alias,
    cached: isCachedUnder(strategy, alias.description.who),
  }));
}
