/** The caches of a sweep: every combination of what is asked for that can exist. */
import { type CacheDescription, checkCache, type ReplacementName } from '../../hardware/cache-description.js';
import { Problems } from '../../units/problems.js';

export interface DesignSpace {
  /** Bytes. */
  readonly sizes: readonly number[];
  /** Infinity: fully associative. */
  readonly ways: readonly number[];
  readonly lines: readonly number[];
  readonly replacements: readonly ReplacementName[];
  readonly writes: readonly CacheDescription['write'][];
  readonly writeAllocates: readonly boolean[];
}

/** The caches of a design space that can exist, and how many combinations cannot. */
export function cachesIn(space: DesignSpace): { caches: CacheDescription[]; impossible: number } {
  const all = space.sizes.flatMap((size) =>
    space.ways.flatMap((ways) =>
      space.lines.flatMap((line) =>
        space.replacements.flatMap((replacement) =>
          space.writes.flatMap((write) =>
            space.writeAllocates.map((writeAllocate) => ({
              organization: 'PIPT' as const,
              size,
              ways: ways === Number.POSITIVE_INFINITY ? Math.max(1, Math.floor(size / line)) : ways,
              line,
              write,
              writeAllocate,
              replacement,
              seed: 1,
              addressSpaceIds: false,
              resolvesSynonyms: false,
            })),
          ),
        ),
      ),
    ),
  );
  // Fully associative may be what some number of ways is, too.
  const distinct = [...new Map(all.map((cache) => [JSON.stringify(cache), cache])).values()];
  const caches = distinct.filter((cache) => {
    const problems = new Problems();
    checkCache(cache, problems);
    return problems.found.length === 0;
  });
  return { caches, impossible: distinct.length - caches.length };
}
