/** How often things happened on a machine. Counted whether events are kept or not: what prices are made of. */
import type { Effect } from './cache.js';
import type { Action } from './event-log.js';
import type { Maintenance } from './maintenance.js';

/** How often things happened. */
export interface Counts {
  loads: number;
  stores: number;
  hits: number;
  misses: number;
  fills: number;
  evictions: number;
  writeBacks: number;
  /** Loads that read old bytes of the page that was meant, and none of another page. */
  staleLoads: number;
  /** Loads that read bytes of another page than the one that was meant. */
  foreignLoads: number;
  lostStores: number;
  /**
   * Maintenance instructions, one a line, whether the line was held or not: by address, by set and way, by physical page.
   * What hardware does of its own accord (`evict`) is none, and what reaches other cores is part of the one instruction.
   */
  cleans: number;
  invalidates: number;
  flushes: number;
  /** Stores to a line, or past it, that the cache sent on to memory. */
  writeThroughs: number;
  /** Aligned words of 8 bytes that accesses of cores past the cache touched; a device's transfers are none of theirs. */
  uncachedLoads: number;
  uncachedStores: number;
  /**
   * Pages whose translation a step of the story changed: set, replaced by another, or removed. To map what is mapped there
   * already changes none. What is mapped before step 1 is the story's setting.
   */
  maps: number;
  /**
   * Pages whose old translation could be in a TLB, and had to go, once a call, however many cores have one. A change of the
   * page table finds it in the table, used or not (hardware may look at any entry), or in a TLB that was kept; a page that
   * leads where it led, or led nowhere and is in no TLB, has none. An `invalidateTlb()` is asked for, and counts all its pages.
   */
  tlbInvalidations: number;
  barriers: number;
  /**
   * Fills of a line that cache maintenance had dropped: the same physical line, in the same set of the same core's cache,
   * not filled since.
   */
  refills: number;
  /** Lines that were found under another color and written back, because an exception said so. */
  aliasTraps: number;
  /** Accesses that ended in a machine check: at most one, for nothing comes after it. */
  machineChecks: number;
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
    foreignLoads: 0,
    lostStores: 0,
    cleans: 0,
    invalidates: 0,
    flushes: 0,
    writeThroughs: 0,
    uncachedLoads: 0,
    uncachedStores: 0,
    maps: 0,
    tlbInvalidations: 0,
    barriers: 0,
    refills: 0,
    aliasTraps: 0,
    machineChecks: 0,
  };
}

/** Counts what a cache did with one line. */
export function countEffect(counts: Counts, action: Action, effect: Effect): void {
  if (action === 'load' || action === 'store') {
    if (effect.hit) counts.hits++;
    else counts.misses++;
  }
  if (action === 'trap') counts.aliasTraps++;
  if (action === 'machine check') counts.machineChecks++;
  if (effect.filled) counts.fills++;
  if (effect.evicted) counts.evictions++;
  if (effect.wroteBack) counts.writeBacks++;
  if (effect.wroteThrough) counts.writeThroughs++;
}

/** Counts maintenance instructions, each for a line. */
export function countMaintenance(counts: Counts, action: Maintenance, lines: number): void {
  if (action === 'clean') counts.cleans += lines;
  else if (action === 'invalidate') counts.invalidates += lines;
  else counts.flushes += lines;
}

const WORD = 8;

/**
 * How many aligned words of 8 bytes this piece of an access touches: `n` bytes at `inPage`, after `done` others. A word that
 * the piece before it touched too is not counted again, for a line may be shorter than a word.
 */
export function wordsIn(inPage: number, n: number, done: number): number {
  const words = Math.floor((inPage + n - 1) / WORD) - Math.floor(inPage / WORD) + 1;
  return done > 0 && inPage % WORD !== 0 ? words - 1 : words;
}

/** What was counted since: `before` is a copy of the counts of then. */
export function countsSince(before: Counts, now: Counts): Counts {
  const names = Object.keys(now) as (keyof Counts)[];
  return Object.fromEntries(names.map((name) => [name, now[name] - before[name]])) as unknown as Counts;
}
