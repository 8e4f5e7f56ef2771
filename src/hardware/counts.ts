/** How often things happened on a machine. */
import type { Effect } from './cache.js';
import type { Action } from './event-log.js';

export interface Counts {
  loads: number;
  stores: number;
  hits: number;
  misses: number;
  fills: number;
  evictions: number;
  writeBacks: number;
  staleLoads: number;
  lostStores: number;
}

/** Nothing happened yet. */
export function noCounts(): Counts {
  return {
    loads: 0,
    stores: 0,
    hits: 0,
    misses: 0,
    fills: 0,
    evictions: 0,
    writeBacks: 0,
    staleLoads: 0,
    lostStores: 0,
  };
}

/** Counts what a cache did with one line. */
export function countEffect(counts: Counts, action: Action, effect: Effect): void {
  if (action === 'load' || action === 'store') {
    if (effect.hit) counts.hits++;
    else counts.misses++;
  }
  if (effect.filled) counts.fills++;
  if (effect.evicted) counts.evictions++;
  if (effect.wroteBack) counts.writeBacks++;
}
