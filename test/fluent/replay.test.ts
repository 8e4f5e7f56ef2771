/** Replays as they are typed: counts by hand, reasons of misses, and everything on. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cache, machine, processor, replay, sampleTrace, traceOf } from '../../src/index.js';
import { byFirstTouch, NaiveReplay } from '../oracle/naive-replay.js';
import { anyGeometry, anyReferences, cacheOf } from '../replay/references.js';

const load = (address: number, size = 4) => ({ kind: 'load' as const, address, size });
const store = (address: number, size = 4) => ({ kind: 'store' as const, address, size });

describe('replay()', () => {
  it('counts what can be counted by hand, through several caches at once', async () => {
    const trace = traceOf([
      load(0),
      load(4),
      store(32),
      load(1024),
      load(0),
      { kind: 'modify', address: 30, size: 4 },
    ]);
    const small = cache().pipt().size('1 KiB').line(32);

    const run = await replay(trace).on(small, small.ways(2), processor('SH7750')).run();

    const [direct, twoWays] = run.rows.map(({ counts }) => counts);
    // 0 and 1024 share a set: one of them has to leave in the first, and none in the second.
    expect(direct).toEqual({
      reads: 6,
      writes: 3,
      readMisses: 3,
      writeMisses: 1,
      evictions: 2,
      writebacks: 0,
      dirtyAtEnd: 2,
    });
    expect(twoWays).toMatchObject({ readMisses: 2, writeMisses: 1, evictions: 0 });
    expect(run.rows[2]!.name).toBe('SH7750');
    expect(run.references).toBe(6);
    expect(String(run)).toContain('replay  typed · 6 references');
    expect(run.table().numRows()).toBe(3);
    expect(run.figure().data).toHaveLength(2);
    expect(JSON.parse(JSON.stringify(run)).rows).toHaveLength(3);
  });

  it('says why references miss', async () => {
    // Two lines of 32 bytes, direct-mapped, in pages that have one color: 0 and 64 share a set, 32 has the other.
    const small = cache().pipt().size(64).line(32);
    const trace = traceOf([load(0), load(64), load(0), load(32), load(96), load(64)]);

    const { rows } = await replay(trace).on(small).misses();

    expect(rows).toEqual([{ color: 0, touches: 6, first: 4, capacity: 1, conflict: 1 }]);
  });

  it('finds a reason for each miss that it counts, and touches as many lines as it reads and writes', () => {
    return fc.assert(
      fc.asyncProperty(anyGeometry, anyReferences, async (geometry, references) => {
        const asked = replay(traceOf(references)).on(cacheOf(geometry));
        const { reads, writes, readMisses, writeMisses } = (await asked.run()).counts;
        const { rows } = await asked.misses();

        const sum = (of: (row: (typeof rows)[number]) => number) =>
          rows.reduce((all, row) => all + of(row), 0);
        expect(sum(({ touches }) => touches)).toBe(reads + writes);
        expect(sum(({ first, capacity, conflict }) => first + capacity + conflict)).toBe(
          readMisses + writeMisses,
        );
      }),
      { numRuns: 60 },
    );
  });

  it('splits misses by the color of their page', async () => {
    const trace = traceOf([load(0), load(0x1000), load(0x2000), load(0x4000)]);
    const { rows } = await replay(trace).on(processor('SH7750')).misses();

    expect(rows.map(({ touches }) => touches)).toEqual([2, 1, 1, 0]);
  });
});

describe('replay().carryingData()', () => {
  it('is a replay of the translated addresses, for a physical index', () => {
    return fc.assert(
      fc.asyncProperty(anyGeometry, anyReferences, async (geometry, references) => {
        const run = await replay(traceOf(references)).on(cacheOf(geometry)).carryingData().run();

        const naive = new NaiveReplay(geometry, 'every line', byFirstTouch());
        for (const reference of references) naive.refer(reference);
        expect(run.counts).toEqual(naive.counts());
      }),
      { numRuns: 60 },
    );
  });

  it('does not differ where the index lies in the page, or is virtual', async () => {
    const plain = replay(sampleTrace('matrix')).on(
      cache().vipt().size('32 KiB').ways(2).line(32),
      cache().pipt().size('16 KiB').ways(4),
      cache().vivt().size('8 KiB').ways(2).roundRobin(),
      machine(cache().vipt().size('64 KiB').plru().ways(4)).pageSize('8 KiB'),
    );
    const [without, withData] = [await plain.run(), await plain.carryingData().run()];

    expect(withData.rows).toEqual(without.rows);
    expect(String(withData)).toContain(' · with its data, frames by first touch');
  });

  it('needs memory that the trace fits into, and counts every line', async () => {
    const asked = replay(sampleTrace('words')).on(cache());
    await expect(asked.carryingData('8 KiB').run()).rejects.toThrow(
      `words uses more than the 8 KiB of memory\n  try: replay(traceFile('program.altr')).on(cache()).carryingData('32 KiB')`,
    );
    await expect(asked.carryingData('8').counting('cachegrind').run()).rejects.toThrow(
      `\n  - memory '8' is not from a page to 1 GiB\n  - caches that carry data count every line, and not as cachegrind does`,
    );
  });
});
