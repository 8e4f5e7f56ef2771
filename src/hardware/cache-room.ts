/**
 * How many lines all caches of one machine, or of one replay, may have together: each takes room from the start, whether it is
 * ever used or not. 1 GiB in lines of 32 B is as much as there may be.
 */
import type { Problems } from '../units/problems.js';
import { formatSize } from '../units/size.js';
import { type CacheDescription, setsOf } from './cache-description.js';

export const MOST_LINES = 2 ** 25;
/** Of caches that carry data, which bring their bytes along, and a memory behind them. */
export const MOST_LINES_WITH_DATA = 2 ** 22;

/** How many lines these caches have together; they must have passed `checkCache`. */
export function linesIn(caches: readonly CacheDescription[]): number {
  return caches.reduce((sum, cache) => sum + setsOf(cache) * cache.ways, 0);
}

/** Adds to `problems` where these caches have more lines than `most`. `whose` they are; they must have passed `checkCache`. */
export function checkLines(
  caches: readonly CacheDescription[],
  whose: string,
  problems: Problems,
  most = MOST_LINES,
): void {
  const lines = linesIn(caches);
  const [largest] = [...caches].sort((a, b) => linesIn([b]) - linesIn([a]));
  if (!largest) return;
  problems.unless(
    lines <= most,
    `${whose} of ${lines.toLocaleString('en')} lines (${formatSize(largest.size)} in lines of ${largest.line} B${caches.length > 1 ? ' in the largest' : ''}) is more than the ${most.toLocaleString('en')} that one run has room for: take longer lines, or a smaller size`,
  );
}
