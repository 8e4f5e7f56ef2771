/** How much memory a trace may use where caches carry its data: all of it is kept. */
import { SMALL_PAGE } from '../units/address.js';
import { asTyped, InputError, ValueError } from '../units/problems.js';
import { formatSize, parseSize, type Size } from '../units/size.js';

const MOST = 2 ** 30;

/** The bytes of a window. Throws a ValueError for what is less than a page, or more than anybody has. */
export function windowOf(window: Size, pageSize = SMALL_PAGE): number {
  const bytes = parseSize(window, 'window');
  if (bytes >= pageSize && bytes <= MOST) return bytes;
  throw new ValueError(
    [`window ${asTyped(window)} is not from a page to ${formatSize(MOST)}`],
    `twoViews(traceFile('program.altr')).window('256 MiB')`,
  );
}

/** What is thrown for a trace that uses more than the window; `works` is a line with a larger one. */
export function tooLarge(trace: string, window: number, works: (larger: string) => string): InputError {
  const larger = formatSize(Math.min(MOST, 4 * window));
  return new InputError([`${trace} uses more than the ${formatSize(window)} of the window`], works(larger));
}
