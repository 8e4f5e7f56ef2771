/** Sweeps: the whole is what its caches are one by one, in one thread or several, in one piece or in parts. */
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mergeSweeps, type ProgressReport, replay, sampleTrace, sweep, traceFile, traceOf } from 'aliaslab';
import { fromArrow, fromCSV } from 'arquero';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cachesIn } from '../../src/replay/sweep/design-space.js';
import { partOf } from '../../src/replay/sweep/shards.js';

const typed = traceOf([
  ...Array.from({ length: 200 }, (_, i) => ({
    kind: 'store' as const,
    address: (i * 52) % 3000,
    size: 8,
  })),
  ...Array.from({ length: 400 }, (_, i) => ({ kind: 'load' as const, address: (i * 36) % 5000, size: 4 })),
]);

const wide = sweep(typed)
  .sizes('512 B', '1 KiB', '2 KiB', '3 KiB')
  .ways(1, 2, 3, Number.POSITIVE_INFINITY)
  .lines(16, 32)
  .replacing('lru', 'fifo', 'random')
  .writePolicies('back', 'through')
  .allocating(true, false);

describe('a sweep', () => {
  it('gives each cache the counts that replay() gives it', async () => {
    const { rows } = await wide.run();

    const alone = await replay(typed)
      .on(...rows.map(({ cache }) => cache))
      .run();
    expect(rows.length).toBeGreaterThan(200);
    expect(rows.map(({ counts }) => counts)).toEqual(alone.rows.map(({ counts }) => counts));
  });

  it('leaves out what cannot exist, and says how much', () => {
    const { caches, impossible } = wide.describe();
    expect(caches.length + impossible).toBe(4 * 4 * 2 * 3 * 2 * 2);
    expect(String(wide)).toBe(
      `sweep  typed through ${caches.length} caches · ${impossible} that cannot exist left out`,
    );
  });

  it('is the same in parts, however many', async () => {
    const whole = await wide.run();
    for (const of of [2, 3, 7]) {
      const parts = await Promise.all(Array.from({ length: of }, (_, i) => wide.shard(i + 1, of).run()));
      expect(mergeSweeps(...parts.reverse()).toJSON()).toEqual(whole.toJSON());
      // As files of parts come back.
      expect(mergeSweeps(...parts.map((part) => JSON.parse(JSON.stringify(part)))).toJSON()).toEqual(
        whole.toJSON(),
      );
    }
  });

  it('deals out every cache once', () => {
    const { caches } = cachesIn({
      sizes: [1024, 4096, 8192],
      ways: [1, 2, 4],
      lines: [32, 64],
      replacements: ['lru', 'fifo'],
      writes: ['back', 'through'],
      writeAllocates: [true, false],
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), (of) => {
        const dealt = Array.from({ length: of }, (_, i) => partOf(caches, i + 1, of)).flat();
        expect(dealt.length).toBe(caches.length);
        expect(new Set(dealt)).toEqual(new Set(caches));
      }),
    );
  });

  it('is the same in worker threads, and says how far they are', async () => {
    const asked = sweep(sampleTrace('matrix'))
      .sizes('1 KiB', '8 KiB', '32 KiB')
      .ways(1, 4)
      .replacing('lru', 'fifo');
    const reports: ProgressReport[] = [];

    const inOne = await asked.workers(1).run();
    const inThree = await asked.workers(3).run({ progress: (report) => reports.push(report) });

    expect(inThree.toJSON()).toEqual(inOne.toJSON());
    for (const { unit, fraction } of reports) {
      expect(unit).toBe('references');
      expect(fraction).toBeLessThanOrEqual(1);
    }
  });

  it('stops when it is told to, in this thread and in others', async () => {
    const asked = sweep(sampleTrace('words')).replacing('lru', 'random');
    for (const workers of [1, 2]) {
      const reason = new Error('enough');
      await expect(asked.workers(workers).run({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    }
  });

  it('says of a damaged file what a replay says, from whichever thread', async () => {
    const file = join(tmpdir(), `aliaslab-damaged-${process.pid}.lackey`);
    writeFileSync(file, ' L 1000,8\n L 1000\n');
    try {
      for (const workers of [1, 3]) {
        await expect(sweep(traceFile(file)).workers(workers).run()).rejects.toThrow(
          `${file}: line 2 is " L 1000": a ',' is missing; 1 reference had been read`,
        );
      }
    } finally {
      rmSync(file);
    }
  });

  it('becomes a table, and files that read back as the same', async () => {
    const swept = await sweep(typed).sizes('1 KiB', '2 KiB').ways(1, 2).run();
    const table = swept.table();

    expect(table.numRows()).toBe(4);
    expect(table.columnNames().slice(0, 4)).toEqual(['size', 'ways', 'line', 'sets']);
    expect(fromCSV(swept.csv()).objects()).toEqual(table.objects());
    expect(fromArrow(swept.arrow()).objects()).toEqual(table.objects());
    expect(swept.figure().data).toHaveLength(2);
    expect(String(swept)).toContain(swept.verdict());
  });
});

describe('parts that do not belong together', () => {
  const part = (shard: number, of: number) =>
    sweep(typed).sizes('1 KiB', '2 KiB', '4 KiB').ways(1).shard(shard, of).run();

  it('are refused, with everything that is missing or twice', async () => {
    const [first, second, other] = [await part(1, 3), await part(2, 3), await part(1, 2)];

    expect(() => mergeSweeps()).toThrow('there is nothing to merge');
    expect(() => mergeSweeps(first, second)).toThrow('of 3 parts, the following part is not there: 3');
    expect(() => mergeSweeps(first, first)).toThrow(
      '\n  - part 2 is part 1, and so is part 1\n  - of 3 parts, the following parts are not there: 2, 3',
    );
    expect(() => mergeSweeps(first, other)).toThrow(
      'part 2 is of another sweep than part 1: its of is 2, not 3',
    );
    expect(() => mergeSweeps(first, 7 as never)).toThrow('part 2 is no part of a sweep: 7');
    const whole = JSON.parse(JSON.stringify(first));
    for (const rows of [
      [7],
      [{ cache: 1, counts: 2 }],
      [{ ...whole.rows[0], cache: {} }],
      [{ ...whole.rows[0], counts: {} }],
    ]) {
      expect(() => mergeSweeps({ ...whole, rows })).toThrow('part 1 is no part of a sweep: an object');
    }
  });
});
