/** A cache by itself, asked by names of lines: what it says that it did, where lines lie, and what is held where. */
import { describe, expect, it } from 'vitest';
import { Cache, type LineName } from '../../src/hardware/cache.js';
import type { CacheDescription } from '../../src/hardware/cache-description.js';
import { Memory } from '../../src/hardware/memory.js';
import { cacheOf } from './small-machine.js';

/** 8 KiB in 2 ways of 16 B lines: 256 sets, which are those of one 4 KiB page. */
const SMALL = { organization: 'PIPT', size: 8192, ways: 2, line: 16 } as const;

function cacheWith(changes: Partial<CacheDescription> = SMALL) {
  const memory = new Memory();
  return { memory, cache: new Cache(cacheOf(changes), memory) };
}

/** A line of a physical page, under a virtual page of the same number unless another is given. */
function line(physicalPage: number, number: number, virtualPage = physicalPage, space = 1): LineName {
  return { space, virtualPage, physicalPage, line: number };
}

function store(cache: Cache, name: LineName, byte: number): void {
  cache.store(name, 0, 1, Uint8Array.of(byte), 0);
}

function load(cache: Cache, name: LineName): number {
  const into = new Uint8Array(1);
  cache.load(name, 0, 1, into, 0);
  return into[0]!;
}

const NOTHING = {
  set: 0,
  way: -1,
  hit: false,
  filled: false,
  evicted: false,
  wroteBack: false,
  wroteThrough: false,
  otherPage: -1,
  otherLine: -1,
};

describe('what a cache says that it did', () => {
  it('is nothing, before it is asked for anything', () => {
    expect(cacheWith().cache.effect).toEqual(NOTHING);
  });

  it('is of the latest operation alone', () => {
    const { cache } = cacheWith();
    store(cache, line(1, 3), 7);
    const stored = { ...cache.effect };
    cache.clean(line(1, 3));
    const cleaned = { ...cache.effect };
    cache.clean(line(1, 3));
    const again = { ...cache.effect };
    cache.invalidate(line(1, 3));
    const dropped = { ...cache.effect };
    cache.flush(line(1, 3));
    const absent = { ...cache.effect };
    cache.invalidate(line(1, 3));

    const at3 = { ...NOTHING, set: 3, way: 0, hit: true };
    expect(stored).toEqual({ ...at3, hit: false, filled: true });
    expect(cleaned).toEqual({ ...at3, wroteBack: true, otherPage: 1, otherLine: 3 });
    expect(again).toEqual(at3);
    expect(dropped).toEqual({ ...at3, evicted: true, otherPage: 1, otherLine: 3 });
    expect([absent, cache.effect]).toEqual([
      { ...NOTHING, set: 3 },
      { ...NOTHING, set: 3 },
    ]);
  });

  it('is the same for maintenance by set and way', () => {
    const { cache } = cacheWith();
    store(cache, line(1, 3), 7);
    cache.cleanWay(3, 0);
    const cleaned = { ...cache.effect };
    cache.invalidateWay(3, 0);
    const dropped = { ...cache.effect };
    cache.flushWay(3, 0);

    const at3 = { ...NOTHING, set: 3, way: 0, hit: true, otherPage: 1, otherLine: 3 };
    expect(cleaned).toEqual({ ...at3, wroteBack: true });
    expect(dropped).toEqual({ ...at3, evicted: true });
    expect(cache.effect).toEqual({ ...NOTHING, set: 3 });
  });

  it('is of no way where a store that misses goes past it', () => {
    const { cache } = cacheWith({ ...SMALL, writeAllocate: false });

    store(cache, line(1, 3), 7);

    expect(cache.effect).toEqual({ ...NOTHING, set: 3, wroteThrough: true });
  });

  it('names the line that left for the one that came', () => {
    const { cache, memory } = cacheWith();
    store(cache, line(1, 3), 7);
    load(cache, line(2, 3));

    load(cache, line(4, 3));

    expect(cache.effect).toEqual({
      ...NOTHING,
      set: 3,
      way: 0,
      filled: true,
      evicted: true,
      wroteBack: true,
      otherPage: 1,
      otherLine: 3,
    });
    expect(memory.page(1)[3 * 16]).toBe(7);
  });
});

describe('maintenance by set and way', () => {
  it.each(['clean', 'invalidate', 'flush'] as const)(
    'does not %s the line of the next set, or of the one before, by a way that the set does not have',
    (action) => {
      const { cache } = cacheWith();
      store(cache, line(1, 3), 7);
      store(cache, line(2, 3), 8);
      store(cache, line(1, 4), 9);
      const before = cache.lines();

      cache[`${action}Way`](3, 2);
      cache[`${action}Way`](4, -1);

      expect(cache.lines()).toEqual(before);
      expect(cache.effect).toEqual({ ...NOTHING, set: 4 });
    },
  );
});

describe('the set of a line', () => {
  const shape = { size: 16384, ways: 1, line: 32 }; // 512 sets: 4 pages of 128 lines
  it.each([
    ['VIVT', false, 128 + 5],
    ['VIPT', false, 128 + 5],
    ['VIPT', true, 256 + 5],
    ['PIPT', false, 256 + 5],
  ] as const)(
    'is picked in a %s cache (synonyms resolved: %s) by one of its pages',
    (organization, resolvesSynonyms, set) => {
      const { cache } = cacheWith({ ...shape, organization, resolvesSynonyms });

      expect(cache.setOf(line(4 + 2, 5, 8 + 1))).toBe(set);
    },
  );

  it('wraps where a way is smaller than a page', () => {
    const { cache } = cacheWith({ ...SMALL, size: 64, ways: 2 }); // 2 sets

    expect([0, 1, 2, 255].map((number) => cache.setOf(line(1, number)))).toEqual([0, 1, 0, 1]);
  });
});

describe('to look at', () => {
  it('a line is where its name leads, and nowhere else', () => {
    const { cache } = cacheWith({ ...SMALL, organization: 'VIVT', addressSpaceIds: true });
    load(cache, line(9, 3, 1));
    load(cache, line(8, 3, 2));
    load(cache, line(7, 4, 3));

    expect(
      [line(9, 3, 1), line(8, 3, 2), line(8, 4, 2), line(8, 3, 2, 7)].map((name) => cache.wayOf(name)),
    ).toEqual([0, 1, -1, -1]);
    expect([cache.homeOf(3, 0), cache.homeOf(3, 1), cache.homeOf(5, 0)]).toEqual([9, 8, undefined]);
    expect(cache.lineAt(3, 1)).toEqual({
      set: 3,
      way: 1,
      tagPage: 2,
      tagSpace: 1,
      homePage: 8,
      line: 3,
      dirty: false,
      bytes: new Uint8Array(16),
    });
    expect([cache.lineAt(3, 2), cache.lineAt(4, -1), cache.lineAt(5, 0)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect([3, 4, 5].map((set) => cache.linesIn(set).map(({ way }) => way))).toEqual([[0, 1], [0], []]);
  });

  it('copies of a physical line are found under every color, or in one set', () => {
    const { cache } = cacheWith({ organization: 'VIPT', size: 16384, ways: 1, line: 32 });
    for (const color of [0, 1, 3]) load(cache, line(9, 5, color));
    load(cache, line(9, 6, 2));
    load(cache, line(7, 5, 2));

    expect(cache.copiesOf(9, 5)).toEqual([
      { set: 5, way: 0 },
      { set: 128 + 5, way: 0 },
      { set: 384 + 5, way: 0 },
    ]);
    expect(cache.copiesOf(9, 5, 128 + 5)).toEqual([{ set: 128 + 5, way: 0 }]);
    expect(cache.copiesOf(9, 5, 256 + 5)).toEqual([]);
  });

  it('copies are found in whichever way they lie, and lines that share their set are none', () => {
    const { cache } = cacheWith({ ...SMALL, size: 64, ways: 2 }); // 2 sets
    load(cache, line(9, 1));
    load(cache, line(9, 3));

    expect([1, 3, 5].map((number) => cache.copiesOf(9, number))).toEqual([
      [{ set: 1, way: 0 }],
      [{ set: 1, way: 1 }],
      [],
    ]);
  });

  it('a byte is held where some copy of its line has it at its place', () => {
    const { cache } = cacheWith({ organization: 'VIPT', size: 16384, ways: 1, line: 32 });
    cache.store(line(9, 5, 0), 2, 1, Uint8Array.of(7), 0);
    load(cache, line(9, 5, 1));

    expect([
      cache.holds(9, 5, 2, 7),
      cache.holds(9, 5, 3, 7),
      cache.holds(9, 6, 2, 7),
      cache.holds(9, 5, 3, 0),
    ]).toEqual([true, false, false, true]);
  });

  it('the second way of a set is looked at as the first is', () => {
    const { cache } = cacheWith();
    load(cache, line(1, 3));
    store(cache, line(2, 3), 7);

    expect([0, 1].map((way) => cache.isDirty(3, way))).toEqual([false, true]);
    expect([cache.holds(2, 3, 0, 7), cache.holds(1, 3, 0, 7)]).toEqual([true, false]);
    cache.cleanWay(3, 1);
    expect(cache.effect).toMatchObject({ way: 1, hit: true, wroteBack: true });
    cache.flushWay(3, 1);
    expect(cache.linesIn(3).map(({ way }) => way)).toEqual([0]);
  });

  it('dirty lines are those that were stored to since they came or were cleaned', () => {
    const { cache } = cacheWith();
    for (const number of [3, 4, 5]) store(cache, line(1, number), 7);
    load(cache, line(1, 6));
    cache.clean(line(1, 4));
    cache.invalidate(line(1, 5));

    expect([3, 4, 5, 6].map((set) => cache.isDirty(set, 0))).toEqual([true, false, false, false]);
    expect(cache.dirtyLines).toBe(1);
    cache.forget();
    expect([cache.dirtyLines, cache.lines()]).toEqual([0, []]);
    expect(cache.isDirty(3, 0)).toBe(false);
  });
});

describe('a store', () => {
  it.each([
    ['through', true],
    ['back', false],
  ] as const)(
    'goes to its place in memory, however long it is: write-%s, allocating: %s',
    (write, writeAllocate) => {
      const { cache, memory } = cacheWith({ ...SMALL, line: 64, write, writeAllocate });
      const bytes = Uint8Array.from({ length: 60 }, (_, i) => i + 1);

      cache.store(line(1, 3), 2, 50, bytes, 5);
      cache.store(line(1, 5), 3, 1, bytes, 0);

      const stored = [...memory.page(1).subarray(3 * 64 + 1, 3 * 64 + 53)];
      expect(stored).toEqual([0, ...bytes.subarray(5, 55), 0]);
      expect([...memory.page(1).subarray(5 * 64 + 2, 5 * 64 + 5)]).toEqual([0, 1, 0]);
    },
  );
});

describe('a whole line', () => {
  it('goes in and comes out as words', () => {
    const { cache, memory } = cacheWith();
    const words = Int32Array.of(9, 1, 2, 3, 4, 9);
    cache.storeLine(line(1, 3), words, 1);

    const into = new Int32Array(6);
    cache.loadLine(line(1, 3), into, 1);

    expect([...into]).toEqual([0, 1, 2, 3, 4, 0]);
    expect([...memory.words(1).subarray(12, 16)]).toEqual([0, 0, 0, 0]);
    cache.clean(line(1, 3));
    expect([...memory.words(1).subarray(11, 17)]).toEqual([0, 1, 2, 3, 4, 0]);
  });

  it('goes to memory where it is not allocated, or is written through', () => {
    const through = cacheWith({ ...SMALL, write: 'through' });
    const past = cacheWith({ ...SMALL, writeAllocate: false });
    for (const { cache } of [through, past]) cache.storeLine(line(1, 3), Int32Array.of(1, 2, 3, 4), 0);

    for (const { memory } of [through, past]) {
      expect([...memory.words(1).subarray(11, 17)]).toEqual([0, 1, 2, 3, 4, 0]);
    }
    expect([through.cache.lines().length, past.cache.lines().length]).toEqual([1, 0]);
    expect([through.cache.dirtyLines, through.cache.effect.wroteThrough]).toEqual([0, true]);
  });

  it('of 256 B goes past a cache that does not allocate', () => {
    const { cache, memory } = cacheWith({ ...SMALL, line: 256, writeAllocate: false });

    cache.storeLine(line(1, 3), new Int32Array(64).fill(7), 0);

    expect([...memory.words(1).subarray(3 * 64, 4 * 64)]).toEqual(Array(64).fill(7));
    expect(cache.lines()).toEqual([]);
  });
});
