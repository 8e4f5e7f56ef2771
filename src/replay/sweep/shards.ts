/** How the caches of a sweep are dealt out: to workers of one machine, or to machines. */
import { type CacheDescription, setsOf } from '../../hardware/cache-description.js';
import { isOfFamily } from './lru-family.js';

/**
 * Every `of`-th part, from part 1 to part `of`: no cache is in two, none is left out, and it is the same each time. Caches of one stack
 * (lru-family.ts) stay together, since one of them costs as much as all; a machine without WebAssembly deals them out in the same way.
 */
export function partOf(caches: readonly CacheDescription[], part: number, of: number): CacheDescription[] {
  const stacks = new Map<string, CacheDescription[]>();
  for (const [i, cache] of caches.entries()) {
    const key = isOfFamily(cache) ? `${cache.line} ${setsOf(cache)}` : `alone ${i}`;
    stacks.set(key, [...(stacks.get(key) ?? []), cache]);
  }
  return [...stacks.values()].filter((_, i) => i % of === part - 1).flat();
}
