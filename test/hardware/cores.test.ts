/** Several cores and power cuts: the machine against a model of one line, and what must hold of any number of cores. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CacheDescription } from '../../src/hardware/cache-description.js';
import { SNOOPS } from '../../src/hardware/cores.js';
import { type LogMode, Machine, type Port } from '../../src/hardware/machine.js';
import { fromBigInt } from '../../src/units/address.js';
import { FETCH_PORT, NaiveCores } from '../oracle/naive-cores.js';
import { cacheOf } from './small-machine.js';

const CORES = 3;
const COLORS = 4;
/** Who does something: a core, its fetch port, or a device. */
const PORTS = ['data', 'data', 'data', 'fetch', 'dma'] as const;
/** Frame 0 of persistent memory, under one alias a color; beside the cores a fetch port with a cache, and a device. */
const machineOf = (
  cache: Partial<CacheDescription>,
  snoops: (typeof SNOOPS)[number],
  mode: LogMode = 'events',
) => {
  const described = cacheOf({ size: 16384, ways: 1, line: 16, ...cache });
  const machine = new Machine(described, 4096, mode, { count: CORES, snoops });
  machine.addAgent({ core: 1, port: 'fetch', cache: described });
  machine.addAgent({ port: 'dma' });
  machine.memory.plugPersistent(0, 1);
  for (let color = 0; color < COLORS; color++) {
    const virtual = fromBigInt(BigInt(0x1000 * (COLORS + color)));
    machine.map(
      machine.addAlias({ name: `${color}`, who: 'user', space: 1, virtual, length: 4096 }),
      fromBigInt(0n),
    );
  }
  return machine;
};

type Command = { port: Port; core: number; alias: number; at: number; value: number } & {
  do: 'load' | 'store' | 'clean' | 'invalidate' | 'flush' | 'evict' | 'barrier' | 'lost' | 'arrives';
};
const anyCommand = (verbs: Command['do'][], ports: readonly Port[] = ['data']): fc.Arbitrary<Command> =>
  fc.record({
    do: fc.constantFrom(...verbs),
    port: fc.constantFrom(...ports),
    core: fc.nat({ max: CORES - 1 }),
    alias: fc.nat({ max: COLORS - 1 }),
    at: fc.constantFrom(0, 5, 15),
    value: fc.integer({ min: 1, max: 255 }),
  });
const anyStory = fc.array(
  anyCommand(
    ['load', 'load', 'store', 'store', 'clean', 'invalidate', 'flush', 'evict', 'barrier', 'lost', 'arrives'],
    PORTS,
  ),
  { maxLength: 60, size: 'max' },
);
const anyPolicy = fc.record({
  snoops: fc.constantFrom(...SNOOPS),
  write: fc.constantFrom('back', 'through'),
  writeAllocate: fc.boolean(),
});

/** A device maintains no cache, and nobody stores through a fetch port: the core does it. */
const portOf = ({ do: verb, port }: Command): Port => {
  const isAccess = verb === 'load' || verb === 'store';
  if (port === 'dma') return isAccess ? 'dma' : 'data';
  return port === 'fetch' && verb === 'store' ? 'data' : port;
};

function told(machine: Machine, command: Command) {
  const port = portOf(command);
  if (port === 'data') machine.core = command.core;
  else machine.agent = machine.agents.find((agent) => agent.port === port)!;
  switch (command.do) {
    case 'load': {
      const { bytes, stale } = machine.load(command.alias, command.at, 1);
      return { value: bytes[0], stale };
    }
    case 'store':
      return machine.store(command.alias, command.at, Uint8Array.of(command.value));
    case 'barrier':
      return machine.barrier(command.alias, command.at, 1);
    case 'lost':
    case 'arrives':
      return machine
        .crash(command.do)
        .flatMap(({ physical, found }) => [...found].map((_, i) => physical.offset + i));
    default:
      return machine.maintain(command.do, command.alias, 0, 1);
  }
}

function toldNaive(naive: NaiveCores, command: Command) {
  const { do: verb, alias, at, value } = command;
  const port = portOf(command);
  if (port === 'dma') return verb === 'load' ? naive.deviceLoad(at) : naive.deviceStore(at, value);
  const core = port === 'fetch' ? FETCH_PORT : command.core;
  switch (verb) {
    case 'load':
      return naive.load(core, alias, at);
    case 'store':
      return naive.store(core, alias, at, value);
    case 'barrier':
      return naive.barrier(at);
    case 'lost':
    case 'arrives':
      return naive.crash(verb);
    default:
      return naive.maintain(verb, core, alias);
  }
}

const linesOf = (machine: Machine) =>
  machine.agents.flatMap(({ cache, port, core }) =>
    (cache?.lines() ?? []).map(({ set, dirty, bytes }) => ({
      core: port === 'fetch' ? FETCH_PORT : core,
      color: set / 256,
      dirty,
      bytes: [...bytes],
    })),
  );

describe('the machine and a model of one line', () => {
  test('agree on every load, copy and byte of memory, and on what a power cut takes away', () => {
    fc.assert(
      fc.property(anyPolicy, anyStory, ({ snoops, write, writeAllocate }, story) => {
        const machine = machineOf({ write, writeAllocate }, snoops);
        const naive = new NaiveCores(snoops, write === 'through', writeAllocate);
        for (const command of story) expect(told(machine, command)).toEqual(toldNaive(naive, command));
        expect(linesOf(machine)).toEqual(
          naive.copies.toSorted((a, b) => a.core - b.core || a.color - b.color).map((copy) => ({ ...copy })),
        );
        expect([...machine.memory.page(0).subarray(0, 16)]).toEqual(naive.memory);
      }),
      { numRuns: 600 },
    );
  });

  test('are told stories that contain what they are meant to contain', () => {
    const seen = new Set<string>();
    for (const [{ snoops, ...policy }, story] of fc.sample(fc.tuple(anyPolicy, anyStory), {
      numRuns: 600,
      seed: 1,
    })) {
      const machine = machineOf(policy, snoops);
      for (const command of story) {
        const answer = told(machine, command);
        if (command.do === 'load' && answer && 'stale' in answer && answer.stale) {
          seen.add(`a stale load, ${portOf(command)} port`);
        }
        if (Array.isArray(answer)) seen.add(answer.length > 0 ? 'a broken promise' : 'nothing missing');
      }
      for (const { action, wroteBack, evicted } of machine.log.events()) {
        if (action !== 'snoop') continue;
        if (wroteBack) seen.add('a snoop that writes back');
        if (evicted) seen.add('a snoop that drops');
      }
    }
    expect([...seen].sort()).toEqual([
      'a broken promise',
      'a snoop that drops',
      'a snoop that writes back',
      'a stale load, data port',
      'a stale load, dma port',
      'a stale load, fetch port',
      'nothing missing',
    ]);
  });

  test('count the same, whether events are kept or not', () => {
    fc.assert(
      fc.property(anyPolicy, anyStory, ({ snoops, ...policy }, story) => {
        const [kept, counted] = (['events', 'counts'] as const).map((mode) => {
          const machine = machineOf(policy, snoops, mode);
          return { answers: story.map((command) => told(machine, command)), counts: machine.counts };
        });
        expect(counted).toEqual(kept);
      }),
      { numRuns: 100 },
    );
  });
});

const wellBehaved = fc.array(anyCommand(['load', 'store', 'clean', 'flush', 'evict']), { maxLength: 80 });

describe('caches that snoop', () => {
  test.each(['virtual index', 'physical address'] as const)(
    'by %s are coherent where the index is physical, on any number of cores',
    (snoops) => {
      fc.assert(
        fc.property(wellBehaved, fc.constantFrom(1, 2), (story, ways) => {
          const machine = machineOf({ organization: 'PIPT', ways }, snoops);
          for (const command of story) told(machine, command);

          expect(machine.counts.staleLoads + machine.lost.length).toBe(0);
        }),
        { numRuns: 200 },
      );
    },
  );

  test('by virtual index keep copies of one color coherent', () => {
    fc.assert(
      fc.property(wellBehaved, (story) => {
        const machine = machineOf({}, 'virtual index');
        for (const command of story) told(machine, { ...command, alias: 2 });

        expect(machine.counts.staleLoads + machine.lost.length).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  test('by physical address are coherent where each core keeps to one color', () => {
    fc.assert(
      fc.property(wellBehaved, (story) => {
        const machine = machineOf({}, 'physical address');
        for (const command of story) told(machine, { ...command, alias: command.core });

        expect(machine.counts.staleLoads + machine.lost.length).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  test('make no difference to a single core', () => {
    fc.assert(
      fc.property(wellBehaved, (story) => {
        const events = SNOOPS.map((snoops) => {
          const machine = machineOf({}, snoops);
          for (const command of story) told(machine, { ...command, core: 1 });
          return machine.log.events();
        });
        expect(events[1]).toEqual(events[0]);
        expect(events[2]).toEqual(events[0]);
      }),
      { numRuns: 100 },
    );
  });

  test('come before the store that they are for, and a lost store names that, and not the snoop', () => {
    const machine = machineOf({}, 'physical address');
    machine.load(3, 0, 1);
    machine.core = 1;
    machine.store(3, 0, Uint8Array.of(7));

    machine.maintain('invalidate', 3, 0, 1);

    expect(machine.log.events().map(({ action }) => action)).toEqual([
      'load',
      'snoop',
      'store',
      'invalidate',
    ]);
    expect(machine.lost.map(({ store, lostAt }) => [store, lostAt])).toEqual([[2, 3]]);
  });

  test('reach other cores with maintenance by address, and not by set and way', () => {
    const machine = machineOf({}, 'physical address');
    machine.core = 1;
    machine.store(3, 0, Uint8Array.of(7));
    machine.core = 0;

    machine.maintainAll('flush');
    expect(machine.memory.page(0)[0]).toBe(0);
    machine.maintain('clean', 0, 0, 1);
    expect(machine.memory.page(0)[0]).toBe(7);
    expect(machine.log.events().map(({ action, core, wroteBack }) => [action, core, wroteBack])).toEqual([
      ['store', 1, false],
      ['snoop', 1, true],
      ['clean', 0, false],
    ]);
  });
});

describe('a power cut', () => {
  test('leaves what was cleaned before the barrier, whatever is in flight', () => {
    for (const inFlight of ['lost', 'arrives'] as const) {
      const machine = machineOf({}, 'none');
      machine.store(0, 0, Uint8Array.of(1));
      machine.maintain('clean', 0, 0, 1);
      machine.barrier(0, 0, 1);
      machine.store(0, 0, Uint8Array.of(2));

      expect(machine.crash(inFlight)).toEqual([]);
      expect(machine.load(0, 0, 1)).toMatchObject({ bytes: Uint8Array.of(1), stale: false });
    }
  });

  test('takes DRAM whole, and of persistent memory what was on its way or never left the cache', () => {
    const machine = machineOf({}, 'none');
    const dram = machine.addAlias({
      name: 'DRAM',
      who: 'user',
      space: 1,
      virtual: fromBigInt(0x9000n),
      length: 4096,
    });
    machine.map(dram, fromBigInt(0x1000n));
    for (const alias of [0, dram]) {
      machine.store(alias, 0, Uint8Array.of(9));
      machine.maintain('clean', alias, 0, 1);
    }

    expect(machine.crash('lost')).toEqual([]);
    expect([machine.memory.page(0)[0], machine.memory.page(1)[0]]).toEqual([0, 0]);
  });

  test('names the step that promised what is missing, stretch by stretch', () => {
    const machine = machineOf({}, 'none');
    machine.step = 4;
    machine.store(0, 2, Uint8Array.of(1, 2, 3));
    machine.barrier(0, 2, 3);
    machine.step = 6;
    machine.store(0, 9, Uint8Array.of(5));
    machine.barrier(0, 9, 1);

    expect(machine.crash('arrives')).toEqual([
      {
        physical: { page: 0, offset: 2 },
        promisedIn: 4,
        promised: Uint8Array.of(1, 2, 3),
        found: Uint8Array.of(0, 0, 0),
      },
      {
        physical: { page: 0, offset: 9 },
        promisedIn: 6,
        promised: Uint8Array.of(5),
        found: Uint8Array.of(0),
      },
    ]);
    expect(machine.crash('arrives')).toEqual([]);
  });
});
