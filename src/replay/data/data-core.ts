/**
 * The fast core with data: a cache that carries the bytes, behind a translation lookaside buffer, as WebAssembly text with its
 * geometry as constants. What tag-core.ts says of the words of a set holds here too, except that a word also names the slot of the
 * line's bytes, so that bytes need not move when lines change places:
 *
 *     page in the tag │ line in the page │ slot │ dirty
 *
 * Every load is compared with an oracle, which lies a page behind each page of memory. What most accesses are, a hit in one line of
 * a page that was translated before, is done here in a loop without a call; all others are in data-core-rest.ts.
 */
import type { CacheDescription } from '../../hardware/cache-description.js';
import { queueOf } from '../../hardware/replacement/index.js';
import { SMALL_PAGE } from '../../units/address.js';
import { addressAt, sizeAt } from '../reference-text.js';
import { INSTRUCTION, LOAD, STORE } from '../references.js';
import { MOST_UNROLLED, RUN } from '../tag-core.js';
import { BY_KERNEL, DATA_TALLIES, VERB } from './accesses.js';
import { restOfCore } from './data-core-rest.js';
import {
  ACCESS_LOCALS,
  DataCoreText,
  type DataLayout,
  PAGE_SHIFT,
  TLB_BASE,
  tallied,
} from './data-core-text.js';

/** The text of a core for this cache; its policy must be a queue, or it has one way. */
export function dataCore(cache: CacheDescription, layout: DataLayout): string {
  const text = new DataCoreText(cache, layout);
  return `(module
  (import "replay" "memory" (memory 1))
  (import "replay" "walk" (func $walk (param i32 i32)))
  ${DATA_TALLIES.map((name) => `(global $${name} (export "${name}") (mut i32) (i32.const 0))`).join('\n  ')}
  (global $stores (mut i64) (i64.const 1))
  ${hits(text)}
  ${restOfCore(text)}
  ${RUN})`;
}

/** Goes on as long as there are hits; gives back the number of the first access that is something else. */
function hits(text: DataCoreText): string {
  const { cache, layout } = text;
  const unrolled = cache.ways <= MOST_UNROLLED ? cache.ways : 1;
  const entries = Array.from({ length: unrolled }, (_, way) => `(local $e${way} i64)`);
  const line = cache.line;
  return `(func $hits (param $at i32) (param $count i32) (result i32)
    (local $verb i32) (local $address i64) (local $length i32) (local $page i64) (local $entry i32)
    (local $offset i32) (local $key i64) (local $set i32) (local $word i64) (local $bytes i32) (local $true i32)
    ${ACCESS_LOCALS} (local $reads i32) (local $writes i32) ${entries.join(' ')}
    (local.set $stores (global.get $stores))
    (block $end (loop $next
      (br_if $end (i32.ge_u (local.get $at) (local.get $count)))
      (local.set $verb (i32.and (i32.load8_u offset=${layout.kind} (local.get $at)) (i32.const ${VERB})))
      (block $done
        (br_if $done (i32.eq (local.get $verb) (i32.const ${INSTRUCTION})))
        (br_if $end (i32.gt_u (local.get $verb) (i32.const ${INSTRUCTION})))
        (local.set $address ${addressAt(layout)})
        (local.set $length ${sizeAt(layout)})
        (local.set $offset (i32.and (i32.wrap_i64 (local.get $address)) (i32.const ${SMALL_PAGE - 1})))
        (br_if $end (i32.gt_u (i32.add (i32.and (local.get $offset) (i32.const ${line - 1})) (local.get $length)) (i32.const ${line})))
        (local.set $page (i64.shr_u (local.get $address) (i64.const ${PAGE_SHIFT})))
        ${text.findEntry()}
        (br_if $end (i64.ne (i64.load offset=${layout.tlb} (local.get $entry)) (local.get $page)))
        (local.set $true (i32.load offset=${layout.tlb + TLB_BASE} (local.get $entry)))
        (br_if $end (i32.and (local.get $true) (i32.const 1)))
        (local.set $true (i32.add (local.get $true) (local.get $offset)))
        ${text.findKey()}
        (block $hit
          ${unrolledWays(text, unrolled)}
          (br $end))
        (local.set $reads (i32.add (local.get $reads) (i32.ne (local.get $verb) (i32.const ${STORE}))))
        (local.set $writes (i32.add (local.get $writes) (i32.ne (local.get $verb) (i32.const ${LOAD}))))
        ${cache.write === 'back' ? '' : tallied('writeThroughs', `(i32.ne (local.get $verb) (i32.const ${LOAD}))`)}
        (local.set $bytes ${text.bytesOf('(local.get $word)')})
        ${text.access(staleReference(layout))})
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br $next)))
    (global.set $stores (local.get $stores))
    (global.set $reads (i32.add (global.get $reads) (local.get $reads)))
    (global.set $writes (i32.add (global.get $writes) (local.get $writes)))
    (local.get $at))`;
}

/** Looks at each way in turn; where the line is, it moves to the front (LRU) or stays (FIFO). */
function unrolledWays(text: DataCoreText, ways: number): string {
  const isBack = text.cache.write === 'back';
  const dirtied = (word: string) =>
    isBack ? `(i64.or ${word} (i64.extend_i32_u (i32.ne (local.get $verb) (i32.const ${LOAD}))))` : word;
  return Array.from({ length: ways }, (_, way) => {
    const word = `(local.get $e${way})`;
    const isStill = way === 0 || queueOf(text.cache)?.by !== 'use';
    const moves = Array.from(
      { length: way },
      (_, i) => `(i64.store ${text.wayAt(i + 1)} (local.get $e${i}))`,
    ).join(' ');
    const stays = isBack
      ? `(if (local.get $verb) (then (i64.store ${text.wayAt(way)} (i64.or ${word} (i64.const 1)))))`
      : '';
    const update = isStill ? stays : `${moves} (i64.store ${text.wayAt(0)} ${dirtied(word)})`;
    return `(local.set $e${way} (i64.load ${text.wayAt(way)}))
          (if ${text.isIt(word)} (then (local.set $word ${word}) ${update} (br $hit)))`;
  }).join('\n          ');
}

function staleReference({ kind }: DataLayout): string {
  return `(if (i32.and (i32.load8_u offset=${kind} (local.get $at)) (i32.const ${BY_KERNEL}))
                (then ${tallied('staleKernelLoads')})
                (else ${tallied('staleLoads')}))`;
}
