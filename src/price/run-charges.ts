/** What the steps of a run are charged for: what the machine counted, and the faults that bring back what a strategy took away. */
import type { Counts } from '../hardware/counts.js';
import { type AliasDescription, samePage } from '../linux/alias.js';
import type { ScenarioRun } from '../linux/run-scenario.js';
import { deedsOf } from '../linux/steps/index.js';
import { behaviorOf } from '../linux/strategies/index.js';
import type { Charges } from './charges.js';

/** What happens to translations that a strategy takes away: the machine of a run keeps them, for nobody acts in the midst of a call. */
interface TakenAway {
  readonly taken: number;
  readonly faults: number;
}

/** The charges of each step of a run, in order. */
export function chargesOf(run: ScenarioRun): Charges[] {
  const takenAway = takenAwayIn(run);
  const faults = faultsIn(run);
  return run.steps.map(({ counts, step }, nth) => {
    const { taken, faults: broughtBack } = takenAway[nth]!;
    return chargesIn(counts, { taken, broughtBack, faults: broughtBack + (faults.get(step) ?? 0) });
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

function chargesIn(
  counts: Counts,
  { taken, broughtBack, faults }: { taken: number; broughtBack: number; faults: number },
): Charges {
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

/**
 * Where a strategy revokes, a call takes the users' mappings of each page that it reaches away, and the next access through
 * one of them faults. What is away already cannot be taken again.
 */
function takenAwayIn({ scenario, aliases }: ScenarioRun): TakenAway[] {
  const { strategy, machine } = scenario;
  const behavior = behaviorOf(strategy);
  const away = new Set<AliasDescription>();
  const users = aliases.map(({ description }) => description).filter(({ who }) => who === 'user');
  return scenario.steps.map((step) => {
    if (!behavior.takesMappingsAway) return { taken: 0, faults: 0 };
    const reached = deedsOf(step, { machine, behavior })
      .flatMap((deed) => ('may' in deed && deed.may === 'transfer' ? deed.pages : []))
      .flatMap((page) => users.filter((user) => !away.has(user) && samePage(user.of, page)));
    for (const user of reached) away.add(user);
    // Nothing that hardware does of its own accord faults.
    const isAccess = 'alias' in step && step.do !== 'evict' && step.do !== 'fetch';
    return { taken: reached.length, faults: isAccess && away.delete(step.alias) ? 1 : 0 };
  });
}
