/** A transfer priced under several strategies: what each cost, and whether it is right in every run and not in this one alone. */
import type { LinuxDescription } from '../linux/linux-description.js';
import type { MachineDescription } from '../linux/machine-description.js';
import type { Strategy } from '../linux/strategies/index.js';
import { complete } from '../prove/check-question.js';
import { decide } from '../prove/prove.js';
import { questionOf } from '../prove/story-question.js';
import { Problems } from '../units/problems.js';
import type { Costs } from './costs.js';
import { type PricedTransfer, priceTransfer } from './transfer.js';
import { priceStory, type Transfer } from './transfer-story.js';

/** What is priced: a transfer, where its bytes are before, and under which strategies. */
export interface PricesDescription {
  readonly machine: MachineDescription;
  /** Which Linux runs; left out, 4.5 with `-o dax`. */
  readonly linux?: LinuxDescription;
  readonly rw: 'read' | 'write' | 'both';
  /** Bytes. */
  readonly length: number;
  /** Shares, from 0 to 1: of the transfer's lines, and of those that are resident. */
  readonly resident: number;
  readonly dirty: number;
  /** Colors that the direct map is on from the user's address. */
  readonly apart: number;
  readonly strategies: readonly { readonly name: string; readonly strategy: Strategy }[];
  readonly costs: Costs;
}

/** A strategy and what the transfers came to under it: a read, a write, or both, each from the same start. */
export interface PriceRow {
  readonly name: string;
  readonly strategy: Strategy;
  /** Proved: no run at all of users and kernel under this strategy has a stale load or loses a store. */
  readonly holds: boolean;
  readonly transfers: readonly PricedTransfer[];
}

/** The transfer of a question in one direction. */
export function transferOf(asked: PricesDescription, rw: Transfer['rw']): Transfer {
  const { machine, linux, length, resident, dirty, apart } = asked;
  return { machine, ...(linux && { linux }), rw, length, resident, dirty, apart };
}

/** A row a strategy. */
export function priceRows(asked: PricesDescription): PriceRow[] {
  const { rw, strategies } = asked;
  const directions = rw === 'both' ? (['read', 'write'] as const) : [rw];
  const plain = strategies.map(({ strategy }) => strategy);
  const priced = directions.map((each) => priceTransfer(transferOf(asked, each), plain));
  return strategies.map((named, i) => ({
    ...named,
    holds: holds(asked, named.strategy),
    transfers: priced.map((transfers) => transfers[i]!),
  }));
}

/** Whether the strategy is right in every run of what the priced story does, on the one core that does it. */
function holds(asked: PricesDescription, strategy: Strategy): boolean {
  const problems = new Problems();
  const question = questionOf(priceStory(transferOf(asked, 'read'), strategy).scenario, problems);
  // A user loads and stores, and the kernel reads and writes: there is nothing in it that no proof could tell.
  problems.throwIfAny(`prices().run()`);
  return decide(complete({ ...question, pinned: { users: 0, kernel: 0 } })).coherent;
}
