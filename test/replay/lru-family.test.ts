/** One pass for all LRU caches of a family gives the counts of one pass for each. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONVENTIONS } from '../../src/replay/convention.js';
import { BATCH } from '../../src/replay/references.js';
import { LruFamily } from '../../src/replay/sweep/lru-family.js';
import { NaiveReplay } from '../oracle/naive-replay.js';
import { anyReferences, cacheOf, columnsOf } from './references.js';

const anyFamily = fc
  .record({
    line: fc.constantFrom(4, 16, 32, 64),
    shapes: fc.uniqueArray(
      fc.tuple(fc.constantFrom(1, 2, 4, 16), fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant(33))),
      { minLength: 1, maxLength: 8, selector: String },
    ),
    write: fc.constantFrom('back' as const, 'through' as const),
  })
  .map(({ line, shapes, write }) =>
    shapes.map(([sets, ways]) => ({
      sets,
      ways,
      line,
      write,
      replacement: 'lru' as const,
      writeAllocate: true,
    })),
  );

describe('a family of LRU caches', () => {
  it.each(CONVENTIONS)('counts as each cache for itself does, by %s', (convention) => {
    let writebacks = 0;
    fc.assert(
      fc.property(anyFamily, anyReferences, fc.constantFrom(7, BATCH), (geometries, references, room) => {
        const family = new LruFamily(geometries.map(cacheOf), convention, room);

        family.feed(columnsOf(references));

        const alone = geometries.map((geometry) => {
          const naive = new NaiveReplay(geometry, convention);
          for (const reference of references) naive.refer(reference);
          return naive.counts();
        });
        expect(family.counts()).toEqual(alone);
        writebacks += alone.reduce((sum, counts) => sum + counts.writebacks, 0);
      }),
      { numRuns: 150 },
    );
    expect(writebacks).toBeGreaterThan(1000);
  });
});
