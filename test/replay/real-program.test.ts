/**
 * A real program: what valgrind's lackey recorded of it goes through a cache as valgrind's own simulator, cachegrind, says.
 * test/fixtures/traces/program.json has the counts and the commands that they came from.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { CONVENTIONS } from '../../src/replay/convention.js';
import { readTrace } from '../../src/replay/read-trace.js';
import { ReplayPass, replayTrace } from '../../src/replay/replay-trace.js';
import { NaiveReplay } from '../oracle/naive-replay.js';
import { inPieces, reading } from './bytes.js';
import { cacheOf, type Reference } from './traces.js';

const FIXTURES = join(import.meta.dirname, '../fixtures/traces');
const unzipped = (file: string): Uint8Array => gunzipSync(readFileSync(join(FIXTURES, file)));

/** Instructions; data reads and writes; misses among them. */
interface CachegrindCounts {
  readonly Ir: number;
  readonly Dr: number;
  readonly Dw: number;
  readonly D1mr: number;
  readonly D1mw: number;
}

const { counts }: { counts: Record<string, CachegrindCounts> } = JSON.parse(
  readFileSync(join(FIXTURES, 'program.json'), 'utf8'),
);
const counted = Object.entries(counts).map(([geometry, counts]) => {
  const [size, ways, line] = geometry.split(',').map(Number);
  return { geometry, cache: cacheOf({ size, ways, line }), counts };
});
const compact = unzipped('program.trace.gz');

describe('a real program', () => {
  it('was recorded with references of all kinds, some over two lines', async () => {
    const trace = await reading(compact);

    const kinds = (kind: string) => trace.filter((reference) => reference.kind === kind).length;
    const crossing = trace.filter(
      ({ kind, address, size }) => kind !== 'instruction' && Number(address % 64n) + size > 64,
    );
    expect(['load', 'store', 'modify', 'instruction'].map(kinds)).toEqual([21_008, 6_489, 3_000, 137_511]);
    expect(crossing.length).toBeGreaterThan(20);
  });

  it.each(counted)('has the misses that cachegrind counts for $geometry', async ({ cache, counts }) => {
    const pass = new ReplayPass([cache], 'cachegrind');

    await replayTrace(pass, (batch) => readTrace(inPieces(compact, [65_536]), undefined, batch));

    const [{ reads, writes, readMisses, writeMisses }] = pass.counts() as [ReturnType<typeof pass.counts>[0]];
    expect({ Dr: reads, Dw: writes, D1mr: readMisses, D1mw: writeMisses, Ir: counts.Ir }).toEqual(counts);
    expect(pass.references).toBe(137_511 + 21_008 + 6_489 + 3_000);
  });

  it('is told apart by several caches in one pass', async () => {
    const pass = new ReplayPass(
      counted.map(({ cache }) => cache),
      'cachegrind',
    );

    await replayTrace(pass, (batch) => readTrace(inPieces(compact), undefined, batch));

    expect(pass.counts().map(({ readMisses, writeMisses }) => [readMisses, writeMisses])).toEqual(
      counted.map(({ counts }) => [counts.D1mr, counts.D1mw]),
    );
  });

  it('is the same in the words of lackey, with its remarks', async () => {
    expect(await reading(unzipped('program.lackey.gz'), undefined, [65_536])).toEqual(await reading(compact));
  });

  it.each(CONVENTIONS)('has the counts of the naive simulator, counted as %s', async (convention) => {
    const cache = cacheOf({ size: 4096, ways: 4, line: 32 });
    const trace: Reference[] = await reading(compact);
    const pass = new ReplayPass([cache], convention);

    await replayTrace(pass, (batch) => readTrace(inPieces(compact), undefined, batch));

    expect(pass.counts()).toEqual([new NaiveReplay(cache, convention).replay(trace).counts]);
  });
});
