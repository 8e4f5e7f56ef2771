/** What a machine does on behalf of agents, at its edges: who may act, what is noted, and how far a promise or a count reaches. */
import { describe, expect, it } from 'vitest';
import { Machine } from '../../src/hardware/machine.js';
import { fromBigInt } from '../../src/units/address.js';
import { aliasOf, cacheOf, inMemory, machineWith } from './small-machine.js';

const PAGE = 0x9000n;

function ofTwoCores() {
  const machine = new Machine(cacheOf(), 4096, 'events', { count: 2, snoops: 'physical address' });
  return { machine, user: aliasOf(machine, 0x5000n, PAGE) };
}

describe('agents', () => {
  it('are at most 256', () => {
    const machine = machineWith();
    for (let nth = 1; nth < 256; nth++) machine.addAgent({ port: 'dma' });

    expect(() => machine.addAgent({ port: 'dma' })).toThrow(
      new RangeError('a machine has at most 256 agents'),
    );
    expect(machine.agents).toHaveLength(256);
  });

  it('act again once they are set again, the first among them', () => {
    const { machine } = ofTwoCores();
    machine.core = 1;

    machine.agent = machine.agents[0]!;

    expect([machine.core, machine.cache === machine.dataCache(0)]).toEqual([0, true]);
  });
});

describe('a preload', () => {
  it('is of its bytes and not of the next', () => {
    const machine = machineWith();
    machine.preload(fromBigInt(PAGE + 2n), Uint8Array.of(3));

    machine.preload(fromBigInt(PAGE), Uint8Array.of(1, 2));

    expect(inMemory(machine, PAGE, 4)).toEqual([1, 2, 3, 0]);
  });
});

describe('a store past the cache', () => {
  it('asks no other core, which keeps its dirty line', () => {
    const { machine, user } = ofTwoCores();
    const past = aliasOf(machine, 0x6000n, PAGE, { cached: false });
    user.store(0, 1);
    machine.core = 1;

    past.store(1, 2);

    expect(machine.dataCache(0).lines()).toMatchObject([{ dirty: true }]);
    expect(inMemory(machine, PAGE, 2)).toEqual([0, 2]);
    expect(machine.log.events().map(({ action, core }) => `${action} ${core}`)).toEqual([
      'store 0',
      'store 1',
    ]);
  });
});

describe('an event', () => {
  it('of a fetch is of hardware’s own, no load, and brings the line', () => {
    const machine = machineWith();
    const user = aliasOf(machine, 0x5000n, PAGE);

    machine.fetch(user.number, 40, 8);

    expect(machine.log.events()).toMatchObject([
      { action: 'fetch', physical: { page: 9, offset: 40 }, length: 8, filled: true, uncached: false },
    ]);
    expect(machine.counts).toMatchObject({ loads: 0, hits: 0, misses: 0, fills: 1 });
  });

  it('of a barrier touches no line', () => {
    const machine = machineWith();
    const user = aliasOf(machine, 0x5000n, PAGE);
    user.load(40);

    machine.barrier(user.number, 40, 8);

    expect(machine.log.event(1)).toMatchObject({
      ...{ action: 'barrier', physical: { page: 9, offset: 40 }, length: 8 },
      ...{ uncached: true, set: -1, way: -1, hit: false },
    });
  });
});

describe('the event of a power cut', () => {
  it('is of no line, no alias and no address', () => {
    const machine = machineWith();
    machine.step = 3;

    machine.crash('lost');

    expect(machine.log.events()).toMatchObject([
      {
        action: 'crash',
        step: 3,
        core: 0,
        alias: -1,
        virtual: undefined,
        physical: undefined,
        length: 1,
        set: -1,
        way: -1,
      },
    ]);
  });
});

describe('a promise', () => {
  function thatKeeps() {
    const machine = machineWith();
    machine.addAgent({ port: 'dma' });
    machine.memory.plugPersistent(9, 2);
    const user = aliasOf(machine, 0x5000n, PAGE, { length: 3 * 4096 });
    const lostAt = () =>
      machine
        .crash('lost')
        .map(({ physical: { page, offset }, promised }) => [page, offset, promised.length]);
    return { machine, user, lostAt };
  }

  it('of a barrier is of its bytes, in whichever line they lie', () => {
    const { machine, user, lostAt } = thatKeeps();
    user.store(96, ...Array.from({ length: 64 }, () => 7));

    machine.barrier(user.number, 3 * 32 + 5, 30);

    expect(lostAt()).toEqual([[9, 101, 30]]);
  });

  it('reaches over pages, as far as they are persistent', () => {
    const { machine, user, lostAt } = thatKeeps();
    for (const offset of [4000, 4096, 2 * 4096 - 10])
      user.store(offset, ...Array.from({ length: 90 }, () => 7));

    machine.promise({ page: 9, offset: 4000 }, 2 * 4096);

    expect(lostAt()).toEqual([
      [9, 4000, 90],
      [10, 0, 90],
      [10, 4086, 10],
    ]);
  });

  it('ends in the middle of a page where its bytes do', () => {
    const { machine, user, lostAt } = thatKeeps();
    for (const offset of [4000, 4096, 4096 + 200]) user.store(offset, ...Array.from({ length: 90 }, () => 7));

    machine.promise({ page: 9, offset: 4000 }, 200);

    expect(lostAt()).toEqual([
      [9, 4000, 90],
      [10, 0, 90],
    ]);
  });

  it('of DRAM is none', () => {
    const { machine, user, lostAt } = thatKeeps();
    user.store(2 * 4096, 7);

    machine.promise({ page: 11, offset: 0 }, 1);

    expect(lostAt()).toEqual([]);
  });
});

describe('a lost store', () => {
  /** Each lost store as the events that stored and destroyed it, where it lay, and how long it was. */
  const lostIn = (machine: Machine) =>
    machine.lost.map(({ store, lostAt, physical, bytes }) => [store, lostAt, physical.offset, bytes.length]);

  it('ends with the line that was dropped: the next one is still held', () => {
    const machine = machineWith({ size: 32768, ways: 2 });
    const user = aliasOf(machine, 0x5000n, PAGE);
    user.store(96, ...Array.from({ length: 64 }, () => 7));

    user.invalidate(96, 1);

    expect(lostIn(machine)).toEqual([[0, 2, 96, 32]]);
  });

  it('may be of the first page of memory', () => {
    const machine = machineWith();
    const user = aliasOf(machine, 0x5000n, 0n);
    user.store(0, 7);

    user.invalidate(0, 1);

    expect(lostIn(machine)).toEqual([[0, 1, 0, 1]]);
  });

  it('is one of several that lie side by side', () => {
    const machine = machineWith();
    const user = aliasOf(machine, 0x5000n, PAGE);
    for (const [offset, byte] of [7, 8, 9].entries()) user.store(100 + offset, byte);

    user.invalidate(96, 1);

    expect(lostIn(machine)).toEqual([
      [0, 3, 100, 1],
      [1, 3, 101, 1],
      [2, 3, 102, 1],
    ]);
  });

  it('is none while another copy of its line has its bytes, wherever the line lies in its page', () => {
    const machine = machineWith();
    const user = aliasOf(machine, 0x5000n, PAGE);
    const past = aliasOf(machine, 0x7000n, PAGE, { cached: false });
    const elsewhere = aliasOf(machine, 0x6000n, PAGE);
    user.load(104);
    past.store(100, 7);
    elsewhere.load(100);
    user.store(104, 1);

    user.flush(96, 1);
    const whileHeld = lostIn(machine);
    elsewhere.invalidate(96, 1);

    expect(inMemory(machine, PAGE + 100n, 1)).toEqual([0]);
    expect([whileHeld, lostIn(machine)]).toEqual([[], [[1, 5, 100, 1]]]);
  });
});

describe('maintenance by set and way', () => {
  it.each([
    [0, 0, 1],
    [511, 0, 1],
    [-1, 0, 0],
    [512, 0, 0],
    [0, -1, 0],
    [0, 1, 0],
  ])('of set %d, way %d counts %d, held or not', (set, way, count) => {
    const machine = machineWith();

    machine.maintainWay('clean', set, way);

    expect(machine.counts.cleans).toBe(count);
  });

  it('of the whole cache counts each way of each set', () => {
    const machine = machineWith({ size: 1024, ways: 4, line: 32 });

    machine.maintainAll('flush');

    expect(machine.counts.flushes).toBe(32);
  });
});

describe('aliases', () => {
  it('are at most 65,535', () => {
    const machine = machineWith();
    const alias = { name: 'a', who: 'user', space: 1, virtual: fromBigInt(0n), length: 4096 } as const;
    for (let nth = 0; nth < 65_535; nth++) machine.addAlias(alias);

    expect(() => machine.addAlias(alias)).toThrow(new RangeError('a machine has at most 65535 aliases'));
  });

  it('that take turns mean the frame of each of their pages, also where a part was mapped last', () => {
    const machine = machineWith({ organization: 'PIPT' });
    const virtual = fromBigInt(0x8000n);
    const two = { who: 'kernel', space: 0, virtual, length: 8192, takesTurns: true } as const;
    const [one, other] = ['one', 'other'].map((name) => machine.addAlias({ name, ...two })) as [
      number,
      number,
    ];
    machine.mapPart(one, 4096, 4096, fromBigInt(0x2000n));
    machine.map(other, fromBigInt(0x8000n));

    machine.store(one, 4096, Uint8Array.of(7));

    // Meant for page 2, and gone to page 9.
    expect(machine.oracle.page(2)[0]).toBe(7);
    expect(machine.lost.map(({ physical }) => physical)).toEqual([{ page: 2, offset: 0 }]);
  });

  it.each([4096, 16384])(
    'are known to the TLB of each core by what it used, in pages of %d bytes',
    (pageSize) => {
      const small = pageSize / 4096;
      const machine = new Machine(cacheOf(), pageSize, 'events', { count: 2, snoops: 'none' });
      const virtual = fromBigInt(BigInt(5 * pageSize));
      const user = machine.addAlias({ name: 'u', who: 'user', space: 1, virtual, length: pageSize });
      const inside = machine.addAlias({
        name: 'i',
        who: 'user',
        space: 1,
        virtual: fromBigInt(BigInt(6 * pageSize - 4096)),
        length: 4096,
      });
      machine.map(user, fromBigInt(BigInt(9 * pageSize)));
      const known = () =>
        [0, 1].map((core) => [machine.tlbPageOf(user, core), machine.tlbPageOf(inside, core)]);
      const before = known();

      machine.load(user, 0, 1);
      machine.map(user, fromBigInt(BigInt(7 * pageSize)), true, { tlb: 'kept' });

      expect(before.flat()).toEqual([undefined, undefined, undefined, undefined]);
      expect(known()).toEqual([
        [9 * small, 10 * small - 1],
        [undefined, undefined],
      ]);
    },
  );
});
