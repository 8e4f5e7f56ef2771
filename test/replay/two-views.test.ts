/** Two views of a program's pages: frames are given in the order of first access, however accesses are batched. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CacheDescription } from '../../src/hardware/cache-description.js';
import { cache, flushPlan, machine, none, uncached } from '../../src/index.js';
import { USUAL_LINUX } from '../../src/linux/linux-description.js';
import type { KernelCalls } from '../../src/replay/two-views/two-views-description.js';
import { type TwoViewsOptions, TwoViewsPass } from '../../src/replay/two-views/two-views-pass.js';
import { byFirstTouch, type NaiveReference, NaiveReplay } from '../oracle/naive-replay.js';
import { anyGeometry, cacheOf, columnsOf } from './references.js';

const PAGE = 4096;

const ONE_WAY = cache().pipt().size('8 KiB').ways(1).line(32).describe();

interface Asked extends Partial<TwoViewsOptions> {
  readonly cache?: CacheDescription;
  readonly pageSize?: number;
}

function counted(asked: Asked, references: readonly NaiveReference[], room?: number) {
  const { cache: held = ONE_WAY, pageSize = PAGE, ...others } = asked;
  const options = {
    machine: machine(held).pages(pageSize).describe(),
    linux: USUAL_LINUX,
    difference: 0,
    strategy: none().toJSON(),
    calls: { rw: 'read' as const, length: 8, every: 1 },
    window: 64,
    full: () => new Error('more pages than a test has'),
  };
  const pass = new TwoViewsPass({ ...options, ...others }, room);
  pass.feed(columnsOf(references));
  const counts = pass.counts();
  return { counts, calls: counts.calls, pages: pass.pages };
}

const anyReference: fc.Arbitrary<NaiveReference> = fc.record({
  kind: fc.constantFrom('load', 'load', 'store', 'modify', 'instruction'),
  // Twelve pages and the boundaries between them.
  address: fc
    .tuple(fc.nat({ max: 11 }), fc.oneof(fc.nat({ max: 64 }), fc.integer({ min: 4080, max: 4095 })))
    .map(([page, offset]) => BigInt(0x2955_1000 + page * PAGE + offset)),
  size: fc.oneof(fc.constantFrom(1, 4, 8), fc.integer({ min: 1, max: 200 })),
});
const anyReferences = fc.array(anyReference, { minLength: 1, maxLength: 60, size: 'max' });

/** Ways of a page and less, and of two pages and more, in which a frame has a color. */
const anyShape = fc
  .tuple(anyGeometry, fc.constantFrom(4, 256, 512, 1024), fc.constantFrom(1, 2, 4))
  .map(([geometry, sets, ways]) => ({ ...geometry, sets, ways, line: 32 }));

const anyCalls: fc.Arbitrary<KernelCalls> = fc.record({
  rw: fc.constantFrom('read', 'write', 'both'),
  length: fc.constantFrom(1, 8, 64, 4096),
  every: fc.integer({ min: 1, max: 9 }),
});

describe('a call after the last reference', () => {
  it('changes no miss before it', () => {
    // Frames 0 and 2 share the sets of this cache. Pages 1 and 3 get them, and push each other out.
    const references = [1, 2, 3, 1, 3, 1, 3, 1, 3].map(
      (page): NaiveReference => ({ kind: 'load', address: BigInt(page * PAGE), size: 8 }),
    );

    const noCall = counted({ calls: { rw: 'read', length: 8, every: 10 } }, references);
    const oneCall = counted({ calls: { rw: 'read', length: 8, every: 9 } }, references);

    expect(noCall).toMatchObject({ counts: { readMisses: 9, writeMisses: 0 }, calls: 0, pages: 3 });
    // The kernel's load hits what the program has just loaded; its store brings the buffer, in a fourth frame.
    expect(oneCall).toMatchObject({ counts: { readMisses: 9, writeMisses: 1 }, calls: 1, pages: 4 });
  });
});

describe('two views', () => {
  const plan = flushPlan({
    beforeRead: { user: 'clean', kernel: 'invalidate' },
    beforeWrite: { user: 'flush' },
    afterWrite: { kernel: 'clean' },
  });
  const anyCache = fc
    .tuple(
      anyShape,
      fc.constantFrom('VIVT' as const, 'VIPT' as const, 'PIPT' as const),
      fc.constantFrom('lru' as const, 'fifo' as const, 'plru' as const, 'round-robin' as const),
    )
    .map(([shape, organization, replacement]) => ({ ...cacheOf(shape), organization, replacement }));
  const anyStrategy = fc.constantFrom(none().toJSON(), plan.toJSON(), uncached().toJSON());
  const anyPageSize = fc.constantFrom(PAGE, 4 * PAGE);

  it('count the same in batches of any size, and use as many pages', () => {
    let calls = 0;
    fc.assert(
      fc.property(
        fc.record({ cache: anyCache, strategy: anyStrategy, calls: anyCalls, pageSize: anyPageSize }),
        fc.nat({ max: 3 }),
        anyReferences,
        fc.integer({ min: 1, max: 40 }),
        (asked, difference, references, room) => {
          const whole = counted({ ...asked, difference }, references);

          expect(counted({ ...asked, difference }, references, room)).toEqual(whole);
          calls += whole.calls;
        },
      ),
      { numRuns: 200 },
    );
    expect(calls).toBeGreaterThan(500);
  });

  it('have frames in the order of first access: the program’s pages, and the buffer between them', () => {
    let calls = 0;
    fc.assert(
      fc.property(
        anyShape,
        anyCalls,
        anyReferences,
        fc.integer({ min: 1, max: 40 }),
        (geometry, asked, references, room) => {
          const views = counted({ cache: cacheOf(geometry), calls: asked }, references, room);

          const naive = new NaiveReplay(geometry, 'every line', byFirstTouch());
          for (const access of withCalls(references, asked)) naive.refer(access);
          const { dirtyAtEnd: _, ...expected } = naive.counts();
          expect(views.counts).toMatchObject(expected);
          calls += views.calls;
        },
      ),
      { numRuns: 150 },
    );
    expect(calls).toBeGreaterThan(500);
  });

  it('are the same to the fast core and to the readable cache, where one way leaves no choice', () => {
    fc.assert(
      fc.property(
        anyShape,
        fc.constantFrom('VIVT' as const, 'VIPT' as const, 'PIPT' as const),
        fc.record({ strategy: anyStrategy, calls: anyCalls, pageSize: anyPageSize }),
        anyReferences,
        (geometry, organization, asked, references) => {
          const direct = { ...cacheOf({ ...geometry, ways: 1 }), organization };
          const readable = { ...direct, replacement: 'round-robin' as const };

          const fast = counted({ ...asked, cache: direct, difference: 1 }, references);

          expect(counted({ ...asked, cache: readable, difference: 1 }, references)).toEqual(fast);
        },
      ),
      { numRuns: 100 },
    );
  });
});

/** The buffer lies where no program does. */
const BUFFER = 2n ** 63n;

/** All accesses in their order, by the addresses of the program: to a physical index, the kernel's alias is the same line. */
function withCalls(
  references: readonly NaiveReference[],
  { rw, length, every }: KernelCalls,
): NaiveReference[] {
  const accesses: NaiveReference[] = [];
  let [made, called] = [0, 0];
  for (const reference of references) {
    if (reference.kind === 'instruction') continue;
    accesses.push(reference);
    made++;
    if (made % every !== 0) continue;
    const bytes = BigInt(length);
    const shared = { address: (reference.address / bytes) * bytes, size: length };
    const buffer = { address: BUFFER + (shared.address % BigInt(PAGE)), size: length };
    const isRead = rw === 'read' || (rw === 'both' && called % 2 === 0);
    const [from, to] = isRead ? [shared, buffer] : [buffer, shared];
    accesses.push({ kind: 'load', ...from }, { kind: 'store', ...to });
    called++;
  }
  return accesses;
}
