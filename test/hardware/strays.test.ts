/** Foreign loads: bytes of another page than the one that was meant, told from old bytes of the page itself. */
import { describe, expect, it } from 'vitest';
import type { CacheDescription } from '../../src/hardware/cache-description.js';
import type { CoresDescription } from '../../src/hardware/cores.js';
import { Machine } from '../../src/hardware/machine.js';
import { fromBigInt } from '../../src/units/address.js';
import { aliasOf, cacheOf, inMemory } from './small-machine.js';

const ONE = 0x9000n;
const OTHER = 0xb000n;

/** Two processes with one address of two pages (homonyms), and aliases of both pages at addresses of other colors. */
function homonyms(changes: Partial<CacheDescription> = {}, cores?: CoresDescription) {
  const machine = new Machine(cacheOf({ organization: 'VIVT', ...changes }), 4096, 'events', cores);
  return {
    machine,
    one: aliasOf(machine, 0x5000n, ONE, { space: 1 }),
    other: aliasOf(machine, 0x5000n, OTHER, { space: 2 }),
    oneElsewhere: aliasOf(machine, 0x6000n, ONE, { space: 1 }),
    onePast: aliasOf(machine, 0x7000n, ONE, { space: 1, cached: false }),
  };
}

describe('a load is foreign, and not stale,', () => {
  it('where it hits the line of another page', () => {
    const { machine, one, other } = homonyms();
    one.store(0, 1);

    const judged = other.judge(0);

    expect(judged).toBe('foreign');
    expect(machine.counts).toMatchObject({ loads: 1, foreignLoads: 1, staleLoads: 0 });
    expect(machine.log.event(1)).toMatchObject({
      foreign: true,
      stale: false,
      hit: true,
      bytes: Uint8Array.of(1),
      expected: Uint8Array.of(0),
    });
  });

  it('where the line is its own page’s, and another process has stored into it', () => {
    const { one, other } = homonyms();
    one.store(0, 1, 2);

    other.store(0, 7);

    expect([one.judge(0), one.judge(1), one.judge(0, 2)]).toEqual(['foreign', 'newest', 'foreign']);
  });

  it('where a stray byte was written back and comes again, under another name or past the cache', () => {
    const { machine, one, other, oneElsewhere, onePast } = homonyms();
    one.load(0);
    other.store(0, 7);

    machine.maintainAll('flush');

    expect(inMemory(machine, ONE, 1)).toEqual([7]);
    expect([oneElsewhere.judge(0), onePast.judge(0), one.judge(0)]).toEqual([
      'foreign',
      'foreign',
      'foreign',
    ]);
  });

  it('where a line was cleaned, and makes room by itself', () => {
    const { one, other, oneElsewhere } = homonyms({ size: 8192 });
    const inTheWay = aliasOf(one.machine, 0x5000n + 8192n, 0x20_0000n, { space: 1 });
    one.load(0);
    other.store(0, 7);
    other.clean(0, 1);
    const cleaned = oneElsewhere.judge(0);
    other.store(1, 8);
    inTheWay.load(0);
    oneElsewhere.invalidate(0, 1);

    expect([cleaned, oneElsewhere.judge(1)]).toEqual(['foreign', 'foreign']);
  });

  it('where hardware has fetched the line in between', () => {
    const { machine, one, other, oneElsewhere } = homonyms();
    one.load(0);
    other.store(0, 7);
    other.flush(0, 1);

    machine.fetch(oneElsewhere.number, 0, 1);

    expect(oneElsewhere.judge(0)).toBe('foreign');
  });

  it('where a store went on to memory of the page that was meant, and into the line of another', () => {
    const { machine, one, other } = homonyms({ write: 'through' });
    one.load(0);

    other.store(0, 7);

    expect([inMemory(machine, ONE, 1), inMemory(machine, OTHER, 1)]).toEqual([[0], [7]]);
    expect([one.judge(0), other.judge(0)]).toEqual(['foreign', 'newest']);
    other.invalidate(0, 1);
    expect([one.judge(0)]).toEqual(['newest']);
  });

  it('where the snoop of another core has written strays back', () => {
    const { machine, one, other } = homonyms({}, { count: 2, snoops: 'physical address' });
    one.load(0);
    other.store(0, 7);

    machine.core = 1;

    expect(one.judge(0)).toBe('foreign');
    expect(machine.log.events().map(({ action, core, foreign }) => [action, core, foreign])).toEqual([
      ['load', 0, false],
      ['store', 0, false],
      ['snoop', 0, false],
      ['load', 1, true],
    ]);
  });

  it('where a device finds strays in memory', () => {
    const { machine, one, other } = homonyms();
    const device = machine.addAgent({ port: 'dma' });
    one.load(0);
    other.store(0, 7);
    other.flush(0, 1);

    machine.agent = device;

    expect(one.judge(0)).toBe('foreign');
  });

  it('where one of its lines is foreign and another is stale', () => {
    const { machine, one, other, onePast } = homonyms();
    one.load(0, 64);
    other.store(0, 7);
    onePast.store(32, 3);

    const judged = one.judge(0, 64);

    const [first, second] = machine.log.events().slice(-2);
    expect(judged).toBe('foreign');
    expect([first!.foreign, first!.stale, second!.foreign, second!.stale]).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect(machine.counts).toMatchObject({ foreignLoads: 1, staleLoads: 0 });
  });

  it('where the address was mapped to another page, and its old line is still there', () => {
    const { machine, one } = homonyms();
    one.store(0, 1);

    machine.map(one.number, fromBigInt(OTHER));

    expect(one.judge(0)).toBe('foreign');
  });
});

describe('a load is stale, and not foreign,', () => {
  it('where it reads old bytes of its own page, also beside strays', () => {
    const { one, other, oneElsewhere } = homonyms();
    one.load(0);
    oneElsewhere.store(1, 5);
    other.store(0, 7);

    expect([one.judge(0), one.judge(1)]).toEqual(['foreign', 'stale']);
  });

  it('where a stray byte happens to be the newest, and an old byte beside it is not', () => {
    const { one, other, oneElsewhere } = homonyms();
    one.load(0);
    other.store(0, 7);
    oneElsewhere.store(0, 7, 5);

    expect([one.judge(0), one.judge(0, 2)]).toEqual(['newest', 'stale']);
  });

  it('where the strays are in another copy of the line than the one that it hits', () => {
    const { one, other, oneElsewhere } = homonyms();
    one.load(0);
    oneElsewhere.load(0);
    other.store(0, 7);
    one.store(0, 8);

    expect([one.judge(0), oneElsewhere.judge(0)]).toEqual(['newest', 'stale']);
  });

  it('where whoever means the page has stored over the strays, and another copy is older', () => {
    const { machine, one, other, oneElsewhere } = homonyms();
    one.load(0);
    other.store(0, 7);
    machine.maintainAll('flush');
    one.store(0, 8);
    one.flush(0, 1);
    oneElsewhere.load(0);

    one.store(0, 9);

    expect(oneElsewhere.judge(0)).toBe('stale');
  });

  it('where strays were dropped before they reached memory', () => {
    const { one, other, oneElsewhere } = homonyms();
    oneElsewhere.store(0, 5);
    one.load(0);
    other.store(0, 7);

    one.invalidate(0, 1);

    expect(one.judge(0)).toBe('stale');
  });
});

describe('strays', () => {
  it('are none where a power cut has left them: what is found is the truth', () => {
    const { machine, one, other } = homonyms();
    machine.memory.plugPersistent(9, 1);
    one.load(0);
    other.store(0, 7);
    other.flush(0, 1);
    machine.crash('arrives');
    one.store(1, 1);

    expect(machine.strays.any).toBe(false);
    expect(one.load(0).read).toEqual([7]);
    expect(one.judge(0)).toBe('newest');
  });

  it('are not looked for before there are any: not by loads through homonyms, nor with address-space ids', () => {
    const { machine, one, other } = homonyms();
    const told = homonyms({ addressSpaceIds: true });
    one.load(0);
    other.load(0);
    told.one.load(0);
    told.other.store(0, 7);
    const before = [machine.strays.any, told.machine.strays.any];

    other.store(0, 7);

    expect(before).toEqual([false, false]);
    expect(machine.strays.any).toBe(true);
  });

  it('can be looked at, byte by byte of a held line and of memory', () => {
    const { machine, one, other } = homonyms({ line: 4 });
    one.load(0);
    other.store(1, 7, 8);
    const { set, way } = machine.log.event(1);

    const held = machine.strays.inSlot(machine.cache, set, way)?.slice();
    other.clean(0, 4);
    one.store(1, 1);

    expect(held).toEqual(Uint8Array.of(0, 1, 1, 0));
    expect(machine.strays.inSlot(machine.cache, set, way)).toEqual(Uint8Array.of(0, 0, 1, 0));
    expect(machine.strays.inMemory(9, 0)).toEqual(Uint8Array.of(0, 1, 1, 0));
    expect(machine.strays.inMemory(9, 1)).toEqual(Uint8Array.of(0, 0, 0, 0));
    expect(machine.strays.inMemory(0xb, 0)).toBeUndefined();
  });
});

describe('stray bytes in the second way of a set, and in a line within the page', () => {
  /** Another page's line lies in way 0; bytes 101 and 102 of one's line, in way 1, are the other's. */
  function inSecondWay() {
    const told = homonyms({ ways: 2 });
    const { machine, one, other } = told;
    aliasOf(machine, 0x5000n + 8192n, 0xd000n, { space: 3 }).load(96);
    one.load(96);
    other.store(101, 7, 8);
    const { set, way } = machine.log.event(2);
    expect(way).toBe(1);
    return { ...told, set };
  }
  const marked = (...bytes: number[]) =>
    Uint8Array.from({ length: 32 }, (_, at) => Number(bytes.includes(at)));

  it('are seen by loads that take them in, wherever those begin', () => {
    const { one } = inSecondWay();

    expect([one.judge(96, 5), one.judge(101), one.judge(99, 4), one.judge(103), one.judge(60, 45)]).toEqual([
      ...['newest', 'foreign', 'foreign', 'newest', 'foreign'],
    ]);
  });

  it('are marked there and nowhere else; to memory and back they take their marks along', () => {
    const { machine, one, set } = inSecondWay();
    const { strays, cache } = machine;
    const held = [strays.inSlot(cache, set, 0), strays.inSlot(cache, set, 1)];

    machine.maintainAll('flush');
    const inMemoryThen = [strays.inMemory(9, 3), strays.inMemory(9, 2)];
    aliasOf(machine, 0x5000n + 2n * 8192n, 0xf000n, { space: 3 }).load(96);
    one.load(96);

    expect(held).toEqual([undefined, marked(5, 6)]);
    expect(inMemoryThen).toEqual([marked(5, 6), marked()]);
    expect(strays.inSlot(cache, set, 1)).toEqual(marked(5, 6));
    expect(one.judge(96, 32)).toBe('foreign');
  });

  it('are none any more where somebody stores over them past the cache, byte by byte', () => {
    const { machine, onePast } = inSecondWay();
    machine.maintainAll('flush');

    onePast.store(101, 1);

    expect(machine.strays.inMemory(9, 3)).toEqual(marked(6));
    expect([onePast.judge(101), onePast.judge(102)]).toEqual(['newest', 'foreign']);
  });

  it('are forgotten at a power cut, in memory too', () => {
    const { machine } = inSecondWay();
    machine.maintainAll('flush');

    machine.crash('lost');

    expect(machine.strays.inMemory(9, 3)).toBeUndefined();
  });
});

describe('an alias that takes turns', () => {
  function window(changes: Partial<CacheDescription> = {}, cached = true) {
    const machine = new Machine(cacheOf(changes), 4096);
    const slot = { who: 'kernel', space: 0, virtual: fromBigInt(0xdfff_8000n), length: 4096 } as const;
    const [one, other] = ['one', 'other'].map((name) =>
      machine.addAlias({ name, ...slot, takesTurns: true }),
    ) as [number, number];
    machine.map(one, fromBigInt(ONE), cached);
    machine.load(one, 0, 1);
    machine.map(other, fromBigInt(OTHER), cached, { tlb: 'kept' });
    return { machine, one, other, direct: aliasOf(machine, 0x8000_9000n, ONE, { space: 0, cached }) };
  }

  it.each([true, false])(
    'loads foreign bytes of the frame that a kept TLB leads to, cached: %s',
    (cached) => {
      const { machine, other, direct } = window({ organization: 'PIPT' }, cached);
      direct.store(0, 5);

      expect(machine.load(other, 0, 1)).toMatchObject({ stale: false, foreign: true });
    },
  );

  it.each([true, false])(
    'leaves strays in that frame, for whoever means it to load, cached: %s',
    (cached) => {
      const { machine, other, direct } = window({ organization: 'PIPT' }, cached);

      machine.store(other, 0, Uint8Array.of(7));
      const judged = [direct.judge(0)];
      direct.store(0, 6);
      judged.push(direct.judge(0));

      expect(judged).toEqual(['foreign', 'newest']);
    },
  );

  it.each([true, false])(
    'leaves strays in memory too where stores go on to it, until they are stored over, write-allocate: %s',
    (writeAllocate) => {
      const { machine, other, direct } = window({ write: 'through', writeAllocate });
      const past = aliasOf(machine, 0x6000n, ONE, { cached: false });

      machine.store(other, 0, Uint8Array.of(7, 8));
      const judged = [past.judge(0, 2)];
      direct.store(0, 6);
      judged.push(past.judge(0), past.judge(1));

      expect(judged).toEqual(['foreign', 'newest', 'foreign']);
    },
  );

  it('is at home in a line of the page that it means, wherever the translation leads by now', () => {
    const { machine, one } = window({ organization: 'VIVT' });
    machine.invalidateTlb(one);

    machine.store(one, 0, Uint8Array.of(7));

    expect(machine.load(one, 0, 1)).toMatchObject({ stale: false, foreign: false });
    const { set, way } = machine.log.event(1);
    expect(machine.strays.inSlot(machine.cache, set, way)?.[0] ?? 0).toBe(0);
  });
});
