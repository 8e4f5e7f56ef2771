/** The replacement policies by name. One is a file beside this one, its name and its line here, and a word of cache(). */
import { fifo } from './fifo.js';
import { lru } from './lru.js';
import { plru } from './plru.js';
import { random } from './random.js';
import type { Queue, ReplacementPolicy } from './replacement.js';
import { roundRobin } from './round-robin.js';

/** Which way of a full set is replaced. */
export type ReplacementName = 'lru' | 'fifo' | 'plru' | 'round-robin' | 'random';

/** In the order in which they are listed to whoever named another one. */
const POLICIES: Readonly<Record<ReplacementName, ReplacementPolicy>> = {
  lru,
  fifo,
  plru,
  'round-robin': roundRobin,
  random,
};

export const REPLACEMENTS = Object.keys(POLICIES) as readonly ReplacementName[];

/** The policy of that name. */
export function policyOf({ replacement }: { readonly replacement: ReplacementName }): ReplacementPolicy {
  return POLICIES[replacement];
}

/** How the policy of that name is a queue; undefined where it is none. */
export function queueOf(cache: { readonly replacement: ReplacementName }): Queue | undefined {
  return policyOf(cache).queue;
}
