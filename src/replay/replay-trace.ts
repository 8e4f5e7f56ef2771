/** A trace through caches: which engine does it, and how one pass serves them all. */
import type { CacheDescription } from '../hardware/cache-description.js';
import type { Convention } from './convention.js';
import { FastReplay, hasFastCore } from './fast-replay.js';
import { BATCH, ReferenceBatch, type References } from './references.js';
import type { ReplayCounts } from './replay-counts.js';
import { ReplayMemory } from './replay-memory.js';
import { SlowReplay } from './slow-replay.js';
import type { TraceSource } from './trace-source.js';
import { wasm } from './web-assembly.js';

/** A pass of a trace through one or several caches, each empty to begin with. */
export class ReplayPass {
  /** Where a reader may put references: they need not be copied then. */
  readonly batch: ReferenceBatch;
  /** How many references were gone through. */
  references = 0;
  readonly #fast: readonly FastReplay[];
  readonly #slow: readonly SlowReplay[];
  readonly #all: readonly (FastReplay | SlowReplay)[];

  /** `room` references are held at a time. */
  constructor(caches: readonly CacheDescription[], convention: Convention, room = BATCH) {
    const fast = caches.filter((cache) => hasFastCore(cache));
    const memory = wasm ? new ReplayMemory(room, fast) : undefined;
    let next = 0; // by position: the same description may come twice, and is two caches then
    this.#all = caches.map((cache) =>
      hasFastCore(cache)
        ? new FastReplay(cache, convention, memory!, memory!.layouts[next++]!)
        : new SlowReplay(cache, convention),
    );
    this.#fast = this.#all.filter((replay) => replay instanceof FastReplay);
    this.#slow = this.#all.filter((replay) => replay instanceof SlowReplay);
    this.batch = memory?.batch ?? new ReferenceBatch(room);
  }

  /** Goes through these references, wherever they are. */
  feed(references: References): void {
    if (references.words.buffer === this.batch.words.buffer) this.#run(references);
    else {
      for (let from = 0; from < references.count; ) {
        from += this.batch.take(references, from);
        this.#run(this.batch);
      }
    }
  }

  counts(): ReplayCounts[] {
    return this.#all.map((replay) => replay.counts());
  }

  /** The lines that a cache holds, by their number in memory. */
  lines(cache: number): readonly { readonly line: bigint; readonly dirty: boolean }[] {
    return this.#all[cache]!.lines();
  }

  #run(references: References): void {
    for (const replay of this.#fast) replay.run(references.count);
    for (const replay of this.#slow) replay.feed(references);
    this.references += references.count;
  }
}

/** What somebody who waits is told: how many references are done, and which part of the trace that is. */
export type ReplayProgress = (references: number, fraction?: number) => void;

/** Sends a whole trace through a pass, read into the pass's own batch if it can be. */
export async function replayTrace(
  pass: Pick<ReplayPass, 'batch' | 'feed' | 'references'>,
  { open }: Pick<TraceSource, 'open'>,
  progress: ReplayProgress = () => {},
): Promise<void> {
  let part: number | undefined;
  const stream = open(pass.batch, (fraction) => {
    part = fraction;
  });
  for await (const references of stream) {
    pass.feed(references);
    progress(pass.references, part);
  }
}
