/** What is asked: whether some run of all that can happen to one line goes wrong. */
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
  /**
   * Other aliases of the kernel's, through which it loads and stores at any time without any care, as dax_new_buf() does
   * through the direct map (fs/dax.c, Linux 4.5). With the users they are three at most.
   */
  readonly also: readonly AliasDescription[];
  /** How the kernel's dax_io() reaches the page, and what it does for coherence. */
  readonly strategy: Strategy;
  /**
   * Users may run between the kernel's steps, as after a preemption. They touch the other byte of the line then: who
   * races with the kernel for one byte may see it old or new on any cache.
   */
  readonly concurrent: boolean;
  /** Hardware may fetch the line under any cached alias at any time. */
  readonly speculative: boolean;
  /** What a write() has written, and its barrier has promised, must be there after a power cut at any time. */
  readonly durable: boolean;
  /** The cores that users and kernel stay on; any core at any time, where nothing is said. */
  readonly pinned: Pins;
}

/** Who stays on which core. */
export interface Pins {
  readonly users?: number;
  readonly kernel?: number;
}

/** An alias of the question: at its address, cached or not. */
export interface AskedAlias extends PlacedAlias {
  readonly cached: boolean;
}

/** The users, behind them the kernel's other aliases, and last the one that dax_io() uses. */
export function askedAliases({ machine, page, users, also, strategy }: Question): AskedAlias[] {
  const layout = new Layout(machine);
  const placed = placeAliases(layout, users);
  const others = also.map((alias) => layout.place(alias));
  const kernel = layout.place(kernelAliasOf(page, strategy, layout, placed));
  return [...placed, ...others, kernel].map((alias) => ({
    ...alias,
    cached: isCachedUnder(strategy, alias.description.who),
  }));
}
