/**
 * The lines of a range of kernel addresses: those that it fills, and those at its ends that it shares.
 *
 *     line   |       |       |       |       |
 *     range      ├───────────────┤
 *             shared   full    shared
 */

/** A range of kernel addresses: within one page, under a machine alias. */
export interface KernelRange {
  readonly alias: number;
  readonly offset: number;
  readonly length: number;
}

/** The one or two lines at the ends that the range does not fill, each whole. */
export function partialLines({ alias, offset, length }: KernelRange, line: number): KernelRange[] {
  const end = offset + length;
  const first = offset - (offset % line);
  const last = end - (end % line);
  const starts = [...(offset % line > 0 ? [first] : []), ...(end % line > 0 ? [last] : [])];
  return [...new Set(starts)].map((start) => ({ alias, offset: start, length: line }));
}

/** The lines that it fills; of length 0 where it fills none. */
export function fullLines({ alias, offset, length }: KernelRange, line: number): KernelRange {
  const first = Math.ceil(offset / line) * line;
  const end = offset + length;
  return { alias, offset: first, length: Math.max(0, end - (end % line) - first) };
}

/**
 * The lines that a loop reaches which begins at the first byte, wherever that is in its line, and goes on by the length of a
 * line while it is below the end.
 */
export function linesFromFirstByte({ alias, offset, length }: KernelRange, line: number): KernelRange {
  return { alias, offset: offset - (offset % line), length: Math.ceil(length / line) * line };
}
