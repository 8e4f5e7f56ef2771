/** Sizes in bytes: `'16 KiB'` in, a whole number of bytes inside, `16 KiB` out. */
import { checkWord, refuseMore } from './arguments.js';
import { asTyped, ValueError } from './problems.js';

/** A size: a whole number of bytes, or text with a unit: `parseSize('16 KiB')`, `'4KiB'`, `'512 B'`, `'1 MiB'`. */
export type Size = number | string;

const UNITS: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['b', 1],
  ['kib', 2 ** 10],
  ['mib', 2 ** 20],
  ['gib', 2 ** 30],
]);

/**
 * The number of bytes in a size. Throws an {@link ValueError} for anything that is no whole, non-negative number
 * of bytes; decimal units (`kB`) are refused because a cache is never measured in them.
 * @example
 * parseSize('16 KiB') // => 16384
 * parseSize(512) // => 512
 */
export function parseSize(size: Size, what = 'size'): number {
  refuseMore<typeof parseSize>(2, arguments, 'parseSize()', `parseSize('16 KiB')`);
  checkWord(what, 'parseSize()', `parseSize('16 KiB')`);
  const bytes = typeof size === 'number' ? size : typeof size === 'string' ? bytesOf(size) : Number.NaN;
  if (!Number.isSafeInteger(bytes) || bytes < 0) {
    throw new ValueError(
      [`${what} ${asTyped(size)} is not a whole number of bytes such as 4096, '512 B', '16 KiB' or '1 MiB'`],
      `parseSize('16 KiB')`,
    );
  }
  return bytes + 0; // -0 becomes 0
}

/** No size takes more letters, spaces included; where there are very many, a pattern is slow to find that they are none. */
const MOST_LETTERS = 200;

function bytesOf(text: string): number {
  if (text.length > MOST_LETTERS) return Number.NaN;
  const parts = /^\s*(\d+(?:\.\d{1,9})?)\s*([A-Za-z]*)\s*$/.exec(text);
  const unit = parts && UNITS.get(parts[2]!.toLowerCase());
  return parts && unit !== undefined && unit !== null ? Number(parts[1]) * unit : Number.NaN;
}

/**
 * A number of bytes in the largest unit that stays whole.
 * @example
 * formatSize(16384) // => '16 KiB'
 * formatSize(48 * 1024) // => '48 KiB'
 */
export function formatSize(bytes: number): string {
  refuseMore<typeof formatSize>(1, arguments, 'formatSize()', `formatSize(16384)`);
  if (typeof bytes !== 'number') {
    throw new ValueError([`${asTyped(bytes)} is not a number of bytes`], `formatSize(16384)`);
  }
  for (const [unit, scale] of [
    ['GiB', 2 ** 30],
    ['MiB', 2 ** 20],
    ['KiB', 2 ** 10],
  ] as const) {
    if (bytes >= scale && bytes % scale === 0) return `${bytes / scale} ${unit}`;
  }
  return `${bytes} B`;
}

/** Whether `n` is 1, 2, 4, 8, … */
export function isPowerOfTwo(n: number): boolean {
  // Not by the logarithm alone: that of 2^53 - 1 is rounded to 53.
  return Number.isSafeInteger(n) && n > 0 && 2 ** Math.round(Math.log2(n)) === n;
}
