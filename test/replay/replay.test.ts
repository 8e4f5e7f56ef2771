/** Traces through caches: the fast core, the slow one and a naive simulator agree on every count and on every line. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CacheDescription } from '../../src/hardware/cache-description.js';
import { CONVENTIONS, type Convention } from '../../src/replay/convention.js';
import { hasFastCore } from '../../src/replay/fast-replay.js';
import { ReplayPass, replayTrace } from '../../src/replay/replay-trace.js';
import { SlowReplay } from '../../src/replay/slow-replay.js';
import { NaiveCache } from '../oracle/naive-cache.js';
import { NaiveReplay } from '../oracle/naive-replay.js';
import { anyCache, anyTrace, batchOf, cacheOf, type Reference, streamOf } from './traces.js';

const anyConvention = fc.constantFrom(...CONVENTIONS);
const anyFastCache = anyCache(['lru', 'fifo', 'round-robin']);
const anyCacheAtAll = anyCache(['lru', 'fifo', 'round-robin', 'plru', 'random']).filter(
  ({ replacement, ways }) => replacement !== 'plru' || Math.log2(ways) % 1 === 0,
);

type Lines = readonly { readonly line: bigint; readonly dirty: boolean }[];

const inOrder = (lines: Lines) => lines.map(({ line, dirty }) => `${line}${dirty ? ' dirty' : ''}`).sort();

function passed(caches: readonly CacheDescription[], convention: Convention, trace: readonly Reference[]) {
  const pass = new ReplayPass(caches, convention);
  pass.feed(batchOf(trace));
  return pass;
}

/** Where nobody invalidates, the pointer that goes round finds the line that came first. */
function naively(cache: CacheDescription, convention: Convention, trace: readonly Reference[]) {
  const replacement = cache.replacement === 'lru' ? 'lru' : 'fifo';
  return new NaiveReplay({ ...cache, replacement }, convention).replay(trace);
}

describe('a pass', () => {
  it('counts what the naive simulator counts, and ends with the same lines, for any trace and cache', () => {
    fc.assert(
      fc.property(anyFastCache, anyConvention, anyTrace(), (cache, convention, trace) => {
        const pass = passed([cache], convention, trace);
        const naive = naively(cache, convention, trace);

        expect(pass.counts()).toEqual([naive.counts]);
        expect(inOrder(pass.lines(0))).toEqual(inOrder(naive.lines()));
        expect(pass.references).toBe(trace.length);
      }),
      { numRuns: 400 },
    );
  });

  it('is tried with traces and caches in which everything happens', () => {
    const seen = new Set<string>();
    const samples = fc.sample(fc.tuple(anyFastCache, anyTrace()), { numRuns: 200, seed: 1 });
    for (const [cache, trace] of samples) {
      const pass = passed([cache], 'every line', trace);
      for (const [name, count] of Object.entries(pass.counts()[0]!)) if (count > 0) seen.add(name);
      if (trace.some(({ address, size }) => address + BigInt(size) > 2n ** 64n)) seen.add('the last address');
      const crosses = ({ address, size }: Reference) =>
        Number(address % BigInt(cache.line)) + size > cache.line;
      if (trace.some(crosses)) seen.add('a reference over two lines');
      if (cache.size === cache.ways * cache.line) seen.add('fully associative');
    }

    expect([...seen].sort()).toEqual([
      'a reference over two lines',
      'dirtyAtEnd',
      'evictions',
      'fully associative',
      'readMisses',
      'reads',
      'the last address',
      'writeMisses',
      'writebacks',
      'writes',
    ]);
  });

  it('counts the same in the fast core as in the cache of src/hardware, and ends with the same lines', () => {
    fc.assert(
      fc.property(anyFastCache, anyConvention, anyTrace(), (cache, convention, trace) => {
        const fast = passed([cache], convention, trace);
        const slow = new SlowReplay(cache, convention);
        slow.feed(batchOf(trace));

        expect(hasFastCore(cache)).toBe(true);
        expect(fast.counts()).toEqual([slow.counts()]);
        expect(inOrder(fast.lines(0))).toEqual(inOrder(slow.lines()));
      }),
      { numRuns: 300 },
    );
  });

  it('counts the same whatever stretches the trace comes in', async () => {
    const room = fc.integer({ min: 1, max: 50 });
    await fc.assert(
      fc.asyncProperty(
        anyCacheAtAll,
        anyConvention,
        anyTrace(120),
        room,
        room,
        async (cache, convention, trace, room, stretch) => {
          const inStretches = new ReplayPass([cache], convention, room);
          await replayTrace(inStretches, () => streamOf(trace, stretch));
          const whole = passed([cache], convention, trace);

          expect(inStretches.counts()).toEqual(whole.counts());
          expect(inOrder(inStretches.lines(0))).toEqual(inOrder(whole.lines(0)));
          expect(inStretches.references).toBe(trace.length);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('counts the same for several caches at once as for each alone', () => {
    const several = fc.array(anyCacheAtAll, { maxLength: 6 });
    fc.assert(
      fc.property(several, anyConvention, anyTrace(120), (caches, convention, trace) => {
        const together = passed(caches, convention, trace);
        const apart = caches.map((cache) => passed([cache], convention, trace));

        expect(together.counts()).toEqual(apart.flatMap((pass) => pass.counts()));
        for (const [i, pass] of apart.entries()) expect(together.lines(i)).toEqual(pass.lines(0));
      }),
      { numRuns: 100 },
    );
  });

  it('takes one cache twice for two caches', () => {
    const cache = cacheOf({ size: 64, ways: 1 });

    const counts = passed([cache, cache], 'every line', [load(0), load(64), load(0)]).counts();

    expect(counts.map(({ readMisses }) => readMisses)).toEqual([3, 3]);
  });

  it('reads what was put into its own batch without copying it', () => {
    const pass = new ReplayPass([cacheOf({})], 'every line');

    pass.batch.add(0, 0x1000, 0, 8);
    pass.feed(pass.batch);

    expect(pass.counts()[0]).toMatchObject({ reads: 1, readMisses: 1 });
  });

  it('tells how many references are done', async () => {
    const told: number[] = [];
    const trace = Array.from({ length: 25 }, (_, i) => load(i));

    await replayTrace(
      new ReplayPass([cacheOf({})], 'every line'),
      () => streamOf(trace, 10),
      (done) => told.push(done),
    );

    expect(told).toEqual([10, 20, 25]);
  });

  it.each(['plru', 'random'] as const)('replaces by %s as the naive cache does', (replacement) => {
    const oneByte = anyTrace(200, 1).map((trace) => trace.map((reference) => ({ ...reference, size: 1 })));
    const caches = anyCacheAtAll.map((cache) => ({ ...cache, replacement }));
    const possible = caches.filter(({ ways }) => ways > 1 && Math.log2(ways) % 1 === 0);
    fc.assert(
      fc.property(possible, oneByte, (cache, trace) => {
        const pass = passed([cache], 'every line', trace);
        const naive = new NaiveCache(cache, new Map());
        for (const { kind, address } of trace) {
          const place = { space: 0, virtual: address, physical: address };
          if (kind === 'load' || kind === 'modify') naive.load(place, 1);
          if (kind === 'store' || kind === 'modify') naive.store(place, [1]);
        }

        const held = naive.held.map(({ home, dirty }) => ({ line: home / BigInt(cache.line), dirty }));
        expect(hasFastCore(cache)).toBe(false);
        expect(inOrder(pass.lines(0))).toEqual(inOrder(held));
      }),
      { numRuns: 60 },
    );
  });
});

describe('the convention', () => {
  const cache = cacheOf({ size: 1024, ways: 2, line: 16 });
  const crossing: Reference = { kind: 'load', address: 0x100cn, size: 24 };
  const nothing = { evictions: 0, writebacks: 0 };

  it.each([
    ['a load of three lines', 'every line', crossing, [3, 0, 3, 0, 0]],
    ['a load of three lines', 'cachegrind', crossing, [1, 0, 1, 0, 0]],
    ['a store of three lines', 'every line', { ...crossing, kind: 'store' }, [0, 3, 0, 3, 3]],
    ['a store of three lines', 'cachegrind', { ...crossing, kind: 'store' }, [0, 1, 0, 1, 3]],
    ['a modify of three lines', 'every line', { ...crossing, kind: 'modify' }, [3, 3, 3, 0, 3]],
    ['a modify of three lines', 'cachegrind', { ...crossing, kind: 'modify' }, [1, 0, 1, 0, 3]],
    ['an instruction', 'every line', { ...crossing, kind: 'instruction' }, [0, 0, 0, 0, 0]],
    ['an instruction', 'cachegrind', { ...crossing, kind: 'instruction' }, [0, 0, 0, 0, 0]],
  ] as const)('%s, %s', (_what, convention, reference, expected) => {
    const [reads, writes, readMisses, writeMisses, dirtyAtEnd] = expected;

    const [counts] = passed([cache], convention, [reference]).counts();

    expect(counts).toEqual({ reads, writes, readMisses, writeMisses, dirtyAtEnd, ...nothing });
  });
});

describe('the last addresses', () => {
  it.each(CONVENTIONS)('are followed by the first, counted as %s', (convention) => {
    const reference: Reference = { kind: 'load', address: 2n ** 64n - 4n, size: 8 };
    const slow = new SlowReplay(cacheOf({}), convention);
    slow.feed(batchOf([reference]));

    const fast = passed([cacheOf({})], convention, [reference]);

    const lines = ['0', String(2n ** 58n - 1n)];
    expect(inOrder(fast.lines(0))).toEqual(lines);
    expect(inOrder(slow.lines())).toEqual(lines);
  });
});

function load(line: number): Reference {
  return { kind: 'load', address: BigInt(line), size: 1 };
}
