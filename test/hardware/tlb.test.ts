/** TLBs: what cores go on with after a page table has changed, compared with a model of plain maps; parts, and unmapping. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Machine, type MapOptions, type TlbReach } from '../../src/hardware/machine.js';
import { PageFault } from '../../src/hardware/page-table.js';
import { fromBigInt } from '../../src/units/address.js';
import { InputError } from '../../src/units/problems.js';
import { aliasOf, cacheOf, inMemory, machineWith } from './small-machine.js';

const CORES = 3;
const PAGES = 3;
/** Two aliases that overlap by two pages in one space, and one at the same addresses in another. */
const ALIASES = [
  { space: 1, first: 4 },
  { space: 1, first: 5 },
  { space: 2, first: 4 },
];

const alias = fc.nat(ALIASES.length - 1);
const frame = fc.nat(9);
const tlb = fc.constantFrom('kept' as const, 'invalidated' as const, undefined);
const anyCommand = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('use' as const),
      alias,
      core: fc.nat(CORES - 1),
      page: fc.nat(PAGES - 1),
      third: fc.nat(3),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('map' as const), alias, frame, tlb }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('map part' as const),
      alias,
      frame,
      tlb,
      page: fc.nat(PAGES - 1),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('unmap' as const), alias, tlb }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('invalidate' as const),
      alias,
      core: fc.nat(CORES - 1),
      reach: fc.constantFrom<TlbReach>('all cores', 'this core'),
    }),
  },
);
type Command = typeof anyCommand extends fc.Arbitrary<infer T> ? T : never;

describe('the TLBs of several cores', () => {
  it.each([4096, 8192, 16384, 65536])(
    'lead where a model of plain maps leads, and change and forget as many pages, of %d bytes',
    (pageSize) => {
      let kept = 0;
      fc.assert(
        fc.property(fc.array(anyCommand, { maxLength: 120, size: 'max' }), (story) => {
          const machine = machineOf(pageSize);
          const naive = new NaiveTlbs();

          const found = story.map((command) => tellMachine(machine, command, pageSize));
          const expected = story.map((command) => naive.tell(command));

          expect(found).toEqual(expected);
          expect(machine.counts).toMatchObject({
            maps: naive.changed,
            tlbInvalidations: naive.invalidated,
          });
          kept += naive.differing;
        }),
        { numRuns: 200 },
      );
      expect(kept).toBeGreaterThan(100);
    },
  );
});

describe.each([8192, 16384, 65536])('an entry of a TLB, in pages of %d bytes', (pageSize) => {
  const last = pageSize - 4096;
  const at = (page: number) => fromBigInt(BigInt(page * pageSize));
  const framesOf = (machine: Machine) =>
    machine.log.events().map(({ physical }) => Math.floor((physical!.page * 4096) / pageSize));
  function usedAtItsStart() {
    const machine = new Machine(cacheOf({ organization: 'PIPT' }), pageSize);
    const virtual = at(4);
    const user = machine.addAlias({ name: 'user', who: 'user', space: 1, virtual, length: pageSize });
    machine.map(user, at(9));
    machine.load(user, 0, 1);
    return { machine, user };
  }

  it('covers all of its page, also what was not used of it before', () => {
    const { machine, user } = usedAtItsStart();

    machine.map(user, at(2), true, { tlb: 'kept' });
    for (const offset of [4096, last, 0]) machine.load(user, offset, 1);

    expect(framesOf(machine)).toEqual([9, 9, 9, 9]);
    expect(machine.log.event(2).physical).toEqual(fromBigInt(BigInt(9 * pageSize + last)));
  });

  it('goes whole, through whichever alias of the page it is invalidated', () => {
    const { machine, user } = usedAtItsStart();
    const half = machine.addAlias({ name: 'half', who: 'user', space: 1, virtual: at(4), length: 4096 });
    machine.map(user, at(2), true, { tlb: 'kept' });
    machine.load(user, last, 1);

    machine.invalidateTlb(half);
    for (const offset of [0, 4096, last]) machine.load(user, offset, 1);

    expect(framesOf(machine)).toEqual([9, 9, 2, 2, 2]);
    expect(machine.counts.tlbInvalidations).toBe(1);
  });

  it('leaves its neighbors alone', () => {
    const machine = new Machine(cacheOf({ organization: 'PIPT' }), pageSize);
    const virtual = at(4);
    const user = machine.addAlias({ name: 'user', who: 'user', space: 1, virtual, length: 2 * pageSize });
    machine.map(user, at(8));
    machine.load(user, last, 1);

    machine.map(user, at(2), true, { tlb: 'kept' });
    machine.load(user, pageSize, 1);
    machine.load(user, 0, 1);

    expect(framesOf(machine)).toEqual([8, 3, 8]);
  });
});

describe('a mapping that changed', () => {
  const A = 0x9000n;
  const B = 0xa000n;

  it('is seen by every core at once, as long as nothing else is said', () => {
    const machine = new Machine(cacheOf(), 4096, 'events', { count: 2, snoops: 'none' });
    const user = aliasOf(machine, 0x5000n, A, { cached: false });
    user.store(0, 1);
    machine.core = 1;
    user.load(0);

    machine.map(user.number, fromBigInt(B), false);
    user.store(0, 2);

    expect(inMemory(machine, A, 1)).toEqual([1]);
    expect(inMemory(machine, B, 1)).toEqual([2]);
  });

  it('with kept TLBs is seen by the core that had not used the page, and by the other after an invalidation', () => {
    const machine = new Machine(cacheOf(), 4096, 'events', { count: 2, snoops: 'none' });
    const user = aliasOf(machine, 0x5000n, A, { cached: false });
    user.load(0);

    machine.map(user.number, fromBigInt(B), false, { tlb: 'kept' });
    user.store(0, 1);
    machine.core = 1;
    user.store(1, 2);
    machine.core = 0;
    machine.invalidateTlb(user.number, 'this core');
    user.store(2, 3);

    expect(inMemory(machine, A, 3)).toEqual([1, 0, 0]);
    expect(inMemory(machine, B, 3)).toEqual([0, 2, 3]);
  });

  it('keeps whether an access goes past the cache, too', () => {
    const machine = machineWith();
    const user = aliasOf(machine, 0x5000n, A);
    user.load(0);

    machine.map(user.number, fromBigInt(A), false, { tlb: 'kept' });
    user.store(0, 7);

    expect(machine.log.event(1)).toMatchObject({ action: 'store', hit: true, uncached: false });
  });

  it('back to where it led before is where a kept TLB never left', () => {
    const machine = machineWith();
    const user = aliasOf(machine, 0x5000n, A, { cached: false });
    user.load(0);

    machine.map(user.number, fromBigInt(B), false, { tlb: 'kept' });
    machine.map(user.number, fromBigInt(A), false, { tlb: 'kept' });
    user.store(0, 7);

    expect(inMemory(machine, A, 1)).toEqual([7]);
  });

  it('is what the page table says, whatever a TLB kept', () => {
    const machine = machineWith();
    const user = aliasOf(machine, 0x5000n, A);
    user.load(0);

    machine.map(user.number, fromBigInt(B), true, { tlb: 'kept' });

    expect(machine.physicalPageOf(user.number)).toBe(0xa);
  });
});

describe('unmapping', () => {
  it('makes every access a page fault, cached lines or not', () => {
    const machine = machineWith({ organization: 'VIVT' });
    const user = aliasOf(machine, 0x5000n, 0x9000n);
    user.store(0, 1);

    machine.unmap(user.number);

    expect(() => user.load(0)).toThrow(new PageFault('nothing is mapped at 0x00005000 in space 1'));
    expect(() => user.flush()).toThrow(PageFault);
    expect(machine.physicalPageOf(user.number)).toBeUndefined();
  });

  it('with kept TLBs leaves a core that used the page on its way to the old frame', () => {
    const machine = machineWith();
    const user = aliasOf(machine, 0x5000n, 0x9000n, { cached: false });
    user.load(0);

    machine.unmap(user.number, { tlb: 'kept' });
    user.store(0, 1);
    machine.invalidateTlb(user.number);

    expect(inMemory(machine, 0x9000n, 1)).toEqual([1]);
    expect(() => user.store(0, 2)).toThrow(PageFault);
  });

  it('of an alias that leads nowhere changes nothing', () => {
    const machine = machineWith();
    const virtual = fromBigInt(0x5000n);
    const number = machine.addAlias({ name: 'a', who: 'user', space: 1, virtual, length: 4096 });

    machine.unmap(number);

    expect(machine.physicalPageOf(number)).toBeUndefined();
  });
});

describe('a mapped part', () => {
  it('leads scattered frames together under one alias', () => {
    const machine = machineWith();
    const user = aliasOf(machine, 0x5000n, 0x9000n, { length: 3 * 4096, cached: false });

    machine.mapPart(user.number, 4096, 4096, fromBigInt(0x2_0000n), false);
    user.store(4095, 1, 2);
    user.store(8191, 3, 4);

    expect(inMemory(machine, 0x9fffn, 1)).toEqual([1]);
    expect(inMemory(machine, 0x2_0000n, 1)).toEqual([2]);
    expect(inMemory(machine, 0x2_0fffn, 1)).toEqual([3]);
    expect(inMemory(machine, 0xb000n, 1)).toEqual([4]);
    expect(inMemory(machine, 0xa000n, 4096)).toEqual(Array.from({ length: 4096 }, () => 0));
  });

  it('is refused where it is no part of the alias, or not whole pages', () => {
    const machine = machineWith();
    const user = aliasOf(machine, 0x5000n, 0x9000n, { length: 8192 });
    const part = (offset: number, length: number) => () =>
      machine.mapPart(user.number, offset, length, fromBigInt(0x2_0000n));

    expect(part(2048, 8192)).toThrow(
      new InputError(
        [
          'offset 2048 is not a whole number of 4 KiB pages',
          "8192 bytes at 2048 reach past the 8192 bytes of 'alias at 0x5000'",
        ],
        'mapPart(alias, 0, 4096, physical)',
      ),
    );
    expect(part(4096, 100)).toThrow('length 100 is not a whole number of 4 KiB pages');
    expect(part(-4096, 4096)).toThrow('offset -4096 is not a whole number of 4 KiB pages');
    expect(user.load(4096).read).toEqual([0]);
    expect(machine.physicalPageOf(user.number)).toBe(9);
  });
});

function machineOf(pageSize: number): Machine {
  const machine = new Machine(cacheOf(), pageSize, 'events', { count: CORES, snoops: 'none' });
  machine.step = 1;
  for (const [i, { space, first }] of ALIASES.entries()) {
    const virtual = fromBigInt(BigInt(first * pageSize));
    machine.addAlias({ name: `alias ${i}`, who: 'user', space, virtual, length: PAGES * pageSize });
  }
  return machine;
}

/** The frame that was used, or `'fault'`; undefined for what is no use. */
function tellMachine(machine: Machine, command: Command, pageSize: number): number | string | undefined {
  const options = (kept: MapOptions['tlb']): [MapOptions?] => (kept ? [{ tlb: kept }] : []);
  const physical = (of: number) => fromBigInt(BigInt(of * pageSize));
  switch (command.do) {
    case 'map':
      machine.map(command.alias, physical(command.frame), true, ...options(command.tlb));
      return undefined;
    case 'map part': {
      const at = command.page * pageSize;
      machine.mapPart(command.alias, at, pageSize, physical(command.frame), true, ...options(command.tlb));
      return undefined;
    }
    case 'unmap':
      machine.unmap(command.alias, ...options(command.tlb));
      return undefined;
    case 'invalidate':
      machine.core = command.core;
      machine.invalidateTlb(command.alias, command.reach);
      return undefined;
    case 'use':
      machine.core = command.core;
      try {
        machine.load(
          command.alias,
          command.page * pageSize + Math.floor((command.third * (pageSize - 1)) / 3),
          1,
        );
      } catch (error) {
        if (error instanceof PageFault) return 'fault';
        throw error;
      }
      return Math.floor((machine.log.event(machine.log.length - 1).physical!.page * 4096) / pageSize);
  }
}

/** The page table as it is, and for each core what it used, as plain maps from the name of a page to a frame. */
class NaiveTlbs {
  readonly #table = new Map<string, number>();
  readonly #used = Array.from({ length: CORES }, () => new Map<string, number>());
  /** How often a core went where the table did not lead. */
  differing = 0;
  /** Pages that a change of the table made lead elsewhere; and pages of which old translations had to go. */
  changed = 0;
  invalidated = 0;

  tell(command: Command): number | string | undefined {
    const { space, first } = ALIASES[command.alias]!;
    const names = Array.from({ length: PAGES }, (_, page) => `${space}:${first + page}`);
    switch (command.do) {
      case 'use':
        return this.#use(this.#used[command.core]!, names[command.page]!);
      case 'map':
        return this.#change(names, command.tlb, (name, i) => this.#table.set(name, command.frame + i));
      case 'map part':
        return this.#change([names[command.page]!], command.tlb, (name) =>
          this.#table.set(name, command.frame),
        );
      case 'unmap':
        return this.#change(names, command.tlb, (name) => this.#table.delete(name));
      case 'invalidate': {
        const forgetting = command.reach === 'all cores' ? this.#used : [this.#used[command.core]!];
        for (const used of forgetting) for (const name of names) used.delete(name);
        this.invalidated += names.length;
        return undefined;
      }
    }
  }

  #use(used: Map<string, number>, name: string): number | 'fault' {
    const found = used.get(name) ?? this.#table.get(name);
    if (found !== this.#table.get(name)) this.differing++;
    if (found === undefined) return 'fault';
    used.set(name, found);
    return found;
  }

  #change(
    names: readonly string[],
    kept: MapOptions['tlb'],
    change: (name: string, i: number) => void,
  ): undefined {
    for (const [i, name] of names.entries()) {
      const was = this.#table.get(name);
      change(name, i);
      const is = this.#table.get(name);
      if (was !== is) this.changed++;
      if (kept === 'kept') continue;
      const known = [was, ...this.#used.map((used) => used.get(name))].filter((to) => to !== undefined);
      // Where everybody who knows the page knows it right, nobody is told to forget it.
      if (known.every((to) => to === is)) continue;
      this.invalidated++;
      for (const used of this.#used) used.delete(name);
    }
  }
}
