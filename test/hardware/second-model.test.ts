/** The machine and the naive machine of test/oracle are told the same random stories and must agree on everything. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCache } from '../../src/hardware/cache-description.js';
import type { CacheEvent } from '../../src/hardware/event-log.js';
import type { Machine } from '../../src/hardware/machine.js';
import { Problems } from '../../src/units/problems.js';
import type { NaiveEvent, NaiveMachine } from '../oracle/naive-machine.js';
import { anyCache, anyStory, type Kinds, type Story } from './stories.js';
import { tellMachine, tellNaive, whole } from './tell.js';

describe('the machine and a second, naive model', () => {
  it('agree on every byte, event, line and lost store of any story on any cache', () => {
    holdEqual({}, 250);
  });

  it.each(['VIVT', 'VIPT', 'PIPT'] as const)('agree on small crowded %s caches', (organization) => {
    const crowded = anyCache({ organization }).map((cache) => ({
      ...cache,
      size: cache.ways * 2 * cache.line,
    }));

    holdEqual({ cache: crowded, maxCommands: 150 }, 100);
  });

  it.each(['trap', 'machine check'] as const)('agree on caches that answer an alias by a %s', (onAlias) => {
    const watching = anyCache({ organization: 'VIPT', resolvesSynonyms: false, onAlias });

    holdEqual({ cache: watching }, 150);
    const stories = fc.sample(anyStory({ cache: watching }), { numRuns: 60, seed: 1 });
    const counted = stories.map((story) => tellMachine(story, 'counts').machine.counts);
    const name = onAlias === 'trap' ? 'aliasTraps' : 'machineChecks';
    expect(counted.reduce((sum, counts) => sum + counts[name], 0)).toBeGreaterThan(10);
  });

  it('agree on stories in which nothing goes past the cache', () => {
    holdEqual({ uncached: false, invalidate: false }, 100);
  });

  it('are told stories that contain what they are meant to contain', () => {
    const seen = new Set<string>();
    const stories = fc.sample(anyStory(), { numRuns: 200, seed: 1 });
    for (const story of stories) {
      const { machine, answers } = tellMachine(story);
      if (answers.includes('fault')) seen.add('a page fault');
      if (machine.counts.staleLoads > 0) seen.add('a stale load');
      if (machine.counts.foreignLoads > 0) seen.add('a foreign load');
      if (machine.log.events().some(isOfStrays))
        seen.add('a foreign load in a line of the page that was meant');
      if (machine.counts.lostStores > 0) seen.add('a lost store');
      if (machine.log.events().some(isHomonymHit)) seen.add('a hit on a line of another page');
      if (machine.log.events().some((event) => event.hit && event.evicted === false)) seen.add('a hit');
      if (machine.counts.evictions > 0) seen.add('an eviction');
      if (machine.counts.writeBacks > 0) seen.add('a write-back');
      if (machine.log.events().some((event) => event.uncached)) seen.add('an uncached access');
      if (machine.counts.refills > 0) seen.add('a refill');

      /** A fill brings the line of the page that was meant: what is foreign in it was stored there by somebody else. */
      function isOfStrays({ foreign, filled, uncached }: CacheEvent) {
        return foreign && (filled || uncached);
      }

      function isHomonymHit(event: CacheEvent) {
        const line = event.hit ? machine.cache.lineAt(event.set, event.way) : undefined;
        return line !== undefined && line.homePage !== event.physical?.page && event.alias >= 0;
      }
    }

    expect([...seen].sort()).toEqual([
      'a foreign load',
      'a foreign load in a line of the page that was meant',
      'a hit',
      'a hit on a line of another page',
      'a lost store',
      'a page fault',
      'a refill',
      'a stale load',
      'a write-back',
      'an eviction',
      'an uncached access',
    ]);
  });

  it('are told stories about caches that can exist', () => {
    fc.assert(
      fc.property(anyCache(), (cache) => {
        const problems = new Problems();
        checkCache(cache, problems);

        expect(problems.found).toEqual([]);
      }),
    );
  });
});

function holdEqual(kinds: Kinds, numRuns: number): void {
  fc.assert(
    fc.property(anyStory(kinds), (story) => {
      const { machine, answers } = tellMachine(story);
      const { naive, answers: naiveAnswers } = tellNaive(story);

      expect(answers).toEqual(naiveAnswers);
      expect(eventsOf(machine)).toEqual(naive.events);
      expect(lostOf(machine)).toEqual(sorted(naive.lost));
      expect(linesOf(machine)).toEqual(linesOfNaive(naive));
      expect(memoryOf(machine, naive)).toEqual(memoryOfNaive(naive));
      expect(machine.counts).toEqual(countsOf(naive, naiveAnswers, story));
    }),
    // A counterexample of hundreds of commands could be made smaller for minutes: 30 seconds of it will do.
    { numRuns, interruptAfterTimeLimit: 30_000 },
  );
}

function eventsOf(machine: Machine): NaiveEvent[] {
  return machine.log.events().map(({ event: _event, step: _step, ...event }) => ({
    ...event,
    virtual: event.virtual && whole(event.virtual),
    physical: whole(event.physical!),
    other: event.other && whole(event.other),
    bytes: [...event.bytes],
    expected: [...event.expected],
  }));
}

function lostOf(machine: Machine) {
  return sorted(
    machine.lost.map(({ physical, bytes, instead, ...lost }) => {
      return { ...lost, physical: whole(physical), bytes: [...bytes], instead: [...instead] };
    }),
  );
}

function sorted<T extends { lostAt: number; physical: bigint }>(lost: readonly T[]): T[] {
  return lost.toSorted((a, b) => a.lostAt - b.lostAt || (a.physical < b.physical ? -1 : 1));
}

function linesOf(machine: Machine) {
  const { line: lineBytes } = machine.cache.description;
  return machine.cache.lines().map(({ set, way, tagPage, tagSpace, homePage, line, dirty, bytes }) => {
    const tag = whole({ page: tagPage, offset: line * lineBytes });
    const home = whole({ page: homePage, offset: line * lineBytes });
    return { set, way, tag, tagSpace, home, dirty, bytes: [...bytes] };
  });
}

function linesOfNaive(naive: NaiveMachine) {
  return naive.linesInOrder().map(({ meant: _meant, ...line }) => line);
}

/** Memory and the newest bytes, in hexadecimal, of every 4 KiB page that either machine could have written. */
function memoryOf(machine: Machine, naive: NaiveMachine) {
  return pagesOf(naive).map((page) => {
    return { page, memory: hex(machine.memory.page(page)), newest: hex(machine.oracle.page(page)) };
  });
}

function memoryOfNaive(naive: NaiveMachine) {
  const newest = new Map([...naive.flat].map(([address, { value }]) => [address, value]));
  return pagesOf(naive).map((page) => {
    return { page, memory: hex(bytesOf(naive.memory, page)), newest: hex(bytesOf(newest, page)) };
  });
}

function pagesOf(naive: NaiveMachine): number[] {
  return [...new Set([...naive.flat.keys(), ...naive.memory.keys()].map((at) => Number(at / 4096n)))];
}

function bytesOf(memory: ReadonlyMap<bigint, number>, page: number): Uint8Array {
  const bytes = new Uint8Array(4096);
  for (const [at, value] of memory) if (at / 4096n === BigInt(page)) bytes[Number(at % 4096n)] = value;
  return bytes;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function countsOf(naive: NaiveMachine, answers: readonly unknown[], story: Story) {
  const { events, lost, issued, mapped, invalidated, uncachedWords } = naive;
  const accesses = events.filter(({ action, uncached }) => /load|store/.test(action) && !uncached);
  const done = (what: string) =>
    story.commands.filter(
      (command, i) => command.do === what && !/fault|machine check/.test(String(answers[i])),
    ).length;
  return {
    loads: done('load'),
    stores: done('store'),
    hits: accesses.filter(({ hit }) => hit).length,
    misses: accesses.filter(({ hit }) => !hit).length,
    fills: events.filter(({ filled }) => filled).length,
    evictions: events.filter(({ evicted }) => evicted).length,
    writeBacks: events.filter(({ wroteBack }) => wroteBack).length,
    staleLoads: answers.filter((answer) => (answer as { stale?: boolean }).stale).length,
    foreignLoads: answers.filter((answer) => (answer as { foreign?: boolean }).foreign).length,
    lostStores: lost.length,
    cleans: issued.clean,
    invalidates: issued.invalidate,
    flushes: issued.flush,
    writeThroughs: events.filter(({ wroteThrough }) => wroteThrough).length,
    uncachedLoads: uncachedWords.load,
    uncachedStores: uncachedWords.store,
    maps: mapped,
    tlbInvalidations: invalidated,
    barriers: 0,
    refills: refillsIn(events, story.cache.line),
    aliasTraps: events.filter(({ action }) => action === 'trap').length,
    machineChecks: answers.filter((answer) => answer === 'machine check').length,
  };
}

/** Fills of what maintenance dropped from the same set, and nobody filled since. */
function refillsIn(events: readonly NaiveEvent[], line: number): number {
  const dropped = new Set<string>();
  let refills = 0;
  for (const { action, set, evicted, filled, other, physical } of events) {
    const isDrop = evicted && /invalidate|flush/.test(action);
    if (isDrop) dropped.add(`${set} ${other}`);
    if (filled && dropped.delete(`${set} ${physical - (physical % BigInt(line))}`)) refills++;
  }
  return refills;
}
