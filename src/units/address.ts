/**
 * Addresses, exact to 64 bits. Inside, an address is a pair, because a JavaScript number is exact to 53 bits only:
 *
 *     63                                   12 11            0
 *     | page: a number, at most 2^52 - 1     | offset: 0-4095 |
 *
 * The page here is always 4 KiB, the smallest page that aliaslab models; what size of page a machine maps is
 * the page table's business.
 */
import { checkWord, refuseMore } from './arguments.js';
import { asTyped, ValueError } from './problems.js';

/** An address as it is typed: a number up to 2^53 - 1, a bigint, or text such as `'0xffff_8880_0000_0000'`. */
export type AddressInput = number | bigint | string;

/** An address, exact to 64 bits: `page * 4096 + offset`. */
export interface Address {
  /** The number of the 4 KiB page, 0 to 2^52 - 1. */
  readonly page: number;
  /** The byte in the page, 0 to 4095. */
  readonly offset: number;
}

/** Bytes in the page of an {@link Address}. */
export const SMALL_PAGE = 4096;
const HIGHEST = 2n ** 64n - 1n;
/** Whoever writes a 64-bit address with leading zeros and underscores needs fewer letters; digits by the million take long to read. */
const MOST_LETTERS = 200;

/**
 * The address that was typed. Throws an {@link ValueError} for what is no 64-bit address, and for a number above
 * 2^53 - 1, whose low digits JavaScript has already rounded away.
 * @example
 * formatAddress(parseAddress(0xffff_8880_0000_0001n)) // => '0xffff888000000001'
 * formatAddress(parseAddress('0x2955_1000')) // => '0x29551000'
 */
export function parseAddress(input: AddressInput, what = 'address'): Address {
  refuseMore<typeof parseAddress>(2, arguments, 'parseAddress()', `parseAddress('0x29551000')`);
  checkWord(what, 'parseAddress()', `parseAddress('0x29551000')`);
  const value = exactValue(input);
  if (value === 'rounded') {
    throw new ValueError(
      [
        `${what} ${asTyped(input)} is above 2^53 - 1, where a number is no longer exact; write a bigint, such as 0xffff_8880_0000_0000n, or text`,
      ],
      `parseAddress(0xffff_8880_0000_0000n)`,
    );
  }
  if (value === undefined || value < 0n || value > HIGHEST) {
    throw new ValueError(
      [`${what} ${asTyped(input)} is not an address from 0 to 0xffffffffffffffff`],
      `parseAddress('0x29551000')`,
    );
  }
  return fromBigInt(value);
}

function exactValue(input: AddressInput): bigint | 'rounded' | undefined {
  if (typeof input === 'bigint') return input;
  if (typeof input === 'number') {
    if (Number.isSafeInteger(input)) return BigInt(input);
    return Number.isInteger(input) && input > 0 ? 'rounded' : undefined;
  }
  if (typeof input !== 'string' || input.length > MOST_LETTERS) return undefined;
  const text = input.trim();
  return /^(0x[0-9a-f]+(_[0-9a-f]+)*|\d+(_\d+)*)$/i.test(text) ? BigInt(text.replaceAll('_', '')) : undefined;
}

/** The address with this value, 0 to 2^64 - 1. */
export function fromBigInt(value: bigint): Address {
  return Object.freeze({ page: Number(value >> 12n), offset: Number(value & 0xfffn) });
}

/** The address as a bigint. */
export function toBigInt(address: Address): bigint {
  return (BigInt(address.page) << 12n) | BigInt(address.offset);
}

/**
 * The address in hexadecimal, at least eight digits.
 * @example
 * formatAddress({ page: 0x29551, offset: 0x20 }) // => '0x29551020'
 */
export function formatAddress(address: Address): string {
  refuseMore<typeof formatAddress>(
    1,
    arguments,
    'formatAddress()',
    `formatAddress(parseAddress(0x2955_1000))`,
  );
  if (typeof address?.page !== 'number' || typeof address.offset !== 'number') {
    throw new ValueError(
      [`${asTyped(address)} is not an address of { page, offset }`],
      `formatAddress(parseAddress(0x2955_1000))`,
    );
  }
  return `0x${toBigInt(address).toString(16).padStart(8, '0')}`;
}

/** The address `bytes` further on (or back, where negative). Throws a RangeError beyond 64 bits. */
export function addBytes(address: Address, bytes: number): Address {
  // The whole pages first: the sum of an offset and a number near 2^53 would be rounded.
  const pages = Math.floor(bytes / SMALL_PAGE);
  const low = address.offset + (bytes - pages * SMALL_PAGE);
  const carry = low >= SMALL_PAGE ? 1 : 0;
  const page = address.page + pages + carry;
  if (!(page >= 0 && page < 2 ** 52))
    throw new RangeError(`${formatAddress(address)} + ${bytes} leaves the 64-bit space`);
  return { page, offset: low - carry * SMALL_PAGE };
}

/** The address modulo a power of two of at most 2^40 bytes: what an index or a color is taken from. */
export function addressModulo(address: Address, modulus: number): number {
  if (modulus <= SMALL_PAGE) return address.offset % modulus;
  return (address.page % (modulus / SMALL_PAGE)) * SMALL_PAGE + address.offset;
}
