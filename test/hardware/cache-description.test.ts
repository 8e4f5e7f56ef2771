/** Which caches exist, what is wrong with those that cannot, and what follows from a description. */
import { describe, expect, it } from 'vitest';
import {
  type CacheDescription,
  checkCache,
  colorsOf,
  isVirtuallyIndexed,
  setsOf,
  waySizeOf,
} from '../../src/hardware/cache-description.js';
import { Problems } from '../../src/units/problems.js';
import { cacheOf } from './small-machine.js';

describe('a cache that exists', () => {
  it.each<[string, Partial<CacheDescription>, number]>([
    ['16 KiB direct-mapped', {}, 512],
    ['48 KiB of 12 ways', { size: 49152, ways: 12, line: 64 }, 64],
    ['24 KiB of 3 ways', { size: 24576, ways: 3 }, 256],
    ['a single line', { size: 4, line: 4 }, 1],
    ['a fully associative one', { size: 1024, line: 256, ways: 4 }, 1],
    ['one of 65,535 ways', { size: 65535 * 4, line: 4, ways: 65535 }, 1],
    ['1 GiB', { size: 2 ** 30, ways: 16, line: 256 }, 2 ** 18],
    ['VIVT with address-space ids', { organization: 'VIVT', addressSpaceIds: true }, 512],
    ['VIPT that resolves synonyms', { resolvesSynonyms: true }, 512],
  ])('%s', (_name, changes, sets) => {
    expect(problemsOf(changes)).toEqual([]);
    expect(setsOf(cacheOf(changes))).toBe(sets);
  });
});

describe('a cache that cannot exist', () => {
  it.each<[Record<string, unknown>, string]>([
    [{ organization: 'PIVT' }, "organization 'PIVT' is none of VIVT, VIPT, PIPT"],
    [{ organization: null }, 'organization null is none of VIVT, VIPT, PIPT'],
    [{ write: 'around' }, "write policy 'around' is none of back, through"],
    [{ replacement: 'mru' }, "replacement 'mru' is none of lru, fifo, plru, round-robin, random"],
    [{ writeAllocate: 'yes' }, "writeAllocate 'yes' is neither true nor false"],
    [{ addressSpaceIds: 1 }, 'addressSpaceIds 1 is neither true nor false'],
    [{ resolvesSynonyms: undefined }, 'resolvesSynonyms undefined is neither true nor false'],
    [{ seed: 0.5 }, 'seed 0.5 is not a whole number'],
    [{ seed: Number.NaN }, 'seed NaN is not a whole number'],
    [{ line: 2 }, 'line 2 is not a power of two from 4 to 256 bytes'],
    [{ line: 512 }, 'line 512 is not a power of two from 4 to 256 bytes'],
    [{ line: 48 }, 'line 48 is not a power of two from 4 to 256 bytes'],
    [{ line: null }, 'line null is not a power of two from 4 to 256 bytes'],
    [{ size: 0 }, 'size 0 is not a number of bytes from 4 B to 1 GiB'],
    [{ size: -16384 }, 'size -16384 is not a number of bytes from 4 B to 1 GiB'],
    [{ size: 2 ** 30 + 1 }, 'size 1073741825 is not a number of bytes from 4 B to 1 GiB'],
    [{ size: 2 ** 53 }, 'size 9007199254740992 is not a number of bytes from 4 B to 1 GiB'],
    [{ size: Number.NaN }, 'size NaN is not a number of bytes from 4 B to 1 GiB'],
    [{ size: '16 KiB' }, "size '16 KiB' is not a number of bytes from 4 B to 1 GiB"],
    [{ ways: 0 }, 'ways 0 is not a whole number from 1 to 65535'],
    [{ ways: 1.5 }, 'ways 1.5 is not a whole number from 1 to 65535'],
    [{ ways: 65536 }, 'ways 65536 is not a whole number from 1 to 65535'],
    [{ ways: null }, 'ways null is not a whole number from 1 to 65535'],
    [{ ways: 1024 }, '16 KiB holds 512 lines of 32 B: not enough for 1024 ways'],
    [{ size: 100 }, '100 B is not a whole number of 32 B lines'],
    [
      { ways: 3 },
      '16 KiB in 3 ways of 32 B lines makes 170.66666666666666 sets, and an index selects a power of two of them',
    ],
    [
      { size: 49152 },
      '48 KiB in 1 ways of 32 B lines makes 1536 sets, and an index selects a power of two of them',
    ],
    [{ size: 24576, ways: 3, replacement: 'plru' }, 'a PLRU tree needs a power of two of ways, not 3'],
    [{ addressSpaceIds: true }, 'address-space ids belong to virtual tags: a VIPT cache has none'],
    [
      { organization: 'PIPT', resolvesSynonyms: true },
      'only a VIPT cache can resolve synonyms in hardware; this one is PIPT',
    ],
  ])('%o', (changes, problem) => {
    expect(problemsOf(changes)).toEqual([problem]);
  });

  it('is told everything that is wrong with it at once', () => {
    const nothingRight = {
      organization: 'PIVT',
      size: '3kB',
      ways: 0,
      line: 31,
      write: 'never',
      writeAllocate: null,
      replacement: 'lfu',
      seed: '1',
      addressSpaceIds: 0,
      resolvesSynonyms: 'no',
    };

    expect(problemsOf(nothingRight)).toEqual([
      "organization 'PIVT' is none of VIVT, VIPT, PIPT",
      "write policy 'never' is none of back, through",
      "replacement 'lfu' is none of lru, fifo, plru, round-robin, random",
      'writeAllocate null is neither true nor false',
      'addressSpaceIds 0 is neither true nor false',
      "resolvesSynonyms 'no' is neither true nor false",
      "seed '1' is not a whole number",
      'line 31 is not a power of two from 4 to 256 bytes',
      "size '3kB' is not a number of bytes from 4 B to 1 GiB",
      'ways 0 is not a whole number from 1 to 65535',
    ]);
  });
});

describe('colors', () => {
  it('are the pages of a way where the index is virtual', () => {
    expect(colorsOf(cacheOf(), 4096)).toBe(4);
    expect(colorsOf(cacheOf({ organization: 'VIVT' }), 8192)).toBe(2);
    expect(colorsOf(cacheOf({ size: 49152, ways: 12, line: 64 }), 4096)).toBe(1);
    expect(waySizeOf(cacheOf({ size: 49152, ways: 12 }))).toBe(4096);
  });

  it('are one where the index lies inside the page, is physical, or hardware resolves synonyms', () => {
    expect(colorsOf(cacheOf(), 65536)).toBe(1);
    expect(colorsOf(cacheOf({ organization: 'PIPT' }), 4096)).toBe(1);
    expect(colorsOf(cacheOf({ resolvesSynonyms: true }), 4096)).toBe(1);
    expect(isVirtuallyIndexed(cacheOf({ resolvesSynonyms: true }))).toBe(false);
  });
});

function problemsOf(changes: Record<string, unknown>): readonly string[] {
  const problems = new Problems();
  checkCache({ ...cacheOf(), ...changes } as CacheDescription, problems);
  return problems.found;
}
