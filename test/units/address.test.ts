/** Addresses, exact to 64 bits: the same as bigints, whatever way they are typed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Address,
  type AddressInput,
  addBytes,
  addressModulo,
  formatAddress,
  fromBigInt,
  parseAddress,
  toBigInt,
} from '../../src/units/address.js';
import { ValueError } from '../../src/units/problems.js';

const TOP = 2n ** 64n - 1n;
const DIRECT_MAP = 0xffff_8880_0000_0000n;
/** Any 64-bit value, and often one near a border. */
const any64 = fc.oneof(
  fc.bigInt(0n, TOP),
  fc
    .tuple(
      fc.constantFrom(0n, 2n ** 12n, 2n ** 32n, 2n ** 53n, 2n ** 63n, DIRECT_MAP, TOP),
      fc.bigInt(-5n, 5n),
    )
    .map(([near, by]) => BigInt.asUintN(64, near + by)),
);
const whole = ({ page, offset }: Address) => BigInt(page) * 4096n + BigInt(offset);

describe('an address', () => {
  it('splits into page and offset, and joins again, over all 64 bits', () => {
    fc.assert(
      fc.property(any64, (value) => {
        const address = fromBigInt(value);

        expect(address.offset).toBeLessThan(4096);
        expect(whole(address)).toBe(value);
        expect(toBigInt(address)).toBe(value);
      }),
    );
  });

  it('is read back as it was written, over all 64 bits', () => {
    fc.assert(
      fc.property(any64, (value) => {
        const text = formatAddress(fromBigInt(value));

        expect(BigInt(text)).toBe(value);
        expect(parseAddress(text)).toEqual(fromBigInt(value));
        expect(parseAddress(value)).toEqual(fromBigInt(value));
        expect(parseAddress(text.toUpperCase().replace('0X', '0x'))).toEqual(fromBigInt(value));
        expect(parseAddress(String(value))).toEqual(fromBigInt(value));
      }),
    );
  });

  it('is exact around the start of a direct map, where a number is not', () => {
    const around = [DIRECT_MAP - 1n, DIRECT_MAP, DIRECT_MAP + 1n, DIRECT_MAP + 4095n, DIRECT_MAP + 4096n];

    expect(around.map((value) => formatAddress(parseAddress(value)))).toEqual([
      '0xffff887fffffffff',
      '0xffff888000000000',
      '0xffff888000000001',
      '0xffff888000000fff',
      '0xffff888000001000',
    ]);
  });

  it('can be typed as a number, a bigint, or text in hexadecimal or decimal with underscores', () => {
    const typed: AddressInput[] = [0x2955_1020, 0x2955_1020n, '0x29551020', '0x2955_1020', ' 693440544 '];

    expect(typed.map((input) => parseAddress(input))).toEqual(
      typed.map(() => ({ page: 0x29551, offset: 0x20 })),
    );
    expect(parseAddress(Number.MAX_SAFE_INTEGER)).toEqual(fromBigInt(2n ** 53n - 1n));
  });

  it('has at least eight digits, and no more than sixteen', () => {
    expect(formatAddress(fromBigInt(0n))).toBe('0x00000000');
    expect(formatAddress(fromBigInt(TOP))).toBe('0xffffffffffffffff');
  });

  it('cannot be changed', () => {
    expect(Object.isFrozen(parseAddress(4096))).toBe(true);
  });
});

describe('what is no address is refused, as it was typed', () => {
  it.each([
    [null, 'null'],
    [undefined, 'undefined'],
    [Number.NaN, 'NaN'],
    [-1, '-1'],
    [1.5, '1.5'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
    [-1n, '-1n'],
    [2n ** 64n, '18446744073709551616n'],
    ['', "''"],
    ['0x', "'0x'"],
    ['0x1__0', "'0x1__0'"],
    ['-0x10', "'-0x10'"],
    ['29551000h', "'29551000h'"],
    ['0x1_0000_0000_0000_0000', "'0x1_0000_0000_0000_0000'"],
    [{}, 'an object'],
    [[1], '[1]'],
    [true, 'true'],
  ])('%o', (input, shown) => {
    expect(() => parseAddress(input as AddressInput, 'user address')).toThrow(
      new ValueError(
        [`user address ${shown} is not an address from 0 to 0xffffffffffffffff`],
        "parseAddress('0x29551000')",
      ),
    );
  });

  it('a number above 2^53 - 1, because its low digits are already gone', () => {
    expect(() => parseAddress(2 ** 53)).toThrow(
      'address 9007199254740992 is above 2^53 - 1, where a number is no longer exact; write a bigint, such as 0xffff_8880_0000_0000n, or text',
    );
    // biome-ignore lint/correctness/noPrecisionLoss: exactly what a reader may type
    expect(() => parseAddress(0xffff888000000001)).toThrow('try: parseAddress(0xffff_8880_0000_0000n)');
  });
});

describe('address arithmetic is that of bigints', () => {
  const byNumber = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -10_000, max: 10_000 }));

  it('when bytes are added', () => {
    fc.assert(
      fc.property(any64, byNumber, (value, by) => {
        const sum = value + BigInt(by);
        if (sum < 0n || sum > TOP) {
          expect(() => addBytes(fromBigInt(value), by)).toThrow(RangeError);
        } else {
          expect(addBytes(fromBigInt(value), by)).toEqual(fromBigInt(sum));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('when it wraps at neither end', () => {
    expect(() => addBytes(fromBigInt(TOP), 1)).toThrow('0xffffffffffffffff + 1 leaves the 64-bit space');
    expect(() => addBytes(fromBigInt(0n), -1)).toThrow('0x00000000 + -1 leaves the 64-bit space');
    expect(() => addBytes(fromBigInt(0n), Number.NaN)).toThrow(RangeError);
    expect(addBytes(fromBigInt(TOP), -4096)).toEqual(fromBigInt(TOP - 4096n));
  });

  it('when numbers are so large that a sum of them would be rounded', () => {
    expect(addBytes({ page: 0, offset: 2 }, Number.MAX_SAFE_INTEGER)).toEqual(fromBigInt(2n ** 53n + 1n));
  });

  it('when it is taken modulo a power of two', () => {
    fc.assert(
      fc.property(any64, fc.integer({ min: 0, max: 40 }), (value, power) => {
        expect(BigInt(addressModulo(fromBigInt(value), 2 ** power))).toBe(value % 2n ** BigInt(power));
      }),
      { numRuns: 300 },
    );
  });
});

describe('a text of very many letters', () => {
  it.each(['0'.repeat(1_000_000), `0x${'f'.repeat(1_000_000)}`])('is no address: %#', (text) => {
    expect(() => parseAddress(text)).toThrow('is not an address from 0 to 0xffffffffffffffff');
  });

  it('may have zeros before it, and underscores', () => {
    expect(formatAddress(parseAddress(`0x${'0000_'.repeat(30)}1000`))).toBe('0x00001000');
  });
});
