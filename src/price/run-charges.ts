/** What the steps of a run are charged for: what the machine counted, and the faults that bring back what a strategy took away. */
import type { Counts } from '../hardware/counts.js';
import { type AliasDescription, samePage } from '../linux/alias.js';
import type { MappingDescription } from '../linux/mm/mapping.js';
import type { ScenarioRun } from '../linux/run-scenario.js';
import { deedsOf, type Step } from '../linux/steps/index.js';
import { usersIn } from '../linux/story/story.js';
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
function faultsIn({ calls, system }: ScenarioRun): Map<number, number> {
  const { by, hugeBy, firstStoreBy } = system.release.faults;
  const handlers: readonly string[] = [by, firstStoreBy, 'filemap_fault', 'page_mkwrite'];
  const faults = new Map<number, number>();
  for (const { step, call, result } of calls) {
    if (handlers.includes(call) || (call === hugeBy && result === 'mapped')) {
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
    // A trap's handler flushes one line; its entry and exit are charged nothing.
    flushLine: counts.flushes + counts.aliasTraps,
    tlbInvalidate: counts.tlbInvalidations + taken,
    windowSetUp: counts.maps + broughtBack,
    barrier: counts.barriers,
    fault: faults,
  });
}

/**
 * Where a strategy revokes, a call takes the users' mappings of each page that it reaches away, and the next access through
 * one of them faults. What is away already cannot be taken again, and what a mapping() has not touched yet is not there.
 */
function takenAwayIn({ scenario, aliases }: ScenarioRun): TakenAway[] {
  const { strategy, machine } = scenario;
  const behavior = behaviorOf(strategy);
  const users = aliases.map(({ description }) => description).filter(({ who }) => who === 'user');
  const there = new Set(usersIn(scenario));
  const away = new Set<AliasDescription>();
  return scenario.steps.map((step) => {
    if (!behavior.takesMappingsAway) return { taken: 0, faults: 0 };
    const reached = deedsOf(step, { machine, behavior })
      .flatMap((deed) => ('may' in deed && deed.may === 'transfer' ? deed.pages : []))
      .flatMap((page) => [...there].filter((user) => samePage(user.of, page)));
    for (const user of reached) {
      there.delete(user);
      away.add(user);
    }
    let faults = 0;
    for (const user of users.filter((each) => touches(step, each, machine.pageSize))) {
      if (away.delete(user)) faults++;
      there.add(user);
    }
    if (step.do === 'munmap') for (const user of users) if (isOf(step.mapping, user)) there.delete(user);
    return { taken: reached.length, faults };
  });
}

/** Whether a step goes through a user's alias; nothing that hardware does of its own accord does. */
function touches(step: Step, user: AliasDescription, pageSize: number): boolean {
  if ('alias' in step) return step.alias === user && step.do !== 'evict' && step.do !== 'fetch';
  if (step.do !== 'mapped load' && step.do !== 'mapped store') return false;
  const { mapping, at } = step;
  const length = step.do === 'mapped load' ? step.length : step.bytes.length;
  const [first, last] = [at, at + length - 1].map((byte) => mapping.page + Math.floor(byte / pageSize));
  return isOf(mapping, user) && user.of.page >= first! && user.of.page <= last!;
}

function isOf({ file, process }: MappingDescription, user: AliasDescription): boolean {
  return file.name === user.of.file.name && process === user.process;
}
