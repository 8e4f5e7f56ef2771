/** The replacement policies by name. */
import type { CacheDescription } from '../cache-description.js';
import { setsOf } from '../cache-description.js';
import { fifo } from './fifo.js';
import { lru } from './lru.js';
import { plru } from './plru.js';
import { random } from './random.js';
import type { Replacement } from './replacement.js';
import { roundRobin } from './round-robin.js';

const POLICIES = { lru, fifo, plru, 'round-robin': roundRobin, random };

/** A fresh state of this cache's policy. */
export function replacementOf(cache: CacheDescription): Replacement {
  return POLICIES[cache.replacement](setsOf(cache), cache.ways, cache.seed);
}
