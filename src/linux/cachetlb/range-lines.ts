/**
 * The lines of a range of kernel addresses: those that it fills, and those at its ends that it shares.
 *
 *     line   |       |       |       |       |
 *     range      ├───────────────┤
 *             shared   full    shared
 */

import type { Condition, Reach } from '../../ports/calls/index.js';

/** A range of kernel addresses: within one page, under a machine alias. */
export interface KernelRange {
  readonly alias: number;
  readonly offset: number;
  readonly length: number;
}

/** The one or two lines at the ends that the range does not fill, each whole. */
function partialLines({ alias, offset, length }: KernelRange, line: number): KernelRange[] {
  const end = offset + length;
  const first = offset - (offset % line);
  const last = end - (end % line);
  const starts = [...(offset % line > 0 ? [first] : []), ...(end % line > 0 ? [last] : [])];
  return [...new Set(starts)].map((start) => ({ alias, offset: start, length: line }));
}

/** The lines that it fills, as one range; none where it fills none. */
function fullLines({ alias, offset, length }: KernelRange, line: number): KernelRange[] {
  const first = Math.ceil(offset / line) * line;
  const end = offset + length;
  const filled = end - (end % line) - first;
  return filled > 0 ? [{ alias, offset: first, length: filled }] : [];
}

/**
 * The lines that a loop reaches which begins at the first byte, wherever that is in its line, and goes on by the length of a
 * line while it is below the end.
 */
function linesFromFirstByte({ alias, offset, length }: KernelRange, line: number): KernelRange[] {
  return [{ alias, offset: offset - (offset % line), length: Math.ceil(length / line) * line }];
}

/** What a step reaches that is about a range: the parts of it. */
type RangeReach = 'kernel range' | 'partial lines' | 'full lines' | 'lines from the first byte';
export const RANGE_PARTS: Readonly<Record<RangeReach, (range: KernelRange, line: number) => KernelRange[]>> =
  {
    'kernel range': (range) => [range],
    'partial lines': partialLines,
    'full lines': fullLines,
    'lines from the first byte': linesFromFirstByte,
  };

export function isRangeReach(reach: Reach): reach is RangeReach {
  return Object.hasOwn(RANGE_PARTS, reach);
}

/** Conditions that are about a range alone, by the lengths of a line and a page. */
type RangeCondition = 'a whole page' | 'part of a page' | 'fills its lines' | 'shares a line';
export const RANGE_HOLDS: Readonly<
  Record<RangeCondition, (range: KernelRange, line: number, pageSize: number) => boolean>
> = {
  'a whole page': ({ length }, _, pageSize) => length === pageSize,
  'part of a page': ({ length }, _, pageSize) => length < pageSize,
  'fills its lines': (range, line) => partialLines(range, line).length === 0,
  'shares a line': (range, line) => partialLines(range, line).length > 0,
};

export function isRangeCondition(condition: Condition): condition is RangeCondition {
  return Object.hasOwn(RANGE_HOLDS, condition);
}
