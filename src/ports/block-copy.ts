/**
 * How a port copies a block of a DAX file to the page that a private store gets: `copy_user_page()`, where that does something
 * else than the far side of its `copy_user_highpage()`.
 */
import type { CacheStep } from './calls/steps.js';
import type { PortValueSource } from './source.js';

export interface BlockCopy {
  /** Done to the block before it is loaded. */
  readonly block: readonly CacheStep[];
  /** Done to the new page before it is stored through the direct map, and after. */
  readonly before: readonly CacheStep[];
  readonly after: readonly CacheStep[];
  readonly source: PortValueSource;
}

/** Nothing is done to any line. */
export const PLAIN_COPY = { block: [], before: [], after: [] } as const;
