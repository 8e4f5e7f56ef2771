/** How much memory a trace may use where caches carry its data: all of it is kept. */
import { SMALL_PAGE } from '../units/address.js';
import { asTyped, InputError, ValueError } from '../units/problems.js';
import { formatSize, parseSize, type Size } from '../units/size.js';

const MOST = 2 ** 30;

/** The bytes of memory. Throws a ValueError for what is less than a page, or more than anybody has. */
export function memoryFrom(memory: Size, pageSize = SMALL_PAGE): number {
  const bytes = parseSize(memory, 'memory');
  if (bytes >= pageSize && bytes <= MOST) return bytes;
  throw new ValueError(
    [`memory ${asTyped(memory)} is not from a page to ${formatSize(MOST)}`],
    `twoViews(traceFile('program.altr')).memory('256 MiB')`,
  );
}

/** What is thrown for a trace that uses more than its memory; `works` is a line with more. */
export function tooLarge(trace: string, memory: number, works: (larger: string) => string): InputError {
  const larger = formatSize(Math.min(MOST, 4 * memory));
  return new InputError([`${trace} uses more than the ${formatSize(memory)} of memory`], works(larger));
}
