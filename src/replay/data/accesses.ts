/**
 * What happens to memory where two views of it are looked at: the references of a program, and what the kernel does between
 * them. Accesses come in the columns of references, with these kinds beside LOAD, STORE, MODIFY and INSTRUCTION.
 */

/** Cache maintenance of every line in the range. */
export const CLEAN = 4;
export const INVALIDATE = 5;
export const FLUSH = 6;
/** Set in the kind of what the kernel does. */
export const BY_KERNEL = 8;
/** The kind without {@link BY_KERNEL}. */
export const VERB = 7;

/** What happened to data: Dinero IV's counts, each line that is touched for itself, and what only data can tell. */
export interface DataCounts {
  readonly reads: number;
  readonly writes: number;
  readonly readMisses: number;
  readonly writeMisses: number;
  readonly evictions: number;
  /** Dirty lines that were evicted. */
  readonly writebacks: number;
  /** Stores that went to memory too, or alone. */
  readonly writeThroughs: number;
  /** Loads past the cache, and stores: words of eight bytes, or parts of one. */
  readonly uncachedReads: number;
  readonly uncachedWrites: number;
  /** Lines that cache maintenance asked for, and how many of them were there. */
  readonly maintained: number;
  readonly maintainedHits: number;
  /** Those that were maintained, by what was asked of them. */
  readonly cleans: number;
  readonly invalidates: number;
  readonly flushes: number;
  /** Those that were dirty and written to memory. */
  readonly cleaned: number;
  /** References of the program that loaded an old byte. */
  readonly staleLoads: number;
  /** The kernel's. */
  readonly staleKernelLoads: number;
}

export const DATA_TALLIES = [
  'reads',
  'writes',
  'readMisses',
  'writeMisses',
  'evictions',
  'writebacks',
  'writeThroughs',
  'uncachedReads',
  'uncachedWrites',
  'maintained',
  'maintainedHits',
  'cleans',
  'invalidates',
  'flushes',
  'cleaned',
  'staleLoads',
  'staleKernelLoads',
] as const satisfies readonly (keyof DataCounts)[];

export type DataTallies = { -readonly [tally in keyof DataCounts]: number };

export function noTallies(): DataTallies {
  return Object.fromEntries(DATA_TALLIES.map((name) => [name, 0])) as unknown as DataTallies;
}

/**
 * What the n-th store, from 1, stores, eight bytes at a time: traces have no values, so each store has one of its own. The factor is odd
 * (2^64 by the golden ratio), which gives every byte of it many values.
 */
export const VALUE_FACTOR = 0x9e37_79b9_7f4a_7c15n;
