/** A trace through caches with everything on: the data in the lines, the index of each organization, and translation. */
import type { CacheDescription } from '../../hardware/cache-description.js';
import { SMALL_PAGE } from '../../units/address.js';
import { hasFastCore } from '../fast-replay.js';
import { BATCH, ReferenceBatch, type References } from '../references.js';
import type { ReplayCounts } from '../replay-counts.js';
import { DataReplay } from './data-replay.js';
import { FirstTouch } from './placement.js';
import { SlowDataReplay } from './slow-data-replay.js';

export interface TranslatedCache {
  readonly cache: CacheDescription;
  /** Bytes; 4 KiB where nothing is said. */
  readonly pageSize?: number;
}

export class TranslatedPass {
  readonly batch = new ReferenceBatch(BATCH);
  references = 0;
  readonly #engines: readonly (DataReplay | SlowDataReplay)[];

  /** Frames are given in the order of first touch; `full` is thrown where they need more than `window` pages of 4 KiB. */
  constructor(caches: readonly TranslatedCache[], window: number, full: () => Error) {
    this.#engines = caches.map(({ cache, pageSize = SMALL_PAGE }) => {
      const smallPages = pageSize / SMALL_PAGE;
      const frames = new FirstTouch(smallPages, Math.floor(window / smallPages), full);
      return hasFastCore(cache) ? new DataReplay(cache, frames, window) : new SlowDataReplay(cache, frames);
    });
  }

  feed(references: References): void {
    for (const engine of this.#engines) {
      if (engine instanceof SlowDataReplay) engine.run(references);
      else {
        for (let from = 0; from < references.count; ) {
          const taken = engine.batch.take(references, from);
          engine.run(taken);
          from += taken;
        }
      }
    }
    this.references += references.count;
  }

  counts(): ReplayCounts[] {
    return this.#engines.map((engine) => {
      const { reads, writes, readMisses, writeMisses, evictions, writebacks } = engine.counts();
      return { reads, writes, readMisses, writeMisses, evictions, writebacks, dirtyAtEnd: engine.dirtyLines };
    });
  }
}
