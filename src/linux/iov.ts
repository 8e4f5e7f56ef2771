/**
 * What a process reads into or writes from, as plain data: an iovec of one or more segments, in its own memory or in
 * something that it has mapped. A segment may lie, from some byte on, in a page that is not there.
 */
import { asTyped, type Problems } from '../units/problems.js';
import { isMapping, type MappingDescription } from './mm/mapping.js';

/** A stretch of memory of a process, to write from or to read into. */
export interface IovSegment {
  /** Bytes. */
  readonly length: number;
  /** From this byte of the segment on, the address is bad: the copy ends here, with EFAULT where nothing was copied. */
  readonly faultsAt?: number;
  /** From this byte on, the page is not present, but a fault brings it in: a swapped or never touched page. */
  readonly absentAt?: number;
  /** The segment is part of a mapping, from this byte of it on; left out, it is memory that nobody else sees. */
  readonly mapping?: MappingDescription;
  readonly at?: number;
}

/** All segments together hold this many bytes; NaN where one of them holds no number of bytes. */
export function iovLength(segments: readonly IovSegment[]): number {
  return segments.reduce((sum, { length }) => sum + (isCount(length) ? length : Number.NaN), 0);
}

/** Whether a value has the shape of an iovec. */
export function isIov(value: unknown): value is readonly IovSegment[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(
      (segment) =>
        typeof segment === 'object' &&
        segment !== null &&
        !Array.isArray(segment) &&
        (segment.mapping === undefined || isMapping(segment.mapping)),
    )
  );
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** Adds to `problems` what keeps these from being segments of a process's memory. */
export function checkIov(
  segments: readonly IovSegment[],
  where: string,
  pageSize: number,
  problems: Problems,
): void {
  for (const [nth, { length, faultsAt, absentAt, mapping, at }] of segments.entries()) {
    const which = segments.length === 1 ? where : `${where}: segment ${nth + 1}`;
    const sized = problems.unless(
      isCount(length) && length > 0,
      `${which}: length ${asTyped(length)} is not a whole number of bytes from 1 up`,
    );
    for (const [what, byte] of [
      ['faultsAt', faultsAt],
      ['absentAt', absentAt],
    ] as const) {
      problems.unless(
        byte === undefined || (isCount(byte) && (!sized || byte < length)),
        `${which}: ${what} ${asTyped(byte)} is not a byte of its ${asTyped(length)}`,
      );
    }
    if (!mapping) continue;
    problems.unless(
      isCount(at) && (!sized || at + length <= mapping.pages * pageSize),
      `${which}: ${asTyped(length)} bytes at ${asTyped(at)} do not lie in the ${mapping.pages * pageSize} bytes of ${mapping.name}`,
    );
  }
}
