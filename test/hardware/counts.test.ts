/** What is counted beside hits and misses, so that a story has a price: maintenance, words past the cache, mappings, refills. */
import { describe, expect, it } from 'vitest';
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

describe('mappings are counted', () => {
  const twoPages = { length: 2 * 16384 };

  it('in pages of the machine, from the first step on', () => {
    const machine = new Machine(cacheOf(), 16384);
    const user = aliasOf(machine, 0x1_0000n, 0x2_0000n, twoPages);
    const before = machine.counts.maps;

    machine.step = 1;
    const late = aliasOf(machine, 0x5_0000n, 0x2_0000n, twoPages);
    machine.mapPart(user.number, 16384, 16384, fromBigInt(0x4_0000n));
    machine.unmap(late.number);
    machine.unmap(late.number);

    expect(before).toBe(0);
    expect(machine.counts.maps).toBe(2 + 1 + 2);
  });

  it('and TLB invalidations, of pages that had a translation or that somebody asked for, once a call', () => {
    const machine = new Machine(cacheOf(), 16384, 'counts', { count: 2, snoops: 'none' });
    const countsAfter = (act: () => void) => {
      const before = machine.counts.tlbInvalidations;
      act();
      return machine.counts.tlbInvalidations - before;
    };
    const user = aliasOf(machine, 0x1_0000n, 0x2_0000n, twoPages);
    const first = machine.counts.tlbInvalidations;
    user.load(0);

    expect(first).toBe(0);
    expect(countsAfter(() => machine.mapPart(user.number, 0, 16384, fromBigInt(0x4_0000n)))).toBe(1);
    expect(countsAfter(() => machine.invalidateTlb(user.number))).toBe(2);
    expect(countsAfter(() => machine.invalidateTlb(user.number, 'this core'))).toBe(2);
    user.load(0);
    expect(countsAfter(() => machine.unmap(user.number, { tlb: 'kept' }))).toBe(0);
    expect(countsAfter(() => machine.map(user.number, fromBigInt(0x4_0000n)))).toBe(1);
    expect(countsAfter(() => machine.unmap(user.number))).toBe(2);
    expect(countsAfter(() => machine.unmap(user.number))).toBe(0);
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
