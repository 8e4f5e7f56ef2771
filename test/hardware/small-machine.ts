/** Short words for example tests: a cache with everything usual, and named aliases of a machine's pages. */
import { cache } from '../../src/fluent/cache.js';
import type { CacheDescription } from '../../src/hardware/cache-description.js';
import { Machine } from '../../src/hardware/machine.js';
import { fromBigInt } from '../../src/units/address.js';

export function cacheOf(changes: Partial<CacheDescription> = {}): CacheDescription {
  return { ...cache().describe(), ...changes };
}

/** An alias with verbs; bytes go in and come out as plain arrays. */
export class Handle {
  constructor(
    readonly machine: Machine,
    readonly number: number,
  ) {}

  store(offset: number, ...bytes: number[]): void {
    this.machine.store(this.number, offset, Uint8Array.from(bytes));
  }

  load(offset: number, length = 1): { read: number[]; shouldHaveRead: number[]; stale: boolean } {
    const { bytes, expected, stale } = this.machine.load(this.number, offset, length);
    return { read: [...bytes], shouldHaveRead: [...expected], stale };
  }

  /** What a load is. */
  judge(offset: number, length = 1): 'newest' | 'stale' | 'foreign' | 'stale and foreign' {
    const { stale, foreign } = this.machine.load(this.number, offset, length);
    if (stale) return foreign ? 'stale and foreign' : 'stale';
    return foreign ? 'foreign' : 'newest';
  }

  clean(offset = 0, length = 4096): void {
    this.machine.maintain('clean', this.number, offset, length);
  }

  invalidate(offset = 0, length = 4096): void {
    this.machine.maintain('invalidate', this.number, offset, length);
  }

  flush(offset = 0, length = 4096): void {
    this.machine.maintain('flush', this.number, offset, length);
  }

  evict(offset = 0, length = 1): void {
    this.machine.maintain('evict', this.number, offset, length);
  }

  /** The set of each line that this alias touched so far. */
  sets(): number[] {
    const mine = this.machine.log.events().filter(({ alias }) => alias === this.number);
    return mine.map(({ set }) => set);
  }
}

/** A machine of 4 KiB pages. */
export function machineWith(changes: Partial<CacheDescription> = {}): Machine {
  return new Machine(cacheOf(changes), 4096);
}

/** Maps `length` bytes at `virtual` to `physical`. */
export function aliasOf(
  machine: Machine,
  virtual: bigint,
  physical: bigint,
  { space = 1, length = 4096, cached = true } = {},
): Handle {
  const number = machine.addAlias({
    name: `alias at 0x${virtual.toString(16)}`,
    who: space === 0 ? 'kernel' : 'user',
    space,
    virtual: fromBigInt(virtual),
    length,
  });
  machine.map(number, fromBigInt(physical), cached);
  return new Handle(machine, number);
}

/** What memory holds, past all caches. */
export function inMemory(machine: Machine, physical: bigint, length: number): number[] {
  const { page, offset } = fromBigInt(physical);
  return [...machine.memory.page(page).subarray(offset, offset + length)];
}
