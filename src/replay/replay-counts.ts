/** What a cache did with a trace. */
export interface ReplayCounts {
  readonly reads: number;
  readonly writes: number;
  readonly readMisses: number;
  readonly writeMisses: number;
  /** Valid lines that had to make room. */
  readonly evictions: number;
  /** Dirty lines among them, which were written to memory. */
  readonly writebacks: number;
  /** Lines that are dirty at the end; Dinero IV counts them as written to memory as well. */
  readonly dirtyAtEnd: number;
}

export const NO_COUNTS: ReplayCounts = Object.freeze({
  reads: 0,
  writes: 0,
  readMisses: 0,
  writeMisses: 0,
  evictions: 0,
  writebacks: 0,
  dirtyAtEnd: 0,
});
