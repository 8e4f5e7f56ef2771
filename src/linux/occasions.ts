/**
 * How often each parameter of the costs applies in a step of a run: what the machine counted, and the faults that bring back what a
 * strategy took away. Counts times costs is all that a price is; nothing is estimated.
 */
import type { Counts } from '../hardware/counts.js';
import type { AliasDescription } from './alias.js';
import { COST_PARAMETERS, type Costs } from './costs.js';
import type { ScenarioRun } from './run-scenario.js';
import { type DaxIoDescription, startOf } from './steps/index.js';
import { behaviorOf } from './strategies/index.js';

/** How often a parameter applies; or, times costs, the cycles that go to it. */
export type Occasions = Readonly<Record<keyof Costs, number>>;

/** What happens to translations that a strategy takes away: the machine of a run keeps them, for nobody acts in the midst of a call. */
interface TakenAway {
  readonly taken: number;
  readonly faults: number;
}

/** For each step of a run, in order, how often each parameter applies. */
export function occasionsOf(run: ScenarioRun): Occasions[] {
  const takenAway = takenAwayIn(run);
  const faults = faultsIn(run);
  return run.steps.map(({ counts, step }, nth) => {
    const { taken, faults: broughtBack } = takenAway[nth]!;
    return occasionsIn(counts, { taken, broughtBack, faults: broughtBack + (faults.get(step) ?? 0) });
  });
}

/** By step: how often a page of a mapping was touched that was not there, or could not be written to. */
function faultsIn({ calls }: ScenarioRun): Map<number, number> {
  const faults = new Map<number, number>();
  for (const { step, call, result } of calls) {
    const isFault = call === 'dax_fault' || call === 'filemap_fault' || /mkwrite$/.test(call);
    if (isFault || (call === 'dax_pmd_fault' && result === 'mapped')) {
      faults.set(step, (faults.get(step) ?? 0) + 1);
    }
  }
  return faults;
}

function occasionsIn(
  counts: Counts,
  { taken, broughtBack, faults }: { taken: number; broughtBack: number; faults: number },
): Occasions {
  return Object.freeze({
    hit: counts.hits,
    fill: counts.fills - counts.refills,
    refill: counts.refills,
    writeBack: counts.writeBacks,
    writeThrough: counts.writeThroughs,
    uncachedRead: counts.uncachedLoads,
    uncachedWrite: counts.uncachedStores,
    cleanLine: counts.cleans,
    invalidateLine: counts.invalidates,
    flushLine: counts.flushes,
    tlbInvalidate: counts.tlbInvalidations + taken,
    windowSetUp: counts.maps + broughtBack,
    barrier: counts.barriers,
    fault: faults,
  });
}

/** Several of them together. */
export function sumOf(all: readonly Occasions[]): Occasions {
  return each((name) => all.reduce((sum, one) => sum + one[name], 0));
}

/** The cycles that go to each parameter. */
export function cyclesOf(occasions: Occasions, costs: Costs): Occasions {
  return each((name) => occasions[name] * costs[name]);
}

/** All cycles. */
export function totalCycles(occasions: Occasions, costs: Costs): number {
  return COST_PARAMETERS.reduce((sum, { name }) => sum + occasions[name] * costs[name], 0);
}

function each(value: (name: keyof Costs) => number): Occasions {
  return Object.freeze(
    Object.fromEntries(COST_PARAMETERS.map(({ name }) => [name, value(name)])),
  ) as Occasions;
}

/**
 * Where a strategy revokes, a call takes the user's mappings of each page that it reaches away, and the next access through one of them
 * faults. What is away already cannot be taken again.
 */
function takenAwayIn({ scenario, aliases, layout }: ScenarioRun): TakenAway[] {
  const { strategy } = scenario;
  const revokes = behaviorOf(strategy).takesMappingsAway;
  const away = new Set<AliasDescription>();
  const users = aliases.map(({ description }) => description).filter(({ who }) => who === 'user');
  return scenario.steps.map((step) => {
    if (!revokes) return { taken: 0, faults: 0 };
    if ('io' in step) {
      const reached = users.filter(
        (user) => !away.has(user) && isReached(user, step.io, layout.machine.pageSize),
      );
      for (const user of reached) away.add(user);
      return { taken: reached.length, faults: 0 };
    }
    // Nothing that hardware does of its own accord faults.
    if (!('alias' in step) || step.do === 'evict' || step.do === 'fetch') return { taken: 0, faults: 0 };
    const missed = users.find((user) => away.has(user) && user === step.alias);
    if (missed) away.delete(missed);
    return { taken: 0, faults: missed ? 1 : 0 };
  });
}

function isReached({ of }: AliasDescription, io: DaxIoDescription, pageSize: number): boolean {
  const start = startOf(io, pageSize);
  const first = Math.floor(start / pageSize);
  const last = Math.floor((start + io.length - 1) / pageSize);
  return of.file.name === io.file.name && of.page >= first && of.page <= last;
}
