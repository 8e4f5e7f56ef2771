/** What one transfer costs under a strategy: its story, run on the machine, and what was counted in its parts. */
import type { Machine } from '../hardware/machine.js';
import { runScenario } from '../linux/run-scenario.js';
import { behaviorOf, type Strategy } from '../linux/strategies/index.js';
import { type Charges, sumOf } from './charges.js';
import { chargesOf } from './run-charges.js';
import { priceStory, type Transfer } from './transfer-story.js';

/** What a transfer came to. */
export interface PricedTransfer {
  readonly transfer: Transfer;
  /** What happened in the kernel's call. */
  readonly call: Charges;
  /** What happened when the user loaded the bytes again. */
  readonly after: Charges;
  /** Lines that the user had in the cache when the call came: fewer than were asked for, where the cache has no room for them. */
  readonly found: { readonly resident: number; readonly dirty: number };
  /** Lines that are dirty at the end: what is still to be written back. */
  readonly leftDirty: number;
  /** Loads of the user's, after the call, that read old bytes: one a page. */
  readonly staleLoads: number;
  /** The kernel read old bytes. */
  readonly staleRead: boolean;
  /** The same of bytes of another page: loads of the user's, and what the kernel read. */
  readonly foreignLoads: number;
  readonly foreignRead: boolean;
  readonly lostStores: number;
  /** The machine ended in the midst of it: nothing was priced to its end. */
  readonly machineCheck: boolean;
  /** DAX is refused: the call came to nothing. */
  readonly refused: boolean;
}

/** Runs a transfer under each strategy. */
export function priceTransfer(transfer: Transfer, strategies: readonly Strategy[]): PricedTransfer[] {
  const founds = new Map<boolean, PricedTransfer['found']>();
  return strategies.map((strategy) => priceUnder(transfer, strategy, founds));
}

function priceUnder(
  transfer: Transfer,
  strategy: Strategy,
  founds: Map<boolean, PricedTransfer['found']>,
): PricedTransfer {
  const { scenario, call } = priceStory(transfer, strategy);
  // The setting is the same under all strategies, but for who bypasses the cache.
  const bypasses = !behaviorOf(strategy).caches('user');
  const setting = { ...scenario, steps: scenario.steps.slice(0, call) };
  const found = founds.get(bypasses) ?? heldBy(runScenario(setting).machine);
  founds.set(bypasses, found);
  const run = runScenario(scenario);
  const charges = chargesOf(run);
  return Object.freeze({
    transfer,
    call: charges[call]!,
    after: sumOf(charges.slice(call + 1)),
    found,
    leftDirty: heldBy(run.machine).dirty,
    staleLoads: run.steps.filter(({ stale }, nth) => stale && nth !== call).length,
    staleRead: run.steps[call]!.stale,
    foreignLoads: run.steps.filter(({ foreign }, nth) => foreign && nth !== call).length,
    foreignRead: run.steps[call]!.foreign,
    lostStores: run.machine.lost.length,
    machineCheck: run.machine.counts.machineChecks > 0,
    refused: run.steps[call]!.returned === 'EOPNOTSUPP',
  });
}

function heldBy({ agents }: Machine): PricedTransfer['found'] {
  const lines = agents.flatMap(({ cache }) => cache?.lines() ?? []);
  return Object.freeze({ resident: lines.length, dirty: lines.filter(({ dirty }) => dirty).length });
}
