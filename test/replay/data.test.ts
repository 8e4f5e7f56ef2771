/** The fast core that carries data, held equal to the readable cache in everything that can be seen of it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CacheDescription } from '../../src/hardware/cache-description.js';
import { BY_KERNEL } from '../../src/replay/data/accesses.js';
import { DataReplay } from '../../src/replay/data/data-replay.js';
import type { Placement } from '../../src/replay/data/placement.js';
import { SlowDataReplay } from '../../src/replay/data/slow-data-replay.js';
import { ReferenceBatch } from '../../src/replay/references.js';

const FRAMES = 4;

/** Two virtual pages of each frame, and a third past the cache for those who ask for it. */
const aliases: Placement = {
  of: (page) => ({ physicalPage: page % FRAMES, isUncached: page % 256 >= 3 * FRAMES }),
};

const anyCache = fc
  .record({
    organization: fc.constantFrom('VIVT', 'VIPT', 'PIPT'),
    ways: fc.constantFrom(1, 2, 3, 4, 8, 16, 17, 32),
    sets: fc.constantFrom(1, 2, 8, 64, 256),
    line: fc.constantFrom(4, 16, 32, 64, 256),
    write: fc.constantFrom('back', 'through'),
    writeAllocate: fc.boolean(),
    replacement: fc.constantFrom('lru', 'fifo'),
    resolvesSynonyms: fc.boolean(),
  })
  .map(
    ({ sets, ...cache }): CacheDescription =>
      ({
        ...cache,
        size: sets * cache.ways * cache.line,
        seed: 1,
        addressSpaceIds: false,
        resolvesSynonyms: cache.organization === 'VIPT' && cache.resolvesSynonyms,
      }) as CacheDescription,
  );

const anyAccess = fc.record({
  verb: fc.constantFrom(0, 0, 0, 1, 1, 2, 3, 4, 5, 6),
  kernel: fc.boolean(),
  // Pages whose lookaside entries meet, and the last ones that there are.
  page: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(0, 1, 4, 5, 8, 13) },
    fc.nat({ max: 8 }).map((page) => 2 ** 52 - 9 + page),
    fc.nat({ max: 3 }).map((n) => n * 2 ** 30),
  ),
  offset: fc.oneof(
    fc.nat({ max: 4095 }),
    { weight: 6, arbitrary: fc.nat({ max: 15 }) },
    fc.constantFrom(4090, 4095),
  ),
  size: fc.oneof(fc.constantFrom(1, 2, 4, 8, 3, 7, 16, 32), fc.integer({ min: 1, max: 600 })),
});

type Access = typeof anyAccess extends fc.Arbitrary<infer T> ? T : never;

function fill(batch: ReferenceBatch, accesses: readonly Access[]): void {
  batch.count = 0;
  for (const { verb, kernel, page, offset, size } of accesses) {
    const low = ((page % 2 ** 20) * 4096 + offset) >>> 0;
    batch.add(verb + (kernel ? BY_KERNEL : 0), low, Math.floor(page / 2 ** 20), size);
  }
}

const byPlace = (a: { set: number; homePage: number; line: number }, b: typeof a) =>
  a.set - b.set || a.homePage - b.homePage || a.line - b.line;

describe('the fast core with data', () => {
  it('ends as the readable cache does: counts, lines, memory, oracle', () => {
    let stale = 0;
    let loads = 0;
    fc.assert(
      fc.property(
        anyCache,
        fc.array(anyAccess, { minLength: 1, maxLength: 300, size: 'max' }),
        (cache, accesses) => {
          const fast = new DataReplay(cache, aliases, FRAMES, accesses.length);
          const slow = new SlowDataReplay(cache, aliases);
          const batch = new ReferenceBatch(accesses.length);
          fill(fast.batch, accesses);
          fill(batch, accesses);

          fast.run(accesses.length);
          slow.run(batch);

          expect(fast.counts()).toEqual(slow.counts());
          const held = slow
            .lines()
            .map(({ set, homePage, line, dirty, bytes }) => ({ set, homePage, line, dirty, bytes }));
          const key = (lines: typeof held) =>
            lines.map((line) => ({ ...line, bytes: [...line.bytes].join() })).sort(byPlace);
          expect(sorted(key(fast.lines()))).toEqual(sorted(key(held)));
          for (let page = 0; page < FRAMES; page++) {
            expect(fast.page(page)).toEqual({
              memory: slow.memory.page(page).slice(),
              oracle: slow.oracle.page(page).slice(),
            });
          }
          loads += slow.counts().reads;
          stale += slow.counts().staleLoads + slow.counts().staleKernelLoads;
        },
      ),
      { numRuns: 150 },
    );
    expect(stale).toBeGreaterThan(100);
    expect(stale).toBeLessThan(loads);
  });

  it('does the same in batches of any size', () => {
    fc.assert(
      fc.property(
        anyCache,
        fc.array(anyAccess, { minLength: 2, maxLength: 60 }),
        fc.integer({ min: 1, max: 7 }),
        (cache, accesses, room) => {
          const whole = new DataReplay(cache, aliases, FRAMES, accesses.length);
          const parts = new DataReplay(cache, aliases, FRAMES, room);
          fill(whole.batch, accesses);
          whole.run(accesses.length);
          for (let at = 0; at < accesses.length; at += room) {
            const part = accesses.slice(at, at + room);
            fill(parts.batch, part);
            parts.run(part.length);
          }
          expect(parts.counts()).toEqual(whole.counts());
        },
      ),
      { numRuns: 50 },
    );
  });
});

/** Two lines of one set may have one home, where tags are virtual: their bytes and dirty bits then decide. */
function sorted<T>(lines: readonly T[]): string[] {
  return lines.map((line) => JSON.stringify(line)).sort();
}
