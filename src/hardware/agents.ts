/**
 * Agents: whoever reaches memory on a machine, each through a cache of its own or past all caches.
 *
 *     core 0 ──┬── data port ──── cache ──┐
 *              └── fetch port ─── cache ──┼── memory
 *     device ───── DMA port ──────────────┘
 *
 * A machine begins with the data ports of its cores, in order, so that the number of a core is that of its data port too.
 * The others are beside them: nobody tells them of accesses, and they tell nobody. That is software's business, but for a
 * device that is coherent: all data caches are told of what it does.
 */
import { Cache } from './cache.js';
import type { CacheDescription } from './cache-description.js';
import type { Memory } from './memory.js';

/** What an agent reaches memory for: a core's loads and stores, a core's instructions, or a device's transfers. */
export type Port = 'data' | 'fetch' | 'dma';

export interface Agent {
  /** The core that it belongs to; a device belongs to none. */
  readonly core?: number;
  readonly port: Port;
  /** Without one, its accesses go past all caches. */
  readonly cache?: Cache;
  /** A device whose accesses the data caches of all cores see: a read finds what is dirty there, a write drops the copies. */
  readonly coherent?: boolean;
}

/** An agent beside the data ports, as it is asked for; its cache has lines as long as those of the data caches. */
export interface AgentDescription {
  readonly core?: number;
  readonly port: Exclude<Port, 'data'>;
  readonly cache?: CacheDescription;
  /** Of a device alone. */
  readonly coherent?: boolean;
}

/** The core of an agent that belongs to none, where a number is wanted. */
export const NO_CORE = -1;
/** Agent numbers are kept in 8 bits. */
export const MOST_AGENTS = 256;

/** The data port of each core. */
export function dataPorts(cache: CacheDescription, cores: number, memory: Memory): Agent[] {
  return Array.from({ length: cores }, (_, core) =>
    Object.freeze({ core, port: 'data' as const, cache: new Cache(cache, memory), coherent: undefined }),
  );
}

/** An agent before this memory. */
export function agentOf({ core, port, cache, coherent }: AgentDescription, memory: Memory): Agent {
  // All agents have the same shape, with a cache or without, so that looking at one is always as fast.
  return Object.freeze({ core, port, cache: cache && new Cache(cache, memory), coherent });
}
