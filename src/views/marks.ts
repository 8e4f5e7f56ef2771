/**
 * What a part of a drawing says of itself: the step it shows, the set, the bytes and the physical line. A page lights up together what
 * says the same (explain/page/scrub/). Numbers are written as tables write sets: `128`, `128–255`, `0–31, 480–511`.
 */

import { type Address, formatAddress } from '../units/address.js';

/** What a part shows; what it is not about is left out. */
export interface Shows {
  /** The number of a step, or the first and the last of several. */
  readonly step?: number | readonly [first: number, last: number];
  readonly sets?: readonly number[] | undefined;
  /** Where a physical line begins. */
  readonly line?: Address | undefined;
  /** Which bytes of that line. */
  readonly bytes?: readonly [first: number, last: number] | undefined;
}

/** What stands before the number of a step on a slider that goes through a run. */
export const AFTER_STEP = 'after step ';

/** More stretches than this say nothing to whoever looks. */
const MOST_STRETCHES = 16;

/** Attributes of the part. */
export function marks({ step, sets, line, bytes }: Shows): Record<string, string | undefined> {
  const stretches = sets === undefined ? [] : stretchesOf(sets);
  return {
    'data-step': step === undefined ? undefined : typeof step === 'number' ? `${step}` : stretch(...step),
    'data-set': stretches.length > 0 && stretches.length <= MOST_STRETCHES ? stretches.join(', ') : undefined,
    'data-line': line && formatAddress(line),
    'data-byte': bytes && stretch(...bytes),
  };
}

/** Numbers in ascending order as stretches of neighbors: `0–31` and `480`. */
export function stretchesOf(numbers: Iterable<number>): string[] {
  const found: [first: number, last: number][] = [];
  for (const number of numbers) {
    const latest = found.at(-1);
    if (latest?.[1] === number - 1) latest[1] = number;
    else found.push([number, number]);
  }
  return found.map(([first, last]) => stretch(first, last));
}

function stretch(first: number, last: number): string {
  return first === last ? `${first}` : `${first}–${last}`;
}
