/** Which way of a full set leaves: one small interface, one file a policy. A policy sees sets and ways, never data. */

/** The state of a replacement policy over all sets. Invalid ways are the cache's business: it fills them first. */
export interface Replacement {
  /** The line in this way was loaded from or stored to. */
  used(set: number, way: number): void;
  /** A new line came into this way. `used` follows for the access that brought it. */
  filled(set: number, way: number): void;
  /** The way to replace; asked only when every way of the set is valid. */
  victim(set: number): number;
}

/** The way of this set with the smallest stamp; the lowest way of equals. */
export function oldest(stamps: Float64Array, set: number, ways: number): number {
  const first = set * ways;
  let way = 0;
  for (let other = 1; other < ways; other++) {
    if (stamps[first + other]! < stamps[first + way]!) way = other;
  }
  return way;
}
