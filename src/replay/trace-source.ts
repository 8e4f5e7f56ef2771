/** Where references come from: a file, a text, a list. A source can be opened again and again. */

import type { CacheDescription } from '../hardware/cache-description.js';
import type { Convention } from './convention.js';
import type { ReferenceBatch, ReferenceStream } from './references.js';
import type { ReplayCounts } from './replay-counts.js';

/** Is told which part of a source was read, from 0 to 1, where that is known. */
export type Fraction = (fraction: number) => void;

export interface TraceSource {
  /** What tables and errors call it. */
  readonly name: string;
  /** Reads it from its start, into `batch`, which is handed out again and again. */
  open(batch?: ReferenceBatch, fraction?: Fraction): ReferenceStream;
  /** Set where worker threads can read it for themselves. */
  readonly inWorkers?: SweepInWorkers;
}

/** Some caches, how to count, and whether a digest of the references is made: it takes some nanoseconds of each. */
export interface SweepJob {
  readonly caches: readonly CacheDescription[];
  readonly convention: Convention;
  readonly isDigested: boolean;
}

/** What came of a job. */
export interface SweepJobDone {
  readonly references: number;
  /** Of the references that were read (sweep/trace-digest.ts), where it was asked for. */
  readonly digest?: string;
  readonly counts: readonly ReplayCounts[];
}

/** Sends the trace through each job's caches, the jobs side by side; tells how far all of them are. */
export type SweepInWorkers = (
  jobs: readonly SweepJob[],
  report: (references: number, fraction: number | undefined) => void,
  stop: StopSignal | undefined,
) => Promise<readonly SweepJobDone[]>;

/** An AbortSignal, as far as a run looks at it. */
export interface StopSignal {
  /** Throws the reason, where there is one to stop. */
  throwIfAborted(): void;
}
