/** A modify is a whole read and then a whole write, in every engine; what `convert --to xdin` writes counts the same. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cache, replay, sweep, traceOf } from '../../src/index.js';
import type { NaiveReference } from '../oracle/naive-replay.js';
import { ENGINES } from './engines.js';
import { anyGeometry, anyReferences, cacheOf, columnsOf } from './references.js';

/** Each modify as the two references that it is. */
function apart(references: readonly NaiveReference[]): NaiveReference[] {
  return references.flatMap((reference) =>
    reference.kind === 'modify'
      ? [
          { ...reference, kind: 'load' as const },
          { ...reference, kind: 'store' as const },
        ]
      : [reference],
  );
}

describe('a modify of several lines', () => {
  // Two lines: the older one, and the first of the modify's. What comes pushes out what the modify has yet to write.
  const lackey = traceOf(' L 0,1\n L 1000,1\n M 3c,8\n');
  const xdin = traceOf('r 0 1\nr 1000 1\nr 3c 8\nw 3c 8\n');
  const two = cache().pipt().size(128).ways(2).line(64).fifo();

  it.each([
    [
      'that fetches for stores',
      two,
      {
        reads: 4,
        writes: 2,
        readMisses: 3,
        writeMisses: 1,
        evictions: 2,
        writebacks: 0,
        dirtyAtEnd: 2,
      },
    ],
    [
      'that does not',
      two.noWriteAllocate(),
      {
        reads: 4,
        writes: 2,
        readMisses: 3,
        writeMisses: 1,
        evictions: 1,
        writebacks: 0,
        dirtyAtEnd: 1,
      },
    ],
  ])('is counted as Dinero IV counts it, by a cache %s', async (_which, small, counts) => {
    expect((await replay(lackey).on(small).run()).counts).toEqual(counts);
    expect((await replay(xdin).on(small).run()).counts).toEqual(counts);
    expect((await replay(lackey).on(small).carryingData().run()).counts).toEqual(counts);
  });

  it('misses in its write where its read has pushed its own lines out', async () => {
    const trace = traceOf([{ kind: 'modify', address: 60, size: 8 }]);
    const one = cache().pipt().size(64).ways(1).line(64);

    const swept = await sweep(trace).sizes(64).ways(1).lines(64).run();
    const { rows } = await replay(trace).on(one).misses();

    expect(swept.rows[0]!.counts).toEqual({
      reads: 2,
      writes: 2,
      readMisses: 2,
      writeMisses: 2,
      evictions: 3,
      writebacks: 1,
      dirtyAtEnd: 1,
    });
    expect(rows).toEqual([{ color: 0, touches: 4, first: 2, capacity: 2, conflict: 0 }]);
  });

  it('is one read to cachegrind, as it was', async () => {
    const { counts } = await replay(lackey).on(two).counting('cachegrind').run();

    expect(counts).toMatchObject({ reads: 3, writes: 0, readMisses: 3, writeMisses: 0 });
  });
});

describe('a trace with modifies, and with each as a load and a store, are the same to', () => {
  it.each(Object.keys(ENGINES))('%s', (name) => {
    let told = 0;
    fc.assert(
      fc.property(anyGeometry, anyReferences, (geometry, references) => {
        const engine = ENGINES[name]!;
        const together = engine(cacheOf(geometry), columnsOf(references));

        expect(together).toEqual(engine(cacheOf(geometry), columnsOf(apart(references))));
        if (together !== undefined) told++;
      }),
      { numRuns: 80 },
    );
    expect(told).toBeGreaterThan(10);
  });
});
