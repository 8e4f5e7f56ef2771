/** What is asked: whether some run of all that can happen goes wrong. Plain data; what follows from it is line-question.ts. */
import type { Maintenance } from '../hardware/machine.js';
import type { AliasDescription } from '../linux/alias.js';
import type { FilePage } from '../linux/dax-file.js';
import { type LinuxDescription, USUAL_LINUX } from '../linux/linux-description.js';
import type { MachineDescription } from '../linux/machine-description.js';
import { refusalOf } from '../linux/refusal.js';
import { behaviorOf, type Strategy } from '../linux/strategies/index.js';

/** Something that may happen at any time beside loads and stores of users, calls of the kernel and evictions. */
export type Act =
  /** An access, maintenance, a fetch or a barrier through an alias. */
  | { readonly do: 'load' | 'store' | Maintenance | 'fetch' | 'barrier'; readonly alias: AliasDescription }
  /** Maintenance of a core's whole cache. */
  | { readonly do: `${Maintenance} cache` }
  /** Another process takes a core; users act while theirs runs. */
  | { readonly do: 'switch'; readonly process: number; readonly flushes: boolean };

/** A question, complete: plain data. */
export interface Question {
  readonly machine: MachineDescription;
  /** Which Linux runs; left out, 4.5 with `-o dax`. */
  readonly linux?: LinuxDescription;
  /** The aliases through which processes load and store at any time. */
  readonly users: readonly AliasDescription[];
  /**
   * Other aliases of the kernel's, through which it loads and stores at any time without any care, as dax_new_buf() does
   * through the direct map (fs/dax.c, Linux 4.5).
   */
  readonly also: readonly AliasDescription[];
  /** The pages that dax_io() reads and writes at any time; left out, those of the users. */
  readonly transfers?: readonly FilePage[];
  /** What else may happen at any time. */
  readonly acts?: readonly Act[];
  /** How the kernel's dax_io() reaches a page, and what it does for coherence. */
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

/** Which Linux a question is about. */
export function linuxOf({ linux = USUAL_LINUX }: Pick<Question, 'linux'>): LinuxDescription {
  return linux;
}

/** Whether the strategy refuses DAX there: then no dax_io() reaches a page. */
export function isRefusedIn(question: Pick<Question, 'machine' | 'linux' | 'strategy'>): boolean {
  const { machine, strategy } = question;
  const isRefused = refusalOf(machine, linuxOf(question).era) !== undefined;
  return isRefused && behaviorOf(strategy).refusesAsLinuxDoes;
}

/** The pages that dax_io() reads and writes in a question, where DAX is not refused. */
export function transferredPages({
  users,
  transfers,
}: Pick<Question, 'users' | 'transfers'>): readonly FilePage[] {
  return transfers ?? users.map(({ of }) => of);
}

/** The aliases that a question names: the users', the kernel's others, and those that acts go through, each as often as named. */
export function namedAliases({ users, also, acts = [] }: Question): AliasDescription[] {
  return [...users, ...also, ...acts.flatMap((act) => ('alias' in act ? act.alias : []))];
}
