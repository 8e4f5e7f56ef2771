/** What is counted beside hits and misses, so that a story has a price: maintenance, words past the cache, mappings, refills. */
import { describe, expect, it } from 'vitest';
import { countsSince, noCounts } from '../../src/hardware/counts.js';
import { Machine } from '../../src/hardware/machine.js';
import { fromBigInt } from '../../src/units/address.js';
import { aliasOf, cacheOf, machineWith } from './small-machine.js';

describe('maintenance is counted a line each, held or not', () => {
  it('by address', () => {
    const machine = machineWith();
    const user = aliasOf(machine, 0x5000n, 0x9000n);
    user.store(0, 1);

    user.clean(0, 33);
    user.invalidate(64, 32);
    user.flush();
    user.evict(0, 4096);

    expect(machine.counts).toMatchObject({ cleans: 2, invalidates: 1, flushes: 128 });
  });

  it('by set and way, where there is such a slot', () => {
    const machine = machineWith();

    machine.maintainWay('clean', 511, 0);
    machine.maintainWay('clean', 512, 0);
    machine.maintainWay('clean', 0, 1);
    machine.maintainAll('flush');

    expect(machine.counts).toMatchObject({ cleans: 1, flushes: 512 });
    expect(machine.log.length).toBe(0);
  });

  it('by physical page', () => {
    const machine = machineWith();

    machine.maintainPhysical('invalidate', 9);

    expect(machine.counts.invalidates).toBe(128);
    expect(machine.log.length).toBe(0);
  });

  it('once, however many cores it reaches', () => {
    const machine = new Machine(cacheOf(), 4096, 'events', { count: 2, snoops: 'physical address' });
    const user = aliasOf(machine, 0x5000n, 0x9000n);
    user.load(0);
    machine.core = 1;
    user.load(0);

    user.flush(0, 1);

    expect(machine.counts.flushes).toBe(1);
    expect(machine.log.events().map(({ action, core }) => `${action} ${core}`)).toEqual([
      'load 0',
      'load 1',
      'snoop 0',
      'flush 1',
    ]);
  });
});

describe('maintenance by physical page', () => {
  it('finds the copies of all colors in the cache of this core, and names no alias', () => {
    const machine = machineWith();
    const user = aliasOf(machine, 0x2955_1000n, 0x0c12_3000n);
    const direct = aliasOf(machine, 0x8c12_3000n, 0x0c12_3000n, { space: 0 });
    const other = aliasOf(machine, 0x6000n, 0xa000n);
    for (const alias of [user, direct, other]) alias.load(32);

    machine.maintainPhysical('invalidate', 0x0c123);

    expect(machine.cache.lines().map(({ homePage }) => homePage)).toEqual([0xa]);
    expect(
      machine.log
        .events()
        .slice(3)
        .map(({ action, alias, set, evicted, physical }) => ({ action, alias, set, evicted, physical })),
    ).toEqual([
      { action: 'invalidate', alias: -1, set: 129, evicted: true, physical: { page: 0x0c123, offset: 32 } },
      { action: 'invalidate', alias: -1, set: 385, evicted: true, physical: { page: 0x0c123, offset: 32 } },
    ]);
  });

  it('writes back what is dirty when it flushes, and loses it when it invalidates', () => {
    const outcomes = (['flush', 'invalidate'] as const).map((action) => {
      const machine = machineWith();
      const user = aliasOf(machine, 0x5000n, 0x9000n);
      user.store(0, 7);
      machine.maintainPhysical(action, 9);
      return { memory: machine.memory.page(9)[0], lost: machine.counts.lostStores };
    });

    expect(outcomes).toEqual([
      { memory: 7, lost: 0 },
      { memory: 0, lost: 1 },
    ]);
  });
});

describe('an access past the cache', () => {
  it.each([
    { line: 32, offset: 0, length: 8, words: 1 },
    { line: 32, offset: 7, length: 2, words: 2 },
    { line: 32, offset: 30, length: 4, words: 2 },
    { line: 4, offset: 0, length: 8, words: 1 },
    { line: 4, offset: 2, length: 8, words: 2 },
    { line: 4, offset: 4, length: 4096, words: 513 },
    { line: 32, offset: 4095, length: 2, words: 2 },
  ])(
    'of $length bytes at $offset in lines of $line takes $words words',
    ({ line, offset, length, words }) => {
      const machine = machineWith({ line });
      const user = aliasOf(machine, 0x5000n, 0x9000n, { length: 8192, cached: false });

      user.load(offset, length);
      user.store(offset, ...Array.from({ length }, () => 1));
      user.store(offset, ...Array.from({ length }, () => 2));

      expect(machine.counts).toMatchObject({ uncachedLoads: words, uncachedStores: 2 * words });
    },
  );
});

it('everything is counted from 0, and what was counted since is the difference', () => {
  const machine = machineWith({ size: 64, ways: 1, line: 32 });
  const user = aliasOf(machine, 0x5000n, 0x9000n);
  const before = { ...machine.counts };
  user.store(0, 1);
  user.load(0);
  user.load(64);
  const since = { ...machine.counts };
  user.load(64);

  expect(before).toEqual(noCounts());
  expect([...new Set(Object.values(before))]).toEqual([0]);
  expect(since).toEqual({
    ...before,
    ...{ stores: 1, loads: 2, hits: 1, misses: 2, fills: 2, evictions: 1, writeBacks: 1 },
  });
  expect(countsSince(since, machine.counts)).toEqual({ ...noCounts(), loads: 1, hits: 1 });
});

it('the same is counted where no event is kept, lost and foreign stores too', () => {
  const counted = (['events', 'counts'] as const).map((mode) => {
    const machine = new Machine(cacheOf({ organization: 'VIVT' }), 4096, mode);
    const one = aliasOf(machine, 0x5000n, 0x9000n, { space: 1 });
    const other = aliasOf(machine, 0x5000n, 0xb000n, { space: 2 });
    one.store(0, 1);
    const judged = [other.judge(0)];
    other.store(1, 2);
    one.invalidate(0, 1);
    one.load(0);
    machine.crash('lost');
    one.store(0, 3);
    one.invalidate(0, 1);
    const lost = machine.lost.map(({ store, lostAt, bytes }) => [store, lostAt, ...bytes]);
    return { counts: machine.counts, lost, judged, events: machine.log.length };
  });

  // Store, load, store, invalidate, load, crash, store, invalidate: events have a number, whether they are kept or not.
  const told = {
    judged: ['foreign'],
    lost: [
      [2, 2, 2],
      [0, 3, 1],
      [6, 7, 3],
    ],
  };
  expect(counted[0]).toMatchObject({ ...told, events: 8 });
  expect(counted[1]).toEqual({ ...counted[0], events: 0 });
  expect(counted[1]!.counts).toMatchObject({ lostStores: 3, foreignLoads: 1, refills: 1, invalidates: 2 });
});

it('stores that go on to memory are counted a line each', () => {
  const machine = machineWith({ write: 'through' });
  const user = aliasOf(machine, 0x5000n, 0x9000n);

  user.store(0, ...Array.from({ length: 64 }, () => 1));
  user.load(0, 64);

  expect(machine.counts).toMatchObject({ writeThroughs: 2, stores: 1 });
});

it('barriers are counted, however many lines they promise', () => {
  const machine = machineWith();
  const user = aliasOf(machine, 0x5000n, 0x9000n);

  machine.barrier(user.number, 0, 4096);
  machine.barrier(user.number, 0, 1);

  expect(machine.counts.barriers).toBe(2);
});

describe('of mappings are counted', () => {
  const PAGE = 16384;
  const frame = (number: number) => fromBigInt(BigInt(number * PAGE));

  /** Two cores, and an alias of two pages that leads nowhere yet; what is done counts as a step of a story. */
  function onTwoCores() {
    const machine = new Machine(cacheOf(), PAGE, 'counts', { count: 2, snoops: 'none' });
    const virtual = frame(4);
    const alias = machine.addAlias({ name: 'user', who: 'user', space: 1, virtual, length: 2 * PAGE });
    machine.step = 1;
    const useOn = (...cores: number[]) => {
      for (const core of cores) {
        machine.core = core;
        machine.load(alias, 0, 1);
        machine.load(alias, PAGE, 1);
      }
    };
    const countsOf = (act: () => void) => {
      const { maps, tlbInvalidations } = machine.counts;
      act();
      return [machine.counts.maps - maps, machine.counts.tlbInvalidations - tlbInvalidations];
    };
    return { machine, alias, useOn, countsOf };
  }

  it('the pages that were mapped, and no TLB invalidation, where nothing was mapped', () => {
    const { machine, alias, countsOf } = onTwoCores();

    expect(countsOf(() => machine.map(alias, frame(8)))).toEqual([2, 0]);
  });

  it('nothing where a page leads where it leads already, used or not, on any core', () => {
    const { machine, alias, useOn, countsOf } = onTwoCores();
    machine.map(alias, frame(8));
    const unused = countsOf(() => machine.map(alias, frame(8)));
    useOn(0, 1);

    expect(unused).toEqual([0, 0]);
    expect(countsOf(() => machine.map(alias, frame(8)))).toEqual([0, 0]);
    expect(countsOf(() => machine.map(alias, frame(8), true, { tlb: 'kept' }))).toEqual([0, 0]);
  });

  it('the pages that lead elsewhere than before, and each of them invalidated once, on however many cores', () => {
    const { machine, alias, useOn, countsOf } = onTwoCores();
    machine.map(alias, frame(8));
    useOn(0, 1);

    expect(countsOf(() => machine.mapPart(alias, 0, PAGE, frame(10)))).toEqual([1, 1]);
    expect(countsOf(() => machine.map(alias, frame(10)))).toEqual([1, 1]);
  });

  it('an invalidation of what was mapped and not used, too: hardware may have looked at it', () => {
    const { machine, alias, countsOf } = onTwoCores();
    machine.map(alias, frame(8));

    expect(countsOf(() => machine.map(alias, frame(10)))).toEqual([2, 2]);
  });

  it('a page that goes past the cache from now on, as one that leads elsewhere', () => {
    const { machine, alias, countsOf } = onTwoCores();
    machine.map(alias, frame(8));

    expect(countsOf(() => machine.mapPart(alias, PAGE, PAGE, frame(9), false))).toEqual([1, 1]);
    expect(countsOf(() => machine.map(alias, frame(8)))).toEqual([1, 1]);
  });

  it('the pages that are taken away, if they are there', () => {
    const { machine, alias, useOn, countsOf } = onTwoCores();
    machine.map(alias, frame(8));
    useOn(1);

    expect(countsOf(() => machine.unmap(alias))).toEqual([2, 2]);
    expect(countsOf(() => machine.unmap(alias))).toEqual([0, 0]);
    expect(countsOf(() => machine.map(alias, frame(8)))).toEqual([2, 0]);
  });

  it('nothing of another alias at the address of one, where both lead to one frame', () => {
    const { machine, alias, useOn, countsOf } = onTwoCores();
    machine.map(alias, frame(8));
    useOn(0);
    const twin = machine.addAlias({
      name: 'twin',
      who: 'user',
      space: 1,
      virtual: frame(5),
      length: 2 * PAGE,
    });

    // Its first page is the second of the other alias; behind that nothing was mapped.
    expect(countsOf(() => machine.map(twin, frame(9)))).toEqual([1, 0]);
    expect(countsOf(() => machine.map(twin, frame(2)))).toEqual([2, 2]);
    expect(countsOf(() => machine.map(alias, frame(8)))).toEqual([1, 1]);
  });

  it('no invalidation where TLBs are kept, and one for each page that a TLB still has wrong, later', () => {
    const { machine, alias, useOn, countsOf } = onTwoCores();
    machine.map(alias, frame(8));
    useOn(1);

    expect(countsOf(() => machine.map(alias, frame(10), true, { tlb: 'kept' }))).toEqual([2, 0]);
    expect(countsOf(() => machine.map(alias, frame(10)))).toEqual([0, 2]);
    expect(countsOf(() => machine.map(alias, frame(10)))).toEqual([0, 0]);
  });

  it('no invalidation where what a TLB kept has become right again', () => {
    const { machine, alias, useOn, countsOf } = onTwoCores();
    machine.map(alias, frame(8));
    useOn(0);

    expect(countsOf(() => machine.unmap(alias, { tlb: 'kept' }))).toEqual([2, 0]);
    expect(countsOf(() => machine.map(alias, frame(8)))).toEqual([2, 0]);
    expect(countsOf(() => machine.unmap(alias, { tlb: 'kept' }))).toEqual([2, 0]);
    expect(countsOf(() => machine.map(alias, frame(10)))).toEqual([2, 2]);
  });

  it('an invalidation that is asked for, of all pages of the alias, whatever the TLBs hold', () => {
    const { machine, alias, countsOf } = onTwoCores();
    machine.map(alias, frame(8));

    expect(countsOf(() => machine.invalidateTlb(alias))).toEqual([0, 2]);
    expect(countsOf(() => machine.invalidateTlb(alias, 'this core'))).toEqual([0, 2]);
  });

  it('no mapping before step 1: that is the setting', () => {
    const { machine, alias, countsOf } = onTwoCores();
    machine.step = 0;

    expect(countsOf(() => machine.map(alias, frame(8)))).toEqual([0, 0]);
    expect(countsOf(() => machine.unmap(alias))).toEqual([0, 2]);
  });
});

describe('a refill', () => {
  const machineAndUser = () => {
    const machine = machineWith();
    return { machine, user: aliasOf(machine, 0x5000n, 0x9000n) };
  };

  it.each(['flush', 'invalidate'] as const)('is a fill of what %s dropped, counted once', (action) => {
    const { machine, user } = machineAndUser();
    user.load(0);

    machine.maintain(action, user.number, 0, 1);
    user.load(0);
    user.evict(0);
    user.load(0);

    expect(machine.counts).toMatchObject({ fills: 3, refills: 1 });
  });

  it('is of the very line that was dropped, wherever it lies in its page', () => {
    const machine = machineWith();
    const user = aliasOf(machine, 0x5000n, 0x9000n);
    user.load(96, 64);
    user.invalidate(96, 32);
    user.evict(128, 32);

    user.load(128);
    const ofOther = machine.counts.refills;
    user.load(96);

    expect([ofOther, machine.counts.refills]).toEqual([0, 1]);
  });

  it('is none after a clean, an eviction or maintenance that found nothing', () => {
    const { machine, user } = machineAndUser();

    user.flush(0, 1);
    user.load(0);
    user.clean(0, 1);
    user.evict(0);
    user.load(0);

    expect(machine.counts).toMatchObject({ fills: 2, refills: 0 });
  });

  it('is one too after maintenance by set and way, or by physical page', () => {
    const { machine, user } = machineAndUser();
    user.load(0);

    machine.maintainAll('flush');
    user.load(0);
    machine.maintainPhysical('flush', 9);
    machine.fetch(user.number, 0, 1);

    expect(machine.counts).toMatchObject({ fills: 3, refills: 2 });
  });

  it('is none where an alias of another color brings the same memory', () => {
    const { machine, user } = machineAndUser();
    const other = aliasOf(machine, 0x6000n, 0x9000n);
    user.load(0);

    user.flush(0, 1);
    other.load(0);
    const before = machine.counts.refills;
    user.load(0);

    expect([before, machine.counts.refills]).toEqual([0, 1]);
  });

  it('belongs to the core whose line was dropped, also where maintenance reached it from another', () => {
    const machine = new Machine(cacheOf(), 4096, 'events', { count: 2, snoops: 'physical address' });
    const user = aliasOf(machine, 0x5000n, 0x9000n);
    user.load(0);
    machine.core = 1;

    user.flush(0, 1);
    user.load(0);
    const onThis = machine.counts.refills;
    machine.core = 0;
    user.load(0);

    expect([onThis, machine.counts.refills]).toEqual([0, 1]);
  });

  it('is none where a store of another core dropped the line: that was no maintenance', () => {
    const machine = new Machine(cacheOf(), 4096, 'events', { count: 2, snoops: 'physical address' });
    const user = aliasOf(machine, 0x5000n, 0x9000n);
    user.load(0);
    machine.core = 1;
    user.store(0, 1);
    machine.core = 0;

    user.load(0);

    expect(machine.counts).toMatchObject({ fills: 3, refills: 0 });
  });

  it('is none after a power cut: everything has to come from memory then', () => {
    const { machine, user } = machineAndUser();
    user.load(0);
    user.flush(0, 1);

    machine.crash('arrives');
    user.load(0);

    expect(machine.counts.refills).toBe(0);
  });
});
