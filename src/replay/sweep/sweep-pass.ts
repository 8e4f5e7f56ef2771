/** One pass of a trace through many caches: those of an LRU family together, all others one by one. */
import type { CacheDescription } from '../../hardware/cache-description.js';
import { BATCH, type ReferenceBatch, type References } from '../references.js';
import type { ReplayCounts } from '../replay-counts.js';
import { ReplayPass } from '../replay-trace.js';
import type { SweepJob, SweepJobDone } from '../trace-source.js';
import { hasStacks, LruFamily } from './lru-family.js';
import { TraceDigest } from './trace-digest.js';

export class SweepPass {
  /** Where a reader may put references. */
  readonly batch: ReferenceBatch;
  readonly #caches: readonly CacheDescription[];
  readonly #engines: readonly (LruFamily | ReplayPass)[];
  readonly #digest: TraceDigest | undefined;
  readonly #cachesOf = new Map<LruFamily | ReplayPass, readonly CacheDescription[]>();

  /** A digest of the references is made where it is asked for. */
  constructor({ caches, convention, isDigested }: SweepJob, room = BATCH) {
    this.#caches = caches;
    if (isDigested) this.#digest = new TraceDigest();
    const lines = [...new Set(caches.filter(hasStacks).map(({ line }) => line))];
    for (const line of lines) {
      const family = caches.filter((cache) => hasStacks(cache) && cache.line === line);
      this.#cachesOf.set(new LruFamily(family, convention, room), family);
    }
    const others = caches.filter((cache) => !hasStacks(cache));
    if (others.length > 0 || lines.length === 0) {
      this.#cachesOf.set(new ReplayPass(others, convention, room), others);
    }
    this.#engines = [...this.#cachesOf.keys()];
    this.batch = this.#engines[0]!.batch;
  }

  get references(): number {
    return this.#engines[0]!.references;
  }

  feed(references: References): void {
    this.#digest?.add(references);
    // The first engine's own batch is read where it lies; the others copy it.
    for (const engine of this.#engines) engine.feed(references);
  }

  /** What came of the job. */
  done(): SweepJobDone {
    const digest = this.#digest && String(this.#digest);
    return { references: this.references, ...(digest && { digest }), counts: this.#counts() };
  }

  #counts(): ReplayCounts[] {
    const found = new Map<CacheDescription, ReplayCounts>();
    for (const [engine, caches] of this.#cachesOf) {
      const counts = engine.counts();
      for (const [i, cache] of caches.entries()) found.set(cache, counts[i]!);
    }
    return this.#caches.map((cache) => found.get(cache)!);
  }
}
