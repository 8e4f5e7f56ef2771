/** The replay engines, held to a second simulator: counts and lines, of any trace through any cache. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REPLACEMENTS } from '../../src/hardware/replacement/index.js';
import { CONVENTIONS } from '../../src/replay/convention.js';
import { ReplayPass } from '../../src/replay/replay-trace.js';
import { SlowReplay } from '../../src/replay/slow-replay.js';
import { NaiveReplay } from '../oracle/naive-replay.js';
import { anyGeometry, anyReferences, cacheOf, columnsOf } from './references.js';

const anyConvention = fc.constantFrom(...CONVENTIONS);
const byLine = (a: { readonly line: bigint }, b: { readonly line: bigint }) => (a.line < b.line ? -1 : 1);

describe('a replay', () => {
  it('counts what a second simulator counts, and ends with the same lines', () => {
    const seen = { evictions: 0, writebacks: 0, writeMisses: 0, dirtyAtEnd: 0 };
    fc.assert(
      fc.property(anyGeometry, anyConvention, anyReferences, (geometry, convention, references) => {
        const naive = new NaiveReplay(geometry, convention);
        for (const reference of references) naive.refer(reference);
        const pass = new ReplayPass([cacheOf(geometry)], convention);

        pass.feed(columnsOf(references));

        const [counts] = pass.counts();
        expect(counts).toEqual(naive.counts());
        expect([...pass.lines(0)].sort(byLine)).toEqual(naive.lines());
        for (const what of Object.keys(seen) as (keyof typeof seen)[]) seen[what] += counts![what];
      }),
      { numRuns: 300 },
    );
    for (const times of Object.values(seen)) expect(times).toBeGreaterThan(500);
  });

  it('is the same through the readable cache', () => {
    fc.assert(
      fc.property(anyGeometry, anyConvention, anyReferences, (geometry, convention, references) => {
        const naive = new NaiveReplay(geometry, convention);
        for (const reference of references) naive.refer(reference);
        const slow = new SlowReplay(cacheOf(geometry), convention);

        slow.feed(columnsOf(references));

        expect(slow.counts()).toEqual(naive.counts());
        expect(slow.lines().sort(byLine)).toEqual(naive.lines());
      }),
      { numRuns: 200 },
    );
  });

  it('with round-robin is that of the readable cache, which is FIFO where nobody invalidates', () => {
    fc.assert(
      fc.property(anyGeometry, anyReferences, (geometry, references) => {
        const cache = { ...cacheOf(geometry), replacement: 'round-robin' as const };
        const slow = new SlowReplay(cache, 'every line');
        slow.feed(columnsOf(references));
        const pass = new ReplayPass([cache], 'every line');
        pass.feed(columnsOf(references));

        expect(pass.counts()).toEqual([slow.counts()]);
        expect([...pass.lines(0)].sort(byLine)).toEqual(slow.lines().sort(byLine));
      }),
      { numRuns: 100 },
    );
  });

  it('is the same in batches of any size, and of several caches in one pass', () => {
    const anyRoom = fc.integer({ min: 1, max: 50 });
    fc.assert(
      fc.property(
        fc.array(anyGeometry, { minLength: 1, maxLength: 4 }),
        anyConvention,
        anyReferences,
        anyRoom,
        (geometries, convention, references, room) => {
          const caches = geometries.map(cacheOf);
          const random = { ...caches[0]!, replacement: 'random' as const };
          const together = new ReplayPass([...caches, random], convention, room);
          together.feed(columnsOf(references));
          const alone = [...caches, random].map((cache) => {
            const pass = new ReplayPass([cache], convention);
            pass.feed(columnsOf(references));
            return pass.counts()[0];
          });
          expect(together.counts()).toEqual(alone);
          expect(together.references).toBe(references.length);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each(REPLACEMENTS)('with %s agrees with LRU where one way leaves no choice', (replacement) => {
    fc.assert(
      fc.property(anyGeometry, anyReferences, (geometry, references) => {
        const cache = cacheOf({ ...geometry, ways: 1 });
        const [lru, other] = ['lru' as const, replacement].map((each) => {
          const slow = new SlowReplay({ ...cache, replacement: each }, 'every line');
          slow.feed(columnsOf(references));
          return slow.counts();
        });
        expect(other).toEqual(lru);
      }),
      { numRuns: 20 },
    );
  });
});
