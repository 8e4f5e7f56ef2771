/** Sizes: what is read, what is refused, and that what is written is read back. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ValueError } from '../../src/units/problems.js';
import { formatSize, isPowerOfTwo, parseSize, type Size } from '../../src/units/size.js';

describe('a size', () => {
  it.each([
    ['16 KiB', 16384],
    ['3 KiB', 3072],
    ['1.5 KiB', 1536],
    ['48kib', 49152],
    [' 1 MiB ', 1048576],
    ['2 GiB', 2147483648],
    ['512 B', 512],
    ['512', 512],
    [512, 512],
    [0, 0],
    [Number.MAX_SAFE_INTEGER, 9007199254740991],
  ])('%o is %i bytes', (size, bytes) => {
    expect(parseSize(size)).toBe(bytes);
  });

  it.each([
    ['3kB', "'3kB'"],
    ['3 MB', "'3 MB'"],
    ['', "''"],
    [' ', "' '"],
    ['KiB', "'KiB'"],
    ['-1 KiB', "'-1 KiB'"],
    ['1e3', "'1e3'"],
    ['0.3 KiB', "'0.3 KiB'"],
    ['16 KiB 4', "'16 KiB 4'"],
    ['9007199254740993', "'9007199254740993'"],
    [-1, '-1'],
    [1.5, '1.5'],
    [2 ** 53, '9007199254740992'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
    [null, 'null'],
    [undefined, 'undefined'],
    [16n, '16n'],
    [[4096], '[4096]'],
  ])('%o is none, and the error says so as it was typed', (size, shown) => {
    expect(() => parseSize(size as Size, 'cache size')).toThrow(
      new ValueError(
        [`cache size ${shown} is not a whole number of bytes such as 4096, '512 B', '16 KiB' or '1 MiB'`],
        "parseSize('16 KiB')",
      ),
    );
  });

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.maxSafeNat(),
          fc.nat(4096).map((n) => n * 1024),
        ),
        (bytes) => {
          expect(parseSize(formatSize(bytes))).toBe(bytes);
        },
      ),
    );
  });

  it('is written in the largest unit that stays whole', () => {
    expect([0, 1, 1023, 1024, 1536, 49152, 2 ** 20, 3 * 2 ** 30].map(formatSize)).toEqual([
      '0 B',
      '1 B',
      '1023 B',
      '1 KiB',
      '1536 B',
      '48 KiB',
      '1 MiB',
      '3 GiB',
    ]);
  });
});

describe('a power of two', () => {
  it('is each of the 53 that a number holds exactly', () => {
    const powers = Array.from({ length: 53 }, (_, n) => 2 ** n);

    expect(powers.filter((n) => !isPowerOfTwo(n))).toEqual([]);
  });

  it('is not its neighbor, however large', () => {
    const neighbors = Array.from({ length: 52 }, (_, n) => [2 ** (n + 2) - 1, 2 ** (n + 2) + 1]).flat();

    expect(neighbors.filter((n) => isPowerOfTwo(n))).toEqual([]);
  });

  it.each([0, -1, -2, 0.5, 3, Number.NaN, Number.POSITIVE_INFINITY])('is not %d', (n) => {
    expect(isPowerOfTwo(n)).toBe(false);
  });
});

describe('a text of very many letters', () => {
  it.each([`1${' '.repeat(1_000_000)}!`, '1'.repeat(1_000_000)])(
    'is no size, whatever it looks like: %#',
    (text) => {
      expect(() => parseSize(text)).toThrow('is not a whole number of bytes');
    },
  );
});
