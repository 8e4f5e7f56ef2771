/** Agents: the data ports of cores, and beside them a device that has no cache, and a fetch port with a cache of its own. */
import { describe, expect, it } from 'vitest';
import { Machine } from '../../src/hardware/machine.js';
import { fromBigInt } from '../../src/units/address.js';
import { aliasOf, cacheOf, inMemory, machineWith } from './small-machine.js';

const PAGE = 0x9000n;

describe('the agents of a machine', () => {
  it('are the data port of each core, in order, as long as nobody adds any', () => {
    const machine = new Machine(cacheOf(), 4096, 'events', { count: 3, snoops: 'none' });

    expect(machine.agents.map(({ core, port }) => [core, port])).toEqual([
      [0, 'data'],
      [1, 'data'],
      [2, 'data'],
    ]);
    expect(new Set(machine.agents.map(({ cache }) => cache)).size).toBe(3);
    expect(machine.agent).toBe(machine.agents[0]);
    expect(machine.dataCache(2)).toBe(machine.agents[2]!.cache);
  });

  it('act when they are set, or when their core is', () => {
    const machine = new Machine(cacheOf(), 4096, 'events', { count: 2, snoops: 'none' });
    const device = machine.addAgent({ port: 'dma' });
    const fetch = machine.addAgent({ core: 1, port: 'fetch', cache: cacheOf() });
    const acted = [];

    machine.core = 1;
    acted.push([machine.agent.port, machine.core]);
    machine.agent = device;
    acted.push([machine.agent.port, machine.core]);
    machine.agent = fetch;
    acted.push([machine.agent.port, machine.core]);
    machine.core = 0;
    acted.push([machine.agent.port, machine.core]);

    expect(acted).toEqual([
      ['data', 1],
      ['dma', -1],
      ['fetch', 1],
      ['data', 0],
    ]);
  });

  it('are of this machine, of cores that it has, with lines as long as all others', () => {
    const machine = machineWith();
    const other = machineWith().addAgent({ port: 'dma' });

    expect(() => {
      machine.agent = other;
    }).toThrow(new RangeError('this dma port is no agent of this machine'));
    expect(() => {
      machine.core = 1;
    }).toThrow(new RangeError('there is no core 1: the machine has 1'));
    expect(() => machine.dataCache(-1)).toThrow(new RangeError('there is no core -1: the machine has 1'));
    expect(() => machine.addAgent({ core: 1, port: 'fetch' })).toThrow(RangeError);
    expect(() => machine.addAgent({ core: 0, port: 'fetch', cache: cacheOf({ line: 64 }) })).toThrow(
      new RangeError('lines of 64 B beside lines of 32 B: a machine has one length'),
    );
    expect(machine.agents).toHaveLength(1);
  });
});

describe('an agent without a cache', () => {
  function withDevice(snoops: 'none' | 'physical address' = 'none') {
    const machine = new Machine(cacheOf(), 4096, 'events', { count: 2, snoops });
    const device = machine.addAgent({ port: 'dma' });
    const user = aliasOf(machine, 0x5000n, PAGE);
    const by = (agent: typeof device, act: () => void) => {
      machine.agent = agent;
      act();
      machine.core = 0;
    };
    return { machine, device, user, by };
  }

  it.each(['none', 'physical address'] as const)(
    'loads what memory holds, and not what is dirty in a cache, where snoops carry %s',
    (snoops) => {
      const { machine, device, user } = withDevice(snoops);
      user.store(0, 7);

      machine.agent = device;
      const before = user.load(0);
      machine.core = 0;
      user.clean(0, 1);
      machine.agent = device;
      const after = user.load(0);

      expect(before).toEqual({ read: [0], shouldHaveRead: [7], stale: true });
      expect(after).toEqual({ read: [7], shouldHaveRead: [7], stale: false });
      expect(machine.counts.staleLoads).toBe(1);
    },
  );

  it('leaves the lines of the caches as they are when it stores: who loads through them is stale', () => {
    const { machine, device, user, by } = withDevice();
    user.load(0);

    by(device, () => user.store(0, 7));
    const before = user.load(0);
    user.invalidate(0, 1);
    const after = user.load(0);

    expect(inMemory(machine, PAGE, 1)).toEqual([7]);
    expect(before).toEqual({ read: [0], shouldHaveRead: [7], stale: true });
    expect(after).toEqual({ read: [7], shouldHaveRead: [7], stale: false });
  });

  it('loses what it stored to the write-back of a line that was dirty', () => {
    const { machine, device, user, by } = withDevice();
    user.store(8, 1);
    by(device, () => user.store(0, 7));

    user.flush(0, 1);

    expect(machine.lost).toEqual([
      {
        store: 1,
        lostAt: 2,
        physical: { page: 9, offset: 0 },
        bytes: Uint8Array.of(7),
        instead: Uint8Array.of(0),
      },
    ]);
  });

  it('is noted as accesses past the cache are, of no core, and costs no core a word', () => {
    const { machine, device, user, by } = withDevice();

    by(device, () => user.store(0, ...Array.from({ length: 40 }, () => 1)));
    by(device, () => user.load(4, 8));

    expect(machine.counts).toMatchObject({
      stores: 1,
      loads: 1,
      uncachedStores: 0,
      uncachedLoads: 0,
      hits: 0,
      misses: 0,
      fills: 0,
    });
    expect(
      machine.log
        .events()
        .map(({ action, agent, core, uncached, set, way }) => [action, agent, core, uncached, set, way]),
    ).toEqual([
      ['store', 2, -1, true, -1, -1],
      ['store', 2, -1, true, -1, -1],
      ['load', 2, -1, true, -1, -1],
    ]);
  });

  it('fetches nothing, and has nothing to maintain', () => {
    const { machine, device, user } = withDevice();
    machine.agent = device;

    machine.fetch(user.number, 0, 4096);

    expect(machine.log.length).toBe(0);
    expect(() => user.flush()).toThrow(new RangeError('the dma port that acts has no cache'));
    expect(() => machine.maintainAll('clean')).toThrow(RangeError);
    expect(() => machine.maintainPhysical('flush', 9)).toThrow(RangeError);
    expect(machine.counts).toMatchObject({ flushes: 0, cleans: 0 });
  });

  it('translates by a TLB of its own, which cores do not invalidate for themselves', () => {
    const { machine, device, user, by } = withDevice();
    by(device, () => user.load(0));
    user.load(0);
    machine.map(user.number, fromBigInt(0xa000n), true, { tlb: 'kept' });

    machine.invalidateTlb(user.number, 'this core');
    by(device, () => user.store(0, 1));
    machine.invalidateTlb(user.number);
    by(device, () => user.store(0, 2));

    expect([inMemory(machine, PAGE, 1), inMemory(machine, 0xa000n, 1)]).toEqual([[1], [2]]);
  });
});

describe('a fetch port with a cache of its own', () => {
  function withFetchPort() {
    const machine = new Machine(cacheOf(), 4096, 'events', { count: 2, snoops: 'physical address' });
    const fetch = machine.addAgent({ core: 0, port: 'fetch', cache: cacheOf({ organization: 'PIPT' }) });
    const code = aliasOf(machine, 0x5000n, PAGE);
    return { machine, fetch, code };
  }

  it('sees what its core stored once that is cleaned there and dropped here, and no earlier', () => {
    const { machine, fetch, code } = withFetchPort();
    const fetched = () => {
      machine.agent = fetch;
      const { read, stale } = code.load(0);
      machine.core = 0;
      return [read[0], stale];
    };
    const seen = [fetched()];

    code.store(0, 7);
    seen.push(fetched());
    code.clean(0, 1);
    seen.push(fetched());
    machine.agent = fetch;
    code.invalidate(0, 1);
    seen.push(fetched());

    expect(seen).toEqual([
      [0, false],
      [0, true],
      [0, true],
      [7, false],
    ]);
  });

  it('fills its own cache and no other, and events tell it from the data port of its core', () => {
    const { machine, fetch, code } = withFetchPort();

    machine.agent = fetch;
    code.load(0);
    machine.core = 0;
    code.load(0);

    expect(machine.agents.map(({ cache }) => cache!.lines().length)).toEqual([1, 0, 1]);
    expect(machine.log.events().map(({ agent, core, hit }) => [agent, core, hit])).toEqual([
      [2, 0, false],
      [0, 0, false],
    ]);
  });

  it('is not met by the stores and the maintenance of data ports, on its own core or on another', () => {
    const { machine, fetch, code } = withFetchPort();
    machine.agent = fetch;
    code.load(0);

    for (const core of [0, 1]) {
      machine.core = core;
      code.store(0, 1);
      code.flush(0, 1);
    }

    expect(fetch.cache!.lines()).toHaveLength(1);
    expect(machine.log.events().filter(({ agent }) => agent === 2)).toHaveLength(1);
  });

  it('keeps a store from being lost, as any cache that has a copy of it', () => {
    const { machine, fetch, code } = withFetchPort();
    const past = aliasOf(machine, 0x6000n, PAGE, { cached: false });
    code.load(8);
    past.store(0, 7);
    machine.agent = fetch;
    code.load(0);
    machine.core = 0;
    code.store(8, 1);

    code.flush(0, 1);
    const whileHeld = machine.counts.lostStores;
    code.invalidate(0, 1);
    machine.agent = fetch;
    code.invalidate(0, 1);

    expect(inMemory(machine, PAGE, 1)).toEqual([0]);
    expect([whileHeld, machine.counts.lostStores]).toEqual([0, 1]);
  });

  it('has refills of its own', () => {
    const { machine, fetch, code } = withFetchPort();
    machine.agent = fetch;
    code.load(0);
    code.invalidate(0, 1);

    machine.core = 0;
    code.load(0);
    const byData = machine.counts.refills;
    machine.agent = fetch;
    code.load(0);

    expect([byData, machine.counts.refills]).toEqual([0, 1]);
  });

  it('goes by its own kind of tags: a homonym there is none in the data cache', () => {
    const machine = new Machine(cacheOf({ organization: 'PIPT' }), 4096);
    const fetch = machine.addAgent({ core: 0, port: 'fetch', cache: cacheOf({ organization: 'VIVT' }) });
    const one = aliasOf(machine, 0x5000n, PAGE, { space: 1 });
    const other = aliasOf(machine, 0x5000n, 0xa000n, { space: 2 });
    one.store(0, 1);
    one.clean(0, 1);
    other.store(0, 2);
    other.clean(0, 1);

    machine.agent = fetch;
    const fetched = [one.load(0).read, other.load(0).read];
    machine.core = 0;
    const loaded = [one.load(0).read, other.load(0).read];

    expect(fetched).toEqual([[1], [1]]);
    expect(loaded).toEqual([[1], [2]]);
  });

  it('forgets at a power cut', () => {
    const { machine, fetch, code } = withFetchPort();
    machine.agent = fetch;
    code.load(0);

    machine.crash('arrives');

    expect(fetch.cache!.lines()).toEqual([]);
  });
});
