/** The machine at work: where lines lie, where evictions go, what policies and spaces change, what is refused. */
import { describe, expect, it } from 'vitest';
import { Machine } from '../../src/hardware/machine.js';
import { Memory } from '../../src/hardware/memory.js';
import { PageFault } from '../../src/hardware/page-table.js';
import { addBytes, fromBigInt } from '../../src/units/address.js';
import { aliasOf, cacheOf, inMemory, machineWith } from './small-machine.js';

describe('on an SH7750 (16 KiB direct-mapped, 32 B lines, 4 KiB pages), file page 5 at pfn 0x0c123', () => {
  const PHYSICAL = 0x0c12_3000n;
  const sh7750 = () => {
    const machine = machineWith();
    const user = aliasOf(machine, 0x2955_1000n, PHYSICAL);
    const direct = aliasOf(machine, 0x8c12_3000n, PHYSICAL, { space: 0 });
    const window = aliasOf(machine, 0xdfff_9000n, PHYSICAL, { space: 0 });
    return { machine, user, direct, window };
  };

  it('the user alias lies in sets 128 to 255, the direct map in 384 to 511, the congruent window in 128 to 255', () => {
    const { user, direct, window } = sh7750();

    for (const alias of [user, direct, window]) alias.load(0, 4096);

    const range = (from: number) => Array.from({ length: 128 }, (_, i) => from + i);
    expect(user.sets()).toEqual(range(128));
    expect(direct.sets()).toEqual(range(384));
    expect(window.sets()).toEqual(range(128));
  });

  it('user alias and direct map hold two copies of one line, and the copies differ', () => {
    const { machine, user, direct } = sh7750();

    user.store(0, 0x68, 0x69);

    expect(direct.load(0, 2)).toEqual({ read: [0, 0], shouldHaveRead: [0x68, 0x69], stale: true });
    const copies = machine.cache
      .lines()
      .map(({ set, dirty, bytes }) => [set, dirty, ...bytes.subarray(0, 2)]);
    expect(copies).toEqual([
      [128, true, 0x68, 0x69],
      [384, false, 0, 0],
    ]);
  });

  it('user alias and congruent window are one line', () => {
    const { machine, user, window } = sh7750();

    user.store(0, 0x68, 0x69);

    expect(window.load(0, 2)).toEqual({ read: [0x68, 0x69], shouldHaveRead: [0x68, 0x69], stale: false });
    expect(machine.log.event(1)).toMatchObject({ action: 'load', set: 128, way: 0, hit: true });
    expect(machine.cache.lines()).toHaveLength(1);
  });
});

describe('congruence does not help a VIVT cache', () => {
  const congruent = (changes: Parameters<typeof machineWith>[0]) => {
    const machine = machineWith({ organization: 'VIVT', line: 32, ...changes });
    return {
      machine,
      user: aliasOf(machine, 0x2955_1000n, 0x9000n),
      window: aliasOf(machine, 0xdfff_9000n, 0x9000n, { space: 0 }),
    };
  };

  it('of two ways: equal sets, different tags, so both lines live side by side', () => {
    const { machine, user, window } = congruent({ size: 32768, ways: 2 });

    user.store(0, 1);

    expect(window.load(0)).toEqual({ read: [0], shouldHaveRead: [1], stale: true });
    expect(machine.cache.linesIn(128).map(({ way, homePage }) => [way, homePage])).toEqual([
      [0, 9],
      [1, 9],
    ]);
  });

  it('but does where it is direct-mapped: each access evicts the other alias', () => {
    const { machine, user, window } = congruent({ size: 16384, ways: 1 });

    user.store(0, 1);

    expect(window.load(0)).toEqual({ read: [1], shouldHaveRead: [1], stale: false });
    expect(machine.log.event(1)).toMatchObject({ hit: false, filled: true, evicted: true, wroteBack: true });
  });

  it('unless stores that miss go past it: then the other line is not evicted', () => {
    const { user, window } = congruent({ size: 16384, ways: 1, writeAllocate: false });

    user.load(0);
    window.store(0, 1);

    expect(user.load(0)).toEqual({ read: [0], shouldHaveRead: [1], stale: true });
  });
});

describe('an eviction', () => {
  it('from a VIVT cache writes the line back to the page it came from, not to its virtual address', () => {
    const machine = machineWith({ organization: 'VIVT', size: 64, line: 32 });
    const user = aliasOf(machine, 0x5000n, 0x9000n);
    const other = aliasOf(machine, 0x7000n, 0xb000n);

    user.store(33, 7);
    other.load(32);

    expect(inMemory(machine, 0x9021n, 1)).toEqual([7]);
    expect(inMemory(machine, 0x5021n, 1)).toEqual([0]);
    expect(machine.log.event(1)).toMatchObject({
      action: 'load',
      set: 1,
      evicted: true,
      wroteBack: true,
      other: { page: 9, offset: 32 },
    });
  });

  it('goes home even after the virtual address was mapped elsewhere', () => {
    const machine = machineWith({ organization: 'VIVT' });
    const user = aliasOf(machine, 0x5000n, 0x9000n);

    user.store(0, 7);
    machine.map(user.number, fromBigInt(0xb000n));
    machine.maintainAll('clean');

    expect(inMemory(machine, 0x9000n, 1)).toEqual([7]);
    expect(inMemory(machine, 0xb000n, 1)).toEqual([0]);
  });

  it('of a clean line writes nothing', () => {
    const machine = machineWith({ size: 64 });
    const user = aliasOf(machine, 0x5000n, 0x9000n);

    user.load(0);
    user.load(64);

    expect(machine.log.event(1)).toMatchObject({
      evicted: true,
      wroteBack: false,
      other: { page: 9, offset: 0 },
    });
    expect(machine.counts).toMatchObject({ evictions: 1, writeBacks: 0 });
  });
});

describe('a store that misses', () => {
  it('fetches the line where the cache allocates on writes, and memory stays old', () => {
    const machine = machineWith();
    const user = aliasOf(machine, 0x5000n, 0x9000n);

    user.store(4, 7);

    expect(machine.cache.lines()).toMatchObject([{ homePage: 9, dirty: true }]);
    expect(inMemory(machine, 0x9004n, 1)).toEqual([0]);
  });

  it('goes to memory alone where it does not, and the cache stays empty', () => {
    const machine = machineWith({ writeAllocate: false });
    const user = aliasOf(machine, 0x5000n, 0x9000n);

    user.store(4, 7);

    expect(machine.cache.lines()).toEqual([]);
    expect(inMemory(machine, 0x9004n, 1)).toEqual([7]);
    expect(machine.log.event(0)).toMatchObject({ hit: false, filled: false, way: -1, wroteThrough: true });
  });

  it('and one that hits, on a write-through cache, change memory at once and leave the line clean', () => {
    const machine = machineWith({ write: 'through' });
    const user = aliasOf(machine, 0x5000n, 0x9000n);

    user.store(4, 7);
    user.store(5, 8);

    expect(machine.cache.lines()).toMatchObject([{ dirty: false }]);
    expect(inMemory(machine, 0x9004n, 2)).toEqual([7, 8]);
    expect(machine.log.event(1)).toMatchObject({ hit: true, wroteThrough: true });
  });
});

describe('two processes with equal addresses of different pages (homonyms), on a VIVT cache', () => {
  const processes = (addressSpaceIds: boolean) => {
    const machine = machineWith({ organization: 'VIVT', addressSpaceIds });
    machine.preload(fromBigInt(0xb000n), Uint8Array.of(2, 22));
    return {
      machine,
      first: aliasOf(machine, 0x5000n, 0x9000n, { space: 1 }),
      second: aliasOf(machine, 0x5000n, 0xb000n, { space: 2 }),
    };
  };

  it('are mixed up without address-space ids: the second reads what the first stored', () => {
    const { first, second } = processes(false);

    first.store(0, 1);

    expect(second.load(0)).toEqual({ read: [1], shouldHaveRead: [2], stale: false });
    expect(second.judge(0)).toBe('foreign');
  });

  it("and what the second stores goes home to the first one's page, so both lose", () => {
    const { machine, first, second } = processes(false);

    first.store(0, 1);
    second.store(0, 3);
    second.flush(0, 1);

    expect(inMemory(machine, 0x9000n, 1)).toEqual([3]);
    expect(inMemory(machine, 0xb000n, 1)).toEqual([2]);
    expect(
      machine.lost.map(({ store, lostAt, physical }) => ({ store, lostAt, page: physical.page })),
    ).toEqual([
      { store: 1, lostAt: 1, page: 0xb },
      { store: 0, lostAt: 1, page: 9 },
    ]);
  });

  it('and where it buries bytes that nobody stored, no store is lost', () => {
    const { machine, first, second } = processes(false);

    second.load(0);
    first.store(1, 33);
    first.flush(0, 1);

    expect(inMemory(machine, 0xb000n, 2)).toEqual([2, 33]);
    expect(machine.lost.map(({ store, physical }) => ({ store, page: physical.page }))).toEqual([
      { store: 1, page: 9 },
    ]);
  });

  it('are told apart with them', () => {
    const { machine, first, second } = processes(true);

    first.store(0, 1);

    expect(second.load(0, 2)).toEqual({ read: [2, 22], shouldHaveRead: [2, 22], stale: false });
    expect(machine.cache.lines().map(({ tagSpace, homePage }) => [tagSpace, homePage])).toEqual([[2, 0xb]]);
    expect(first.load(0)).toEqual({ read: [1], shouldHaveRead: [1], stale: false });
  });
});

describe('an access past the cache', () => {
  it('sees memory, not a dirty line of the same page', () => {
    const machine = machineWith({ organization: 'PIPT' });
    const user = aliasOf(machine, 0x5000n, 0x9000n);
    const device = aliasOf(machine, 0xd000n, 0x9000n, { space: 0, cached: false });

    user.store(0, 1);

    expect(device.load(0)).toEqual({ read: [0], shouldHaveRead: [1], stale: true });
    expect(machine.log.event(1)).toMatchObject({ uncached: true, set: -1, way: -1, hit: false });
    user.clean(0, 1);
    expect(device.load(0)).toEqual({ read: [1], shouldHaveRead: [1], stale: false });
  });

  it('counts as an access, but as no hit and no miss', () => {
    const machine = machineWith();
    const device = aliasOf(machine, 0xd000n, 0x9000n, { cached: false });

    device.store(0, 1);
    device.load(0);

    expect(machine.counts).toMatchObject({ loads: 1, stores: 1, hits: 0, misses: 0, fills: 0 });
  });
});

describe('an access that crosses lines', () => {
  it('is one load and an event for each line, in order', () => {
    const machine = machineWith();
    const user = aliasOf(machine, 0x5000n, 0x9000n);

    user.store(30, 1, 2, 3, 4);
    expect(user.load(28, 40).read.slice(0, 8)).toEqual([0, 0, 1, 2, 3, 4, 0, 0]);

    expect(
      machine.log.events().map(({ action, physical, length }) => [action, physical!.offset, length]),
    ).toEqual([
      ['store', 30, 2],
      ['store', 32, 2],
      ['load', 28, 4],
      ['load', 32, 32],
      ['load', 64, 4],
    ]);
    expect(machine.counts).toMatchObject({ loads: 1, stores: 1, hits: 2, misses: 3 });
  });

  it('follows the page table where it crosses pages', () => {
    const machine = machineWith();
    const user = aliasOf(machine, 0x5000n, 0x9000n);
    aliasOf(machine, 0x6000n, 0x2000n);

    user.store(4095, 1, 2);
    machine.maintainAll('flush');

    expect(inMemory(machine, 0x9fffn, 1)).toEqual([1]);
    expect(inMemory(machine, 0x2000n, 1)).toEqual([2]);
  });

  it('stops at the first address where nothing is mapped; what came before has happened', () => {
    const machine = machineWith();
    const user = aliasOf(machine, 0x5000n, 0x9000n, { space: 3 });

    expect(() => user.store(4095, 1, 2)).toThrow(PageFault);
    expect(() => user.load(4096)).toThrow('nothing is mapped at 0x00006000 in space 3');

    expect(machine.log.length).toBe(1);
    expect(user.load(4095).read).toEqual([1]);
  });
});

describe('maintenance', () => {
  it('by set and way leaves an empty slot, or one that does not exist, alone and unlogged', () => {
    const machine = machineWith();

    machine.maintainWay('flush', 0, 0);
    machine.maintainWay('flush', 0, 1);
    machine.maintainWay('flush', 512, 0);
    machine.maintainWay('flush', -1, 0);

    expect(machine.log.length).toBe(0);
  });

  it('by set and way names no alias, and the physical address the line came from', () => {
    const machine = machineWith();
    aliasOf(machine, 0x5000n, 0x9000n).store(32, 1);

    machine.maintainWay('flush', 129, 0);

    expect(machine.log.event(1)).toMatchObject({
      action: 'flush',
      alias: -1,
      virtual: undefined,
      physical: { page: 9, offset: 32 },
      length: 32,
      set: 129,
      way: 0,
      evicted: true,
      wroteBack: true,
    });
  });

  it('by index takes whatever lies in the sets that an address selects, and leaves the rest', () => {
    const machine = machineWith();
    const [there, alsoThere, elsewhere] = [
      aliasOf(machine, 0x5000n, 0x9000n),
      aliasOf(machine, 0x15000n, 0xb000n),
      aliasOf(machine, 0x6000n, 0xc000n),
    ];
    for (const alias of [there, alsoThere, elsewhere]) alias.store(64, 7);

    // No alias lies at this address, which selects the sets of 0x5000 and 0x15000.
    machine.maintainIndex('flush', { page: 0x25, offset: 0 }, 4096);

    expect(machine.cache.lines().map(({ homePage }) => homePage)).toEqual([0xc]);
    expect(machine.memory.page(9)[64]).toBe(7);
    expect(machine.counts.flushes).toBe(128 * machine.cache.description.ways);
  });

  it('by index begins with the line that holds the first byte, and goes on in the next page', () => {
    const machine = machineWith();
    const alias = aliasOf(machine, 0x5000n, 0x9000n, { length: 8192 });
    for (const offset of [0, 4064, 4096, 4128]) alias.store(offset, 7);

    machine.maintainIndex('invalidate', { page: 5, offset: 4095 }, 2);

    expect(machine.cache.lines().map(({ homePage, line }) => [homePage, line])).toEqual([
      [9, 0],
      [10, 1],
    ]);
  });

  it('by a search of tags reaches what an instruction by physical address does, and reads every tag', () => {
    const machine = machineWith();
    aliasOf(machine, 0x5000n, 0x9000n).store(0, 7);

    machine.maintainPhysical('flush', 9, 'by search');

    expect(machine.cache.lines()).toEqual([]);
    expect(machine.counts.flushes).toBe(machine.cache.sets * machine.cache.description.ways);
  });

  it('of a page of 8 KiB reads every tag once, or has an instruction for each line of both halves', () => {
    const counted = (['by search', 'by instruction'] as const).map((found) => {
      const machine = machineWith();
      const alias = aliasOf(machine, 0x4000n, 0x8000n, { length: 8192 });
      for (const offset of [0, 4096]) alias.store(offset, 7);
      machine.maintainPhysical('flush', 8, found, 2);
      return { left: machine.cache.lines(), flushes: machine.counts.flushes };
    });

    expect(counted).toEqual([
      { left: [], flushes: 512 },
      { left: [], flushes: 8192 / 32 },
    ]);
  });

  it('of dirty lines alone leaves clean ones, though it looks at each slot', () => {
    const machine = machineWith();
    const user = aliasOf(machine, 0x5000n, 0x9000n);
    user.store(0, 1);
    user.load(32, 1);

    machine.maintainAll('flush', 'dirty lines');

    expect(machine.cache.lines().map(({ line }) => line)).toEqual([1]);
    expect([...inMemory(machine, 0x9000n, 1)]).toEqual([1]);
    expect(machine.counts.flushes).toBe(512);
  });

  it('of the whole cache: clean keeps the lines, flush writes them back and drops them, invalidate only drops', () => {
    const outcome = (action: 'clean' | 'flush' | 'invalidate') => {
      const machine = machineWith();
      const user = aliasOf(machine, 0x5000n, 0x9000n);
      user.store(0, 1);
      user.store(32, 2);
      machine.maintainAll(action);
      const memory = [...inMemory(machine, 0x9000n, 1), ...inMemory(machine, 0x9020n, 1)];
      return { lines: machine.cache.lines().length, memory, lost: machine.counts.lostStores };
    };

    expect(outcome('clean')).toEqual({ lines: 2, memory: [1, 2], lost: 0 });
    expect(outcome('flush')).toEqual({ lines: 0, memory: [1, 2], lost: 0 });
    expect(outcome('invalidate')).toEqual({ lines: 0, memory: [0, 0], lost: 2 });
  });

  it("loses a store though another page's line happens to hold the same byte", () => {
    const machine = machineWith({ ways: 2, size: 32768 });
    const user = aliasOf(machine, 0x5000n, 0x9000n);
    const other = aliasOf(machine, 0xd000n, 0x2000n);

    user.store(0, 7);
    other.store(0, 7);
    user.invalidate(0, 1);

    expect(machine.lost.map(({ store, lostAt, physical }) => [store, lostAt, physical.page])).toEqual([
      [0, 2, 9],
    ]);
  });

  it('loses a store once, however often its absence could be noticed', () => {
    const machine = machineWith();
    const user = aliasOf(machine, 0x5000n, 0x9000n);

    user.store(0, 7);
    user.invalidate(0, 1);
    user.load(0);
    user.store(1, 8);
    user.invalidate(0, 1);

    expect(machine.lost.map(({ store, bytes }) => [store, ...bytes])).toEqual([
      [0, 7],
      [3, 8],
    ]);
  });

  it('loses nothing that was stored with the bytes memory holds anyway', () => {
    const machine = machineWith();
    const user = aliasOf(machine, 0x5000n, 0x9000n);

    user.store(0, 0);
    user.invalidate();

    expect(machine.lost).toEqual([]);
  });
});

describe('the machine', () => {
  it('shows what was preloaded to every alias, and takes it for no store', () => {
    const machine = machineWith();
    machine.preload(fromBigInt(0x9ffen), Uint8Array.of(1, 2, 3));
    const user = aliasOf(machine, 0x5000n, 0x9000n, { length: 8192 });

    expect(user.load(4094, 3)).toEqual({ read: [1, 2, 3], shouldHaveRead: [1, 2, 3], stale: false });
    user.invalidate(0, 8192);
    expect(machine.lost).toEqual([]);
    expect(machine.counts.stores).toBe(0);
  });

  it('works at addresses that no number holds exactly', () => {
    const machine = machineWith();
    const high = aliasOf(machine, 0xffff_ffff_ffff_f000n, 0xffff_8880_0000_1000n);

    high.store(4095, 9);
    machine.maintainAll('flush');

    expect(machine.log.event(0).virtual).toEqual(fromBigInt(2n ** 64n - 1n));
    expect(inMemory(machine, 0xffff_8880_0000_1fffn, 1)).toEqual([9]);
    expect(() => high.load(4096)).toThrow(RangeError);
  });

  it('maps pages of 64 KiB', () => {
    const machine = new Machine(cacheOf({ size: 131072, line: 64 }), 65536);
    const user = aliasOf(machine, 0x2955_0000n, 0xc12_0000n, { length: 65536 });

    user.store(65535, 5);

    expect(machine.log.event(0)).toMatchObject({ physical: addBytes(fromBigInt(0xc12_0000n), 65535) });
    // The last of the 1024 lines of a page of color 1: 0x2955_0000 is an odd multiple of 64 KiB.
    expect(user.sets()).toEqual([1024 + 1023]);
  });

  it('knows where an alias leads, and its aliases by number', () => {
    const machine = machineWith();
    const user = aliasOf(machine, 0x5000n, 0x9000n);
    const unmapped = machine.addAlias({
      name: 'u',
      who: 'user',
      space: 9,
      virtual: fromBigInt(0n),
      length: 4096,
    });

    expect(machine.physicalPageOf(user.number)).toBe(9);
    expect(machine.physicalPageOf(unmapped)).toBeUndefined();
    expect(machine.aliases.map(({ name }) => name)).toEqual(['alias at 0x5000', 'u']);
  });

  it('has no event before the first and none after the last', () => {
    const { log } = machineWith();

    expect(() => log.event(0)).toThrow('there is no event 0: the log holds 0');
    expect(() => log.event(-1)).toThrow(RangeError);
    expect(() => log.event(0.5)).toThrow(RangeError);
  });
});

describe('memory', () => {
  it('is DRAM, except where persistent memory was plugged in', () => {
    const memory = new Memory();
    memory.plugPersistent(0xc123, 2);

    expect([0xc122, 0xc123, 0xc124, 0xc125].map((page) => memory.kindOf(page))).toEqual([
      'DRAM',
      'persistent memory',
      'persistent memory',
      'DRAM',
    ]);
  });

  it('is zero where nothing was written, and reading it writes nothing', () => {
    const memory = new Memory();

    expect([...memory.page(2 ** 52 - 1)].every((byte) => byte === 0)).toBe(true);
    memory.write(1, 0, 1, Uint8Array.of(7), 0);
    expect(memory.page(2)[0]).toBe(0);
  });
});

describe('bytes to store', () => {
  const kept = (bytes: Uint8Array, offset = 0) => {
    const machine = machineWith();
    const user = aliasOf(machine, 0x5000n, 0x9000n);
    machine.store(user.number, offset, bytes);
    return { read: user.load(offset, bytes.length), memory: inMemory(machine, 0x9000n, 4) };
  };
  const counted = Uint8Array.from({ length: 200 }, (_, i) => i + 1);

  it.each([0, 1, 2, 3, 4])('may begin anywhere in their buffer: at %d', (start) => {
    const bytes = counted.subarray(start, start + 129);

    const { read, memory } = kept(bytes);

    expect(read).toEqual({ read: [...bytes], shouldHaveRead: [...bytes], stale: false });
    expect(memory).toEqual([0, 0, 0, 0]);
  });

  it.each([1, 2, 4, 30, 31])('may begin anywhere in a line: at %d', (offset) => {
    const { read } = kept(counted, offset);

    expect(read).toEqual({ read: [...counted], shouldHaveRead: [...counted], stale: false });
  });

  it('may be a Buffer, whose slices share its bytes', () => {
    const bytes = Buffer.from(counted.buffer, 3, 100);

    const { read } = kept(bytes);

    expect(read.read).toEqual([...bytes]);
  });
});
