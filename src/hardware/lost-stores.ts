/**
 * Finds lost stores by comparing bytes: a store is lost once no copy of its newest bytes is left, neither in memory nor
 * in any line of any cache. Looked for whenever a line's bytes may have been overwritten or dropped.
 */
import { type Address, SMALL_PAGE } from '../units/address.js';
import type { Agent } from './agents.js';
import type { Memory } from './memory.js';
import { NO_WRITER, type Oracle } from './oracle.js';
import { wordsDiffer } from './paged-bytes.js';

/** Bytes that were stored, never overwritten by a later store, and are nowhere any more. */
export interface LostStore {
  /** The event that stored them. */
  readonly store: number;
  /** The event that destroyed the last copy. */
  readonly lostAt: number;
  readonly physical: Address;
  /** What was stored. */
  readonly bytes: Uint8Array;
  /** What memory holds there instead. */
  readonly instead: Uint8Array;
}

const NONE: readonly LostStore[] = [];

/** The stores to this physical line that are lost as of event `now`; each is reported once. */
export function findLost(
  memory: Memory,
  agents: readonly Agent[],
  oracle: Oracle,
  page: number,
  line: number,
  lineBytes: number,
  now: number,
): readonly LostStore[] {
  // Nothing can be lost where memory has the newest bytes, and nearly always it does.
  const words = lineBytes / 4;
  if (!wordsDiffer(memory.words(page), oracle.words(page), line * words, words)) return NONE;
  const newest = oracle.page(page);
  const inMemory = memory.page(page);
  const lost: LostStore[] = [];
  const first = line * lineBytes;
  for (let at = first; at < first + lineBytes; at++) {
    const writer = lostWriter(at);
    if (writer === NO_WRITER) continue;
    const start = at;
    while (at < first + lineBytes && lostWriter(at) === writer) oracle.forgetWriter(page, at++);
    lost.push({
      store: writer,
      lostAt: now,
      physical: { page, offset: start % SMALL_PAGE },
      bytes: newest.slice(start, at),
      instead: inMemory.slice(start, at),
    });
    at--; // the loop steps on to the byte that ended this store
  }
  return lost;

  function lostWriter(at: number): number {
    if (inMemory[at] === newest[at]) return NO_WRITER;
    const writer = oracle.writerOf(page, at);
    if (writer === NO_WRITER) return NO_WRITER;
    const isHeld = agents.some(({ cache }) => cache?.holds(page, line, at - first, newest[at]!));
    return isHeld ? NO_WRITER : writer;
  }
}
