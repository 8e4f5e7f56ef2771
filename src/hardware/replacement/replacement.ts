/** Which way of a full set leaves: one small interface, one file a policy. A policy sees sets and ways, never data. */

/** A policy: its state, and what those have to know of it who do not run it step by step. */
export interface ReplacementPolicy {
  /** A fresh state over all sets. */
  readonly start: (sets: number, ways: number, seed: number) => Replacement;
  /** Why there is no such policy for so many ways; undefined where there is one. Left out: it takes any number. */
  readonly refuses?: (ways: number) => string | undefined;
  /** How the policy is a queue, where it is one: the cores of src/replay are queues, and serve no other policy. */
  readonly queue?: Queue;
}

/** The state of a replacement policy over all sets. Invalid ways are the cache's business: it fills them first. */
export interface Replacement {
  /** The line in this way was loaded from or stored to. */
  used(set: number, way: number): void;
  /** A new line came into this way. `used` follows for the access that brought it. */
  filled(set: number, way: number): void;
  /** The way to replace; asked only when every way of the set is valid. */
  victim(set: number): number;
}

/** The lines of a set in a queue that a new line enters in front: the last one leaves. */
export interface Queue {
  /** What brings a line to the front: each use of it, or its arrival alone. */
  readonly by: 'use' | 'arrival';
  /** Whether the policy is still this queue once lines were invalidated. */
  readonly outlivesInvalidation: boolean;
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
