/**
 * What a copy from a process's memory to a block does beside moving bytes, on this port and in this release: which of them
 * go past the cache, which are written back, and what becomes of those that a fault keeps from being copied.
 *
 *     x86, Linux 4.5, 13 bytes at 3:   |...hhhhh|NNNNNNNN|      h through the cache, N past it (movnti)
 *     x86, Linux 4.5, 5 bytes at 0:    |NNNNt   |               t through the cache: no barrier completes it
 */
import { userCopyOf } from '../../ports/find-copies.js';
import { type Era, isUpTo, type Release } from '../releases/index.js';
import { pmemApiOn } from './kernel-access.js';

/** Bytes of a stretch, from one up to another. */
export type Range = readonly [from: number, to: number];

const NONE: Range = [0, 0];
/** Bytes that x86 moves in one turn of its longest loop; a fault in the midst has all of them moved again, one by one. */
const TURN = 64;
const UNIT = 8;

/**
 * The bytes of one copy that x86 stores past the cache: 8 at a time once the address is a multiple of 8, then 4
 * (`__copy_user_nocache()`). All others, and those of a unit that a fault broke off, go through the cache one by one; what
 * lies in a line before such a store is taken to be written back by it.
 */
export function pastCache(at: number, wanted: number, copied: number, shortest: 8 | 4): Range {
  if (wanted < UNIT) {
    const fits = shortest === 4 && at % 4 === 0 && wanted >= 4 && copied >= 4;
    return fits ? [0, 4] : NONE;
  }
  const head = (UNIT - (at % UNIT)) % UNIT;
  const body = wanted - head;
  const done = copied - head;
  if (done <= 0) return NONE;
  const turns = body - (body % TURN);
  const units = body - (body % UNIT);
  if (done < turns) return [head, head + done - (done % TURN)];
  if (done < units) return [head, head + done - (done % UNIT)];
  const isLonger = shortest === 4 && body - units >= 4 && done >= units + 4;
  return [head, head + units + (isLonger ? 4 : 0)];
}

/** Whether a copy leaves bytes in the cache that a write() has promised: x86 until 4.5. */
export function leavesEdges(port: string, { transfers }: Release): boolean {
  return transfers.restOfCopy === 'left in the cache' && (userCopyOf(port)?.goesPastCache ?? false);
}

/** The bytes of a copy that are on their way to memory when it ends; undefined where all of them may stay in the cache. */
export function sentToMemory(
  port: string,
  release: Release,
  at: number,
  wanted: number,
  copied = wanted,
): Range | undefined {
  if (!pmemApiOn(port, release)) return undefined;
  if (!leavesEdges(port, release)) return [0, copied];
  const [from, to] = pastCache(at, wanted, copied, release.transfers.shortestPastCache);
  return to > from ? [from, to] : undefined;
}

/** Whether the rest of the kernel's buffer is zeroed where a page of the process's memory is missing. */
export function zeroesRest(port: string, era: Era, how: 'may sleep' | 'atomic'): boolean {
  const copy = userCopyOf(port);
  if (!copy || copy.zeroesRestUpTo === 'never' || (how === 'atomic' && !copy.zeroesInAtomic)) return false;
  return isUpTo(era, copy.zeroesRestUpTo);
}
