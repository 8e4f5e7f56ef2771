/**
 * What a reference asks of a cache, for the engines that are read rather than compiled (reference-text.ts says the same for the cores):
 *
 *     a modify  =  a load of all its bytes, and then a store of all of them
 *     an access of several lines  =  one of each line, upwards, up to the last address that there is
 *
 * Dinero IV is given a modify as these two references, and valgrind's lackey means them by its `M`.
 */
import { SMALL_PAGE } from '../units/address.js';
import { INSTRUCTION, LOAD, MODIFY, STORE } from './references.js';

/** The accesses that a reference is, one whole after the other; a data cache sees no instruction fetches. */
export const WHOLES: Readonly<Record<number, readonly number[]>> = {
  [LOAD]: [LOAD],
  [STORE]: [STORE],
  [MODIFY]: [LOAD, STORE],
  [INSTRUCTION]: [],
};

const LAST_WORD = 2 ** 32 - 1;
const PAGES_IN_4_GIB = 2 ** 20;

/** Is told of each line: its access, the 4 KiB page, the first byte in the page, and how many bytes of the line. */
export type LineAccess = (access: number, page: number, offset: number, length: number) => void;

/** Does one access to each line of `line` bytes that a reference touches. */
export function eachLine(
  access: number,
  low: number,
  high: number,
  size: number,
  line: number,
  touch: LineAccess,
): void {
  let page = high * PAGES_IN_4_GIB + (low >>> 12); // exact: pages of 64-bit addresses have 52 bits
  let offset = low % SMALL_PAGE;
  for (let left = bytesThatExist(low, high, size); left > 0; ) {
    const length = Math.min(left, line - (offset % line));
    touch(access, page, offset, length);
    left -= length;
    offset += length;
    if (offset < SMALL_PAGE) continue;
    offset = 0;
    page++;
  }
}

/** A reference that passes the last address ends there: nothing lies beyond, and address 0 does not come next. */
function bytesThatExist(low: number, high: number, size: number): number {
  return high === LAST_WORD ? Math.min(size, 2 ** 32 - low) : size;
}
