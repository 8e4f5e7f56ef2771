/**
 * The shortest ways to go wrong with two aliases that do not share a line, found by exhaustive search over one line of
 * two words and told here to the machine. U is the user's alias, K the kernel's; memory starts (0, 0).
 */
import { describe, expect, it } from 'vitest';
import type { CacheDescription } from '../../src/hardware/cache-description.js';
import { aliasOf, inMemory, machineWith } from './small-machine.js';

const PHYSICAL = 0x0c12_3000n;
const w0 = 0;
const w1 = 4;

const caches: [string, Partial<CacheDescription>][] = [
  ['a VIPT cache, direct-mapped, aliases of two colors', { organization: 'VIPT' }],
  ['a VIPT cache of four ways, aliases of two colors', { organization: 'VIPT', size: 65536, ways: 4 }],
  ['a VIVT cache of two ways', { organization: 'VIVT', size: 8192, ways: 2 }],
];

describe.each(caches)('on %s', (_name, cache) => {
  describe('with no maintenance', () => {
    it('the kernel does not see what the user stored', () => {
      const { U, K } = twoAliases(cache);

      U.store(w0, 1);

      expect(K.load(w0)).toEqual({ read: [0], shouldHaveRead: [1], stale: true });
    });

    it('the user does not see what the kernel stored', () => {
      const { U, K } = twoAliases(cache);

      K.store(w0, 1);

      expect(U.load(w0)).toEqual({ read: [0], shouldHaveRead: [1], stale: true });
    });

    it('even a write-through cache goes stale, but loses nothing', () => {
      const { U, K, machine } = twoAliases({ ...cache, write: 'through' });

      U.load(w0);
      K.store(w0, 1);

      expect(U.load(w0)).toEqual({ read: [0], shouldHaveRead: [1], stale: true });
      expect(memory(machine)).toEqual([1, 0]);
      U.evict();
      K.evict();
      expect(U.load(w0)).toEqual({ read: [1], shouldHaveRead: [1], stale: false });
      expect(machine.lost).toEqual([]);
    });
  });

  describe("with the rule of the mail (flush U before the kernel's load, flush K after its store)", () => {
    it('a clean line of the user survives and is stale', () => {
      const { U, K } = twoAliases(cache);

      expect(U.load(w0).stale).toBe(false);
      K.store(w0, 1);
      K.flush();

      expect(U.load(w0)).toEqual({ read: [0], shouldHaveRead: [1], stale: true });
    });

    it("a dirty line of the user, evicted later, buries the kernel's store", () => {
      const { U, K, machine } = twoAliases(cache);

      U.store(w1, 1);
      K.store(w0, 2);
      K.flush();
      expect(memory(machine)).toEqual([2, 0]);
      U.evict();

      expect(memory(machine)).toEqual([0, 1]);
      expect(lost(machine)).toEqual([{ of: 'K', at: w0, bytes: [2], instead: [0] }]);
      expect(machine.log.events().at(-1)).toMatchObject({ action: 'evict', wroteBack: true, lost: true });
    });

    it("and flush U before the kernel's store, the kernel hits its own old line", () => {
      const { U, K } = twoAliases(cache);

      U.flush();
      expect(K.load(w0).read).toEqual([0]);
      U.store(w0, 1);
      U.flush();

      expect(K.load(w0)).toEqual({ read: [0], shouldHaveRead: [1], stale: true });
    });

    it("and drop K before the kernel's load, its store lands in its old line and buries the user's", () => {
      const { U, K, machine } = twoAliases(cache);

      K.invalidate();
      K.load(w0);
      U.store(w0, 1);
      U.flush();
      K.store(w1, 2);
      K.flush();

      expect(memory(machine)).toEqual([0, 2]);
      expect(lost(machine)).toEqual([{ of: 'U', at: w0, bytes: [1], instead: [0] }]);
    });

    it('and a clean in place of each flush on the side of the kernel, the same', () => {
      const { U, K } = twoAliases(cache);

      K.load(w0);
      K.clean();
      U.store(w0, 1);
      U.flush();

      expect(K.load(w0)).toEqual({ read: [0], shouldHaveRead: [1], stale: true });
    });
  });

  it("an invalidate of U without a clean before the kernel's store loses what the user stored", () => {
    const { U, K, machine } = twoAliases(cache);

    U.store(w0, 1);
    U.invalidate();
    expect(lost(machine)).toEqual([{ of: 'U', at: w0, bytes: [1], instead: [0] }]);
    K.store(w1, 2);
    K.flush();

    expect(memory(machine)).toEqual([0, 2]);
    expect(machine.counts.lostStores).toBe(1);
  });

  it("without a flush of U before the kernel's store, that store is lost when U is evicted", () => {
    const { U, K, machine } = twoAliases(cache);

    U.store(w0, 1);
    K.store(w0, 2);
    K.flush();
    U.evict();

    expect(memory(machine)).toEqual([1, 0]);
    expect(lost(machine)).toEqual([{ of: 'K', at: w0, bytes: [2], instead: [1] }]);
  });

  it("without a flush of K after the kernel's store, a late eviction of K buries a newer store of the user", () => {
    const { U, K, machine } = twoAliases(cache);

    K.store(w0, 1);
    U.load(w0);
    U.store(w1, 2);
    U.flush();
    K.evict();

    expect(memory(machine)).toEqual([1, 0]);
    expect(lost(machine)).toEqual([{ of: 'U', at: w1, bytes: [2], instead: [0] }]);
  });

  it("flushes of the kernel's alias alone do not bring in what the user stored", () => {
    const { U, K } = twoAliases(cache);

    U.store(w0, 1);
    K.flush();

    expect(K.load(w0)).toEqual({ read: [0], shouldHaveRead: [1], stale: true });
  });

  it('both aliases flushed before a load, before a store and after a store: coherent', () => {
    const { U, K, machine } = twoAliases(cache);
    const both = () => {
      U.flush();
      K.flush();
    };

    U.store(w1, 1);
    both();
    K.store(w0, 2);
    both();
    expect(U.load(w0, 5)).toEqual({ read: [2, 0, 0, 0, 1], shouldHaveRead: [2, 0, 0, 0, 1], stale: false });
    U.store(w0, 3);
    both();
    expect(K.load(w0, 5)).toEqual({ read: [3, 0, 0, 0, 1], shouldHaveRead: [3, 0, 0, 0, 1], stale: false });
    expect(machine.lost).toEqual([]);
  });
});

/** Two aliases of one page, of colors 1 and 3 where a way spans four pages. */
function twoAliases(cache: Partial<CacheDescription>) {
  const machine = machineWith({ line: 8, ...cache });
  const U = aliasOf(machine, 0x2955_1000n, PHYSICAL);
  const K = aliasOf(machine, 0x8c12_3000n, PHYSICAL, { space: 0 });
  return { machine, U, K };
}

function memory(machine: ReturnType<typeof machineWith>): number[] {
  return [...inMemory(machine, PHYSICAL + BigInt(w0), 1), ...inMemory(machine, PHYSICAL + BigInt(w1), 1)];
}

function lost(machine: ReturnType<typeof machineWith>) {
  return machine.lost.map(({ store, physical, bytes, instead }) => ({
    of: ['U', 'K'][machine.log.event(store).alias],
    at: physical.offset,
    bytes: [...bytes],
    instead: [...instead],
  }));
}
