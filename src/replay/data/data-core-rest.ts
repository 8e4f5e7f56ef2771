/**
 * Whatever is no plain hit: misses, accesses to several lines, pages that were not translated lately, uncached ones, and cache
 * maintenance. One access at a time, step by step; speed is for data-core.ts.
 */
import { queueOf } from '../../hardware/replacement/index.js';
import { SMALL_PAGE } from '../../units/address.js';
import { ENDS, findEnds, inWholes } from '../reference-text.js';
import { INSTRUCTION, LOAD, STORE } from '../references.js';
import { BY_KERNEL, CLEAN, FLUSH, INVALIDATE, VERB } from './accesses.js';
import { ACCESS_LOCALS, type DataCoreText, PAGE_SHIFT, TLB_BASE, tallied } from './data-core-text.js';

/** The functions `any`, which does the access of that number, and `maintain`. */
export function restOfCore(text: DataCoreText): string {
  return [writeBack(text), find(text), toFront(text), fill(text), maintain(text), any(text)].join('\n  ');
}

/** Where the word of a way lies, in a register. */
const at = '(i32.add (local.get $set) (i32.shl (local.get $way) (i32.const 3)))';

/** How many words of eight bytes, or parts of one, a touch has. */
const WORDS = '(i32.shr_u (i32.add (local.get $step) (i32.const 7)) (i32.const 3))';

/** Writes the bytes of a slot to its home. */
function writeBack({ cache, layout }: DataCoreText): string {
  return `(func $write_back (param $slot i32)
    (memory.copy
      (i32.load offset=${layout.homes} (i32.shl (local.get $slot) (i32.const 2)))
      (i32.add (i32.const ${layout.data}) (i32.mul (local.get $slot) (i32.const ${cache.line})))
      (i32.const ${cache.line})))`;
}

/** The place of a line in its set, or as many as there are ways where it is not there. */
function find(text: DataCoreText): string {
  return `(func $find (param $key i64) (param $set i32) (result i32) (local $way i32)
    (block $found (loop $next
      (br_if $found ${text.isIt(`(i64.load offset=${text.layout.lines} ${at})`)})
      (local.set $way (i32.add (local.get $way) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $way) (i32.const ${text.cache.ways})))))
    (local.get $way))`;
}

/** Puts a word first in its set; those before its old place move back by one. */
function toFront({ layout }: DataCoreText): string {
  return `(func $to_front (param $set i32) (param $way i32) (param $word i64)
    (memory.copy
      (i32.add (local.get $set) (i32.const ${layout.lines + 8}))
      (i32.add (local.get $set) (i32.const ${layout.lines}))
      (i32.shl (local.get $way) (i32.const 3)))
    (i64.store offset=${layout.lines} (local.get $set) (local.get $word)))`;
}

/** The last line of the set leaves its slot to the new one, whose bytes come from memory at `home`. Gives back its word. */
function fill(text: DataCoreText): string {
  const { cache, layout, slotBits } = text;
  return `(func $fill (param $key i64) (param $set i32) (param $home i32) (result i64) (local $word i64) (local $slot i32)
    (local.set $word (i64.load ${text.wayAt(cache.ways - 1)}))
    (local.set $slot ${text.slotOf('(local.get $word)')})
    (if (i64.lt_u (local.get $word) (i64.const ${empty(slotBits)})) (then
      ${tallied('evictions')}
      (if (i32.wrap_i64 (i64.and (local.get $word) (i64.const 1))) (then
        ${tallied('writebacks')}
        (call $write_back (local.get $slot))))))
    (i32.store offset=${layout.homes} (i32.shl (local.get $slot) (i32.const 2)) (local.get $home))
    (memory.copy
      (i32.add (i32.const ${layout.data}) (i32.mul (local.get $slot) (i32.const ${cache.line})))
      (local.get $home)
      (i32.const ${cache.line}))
    (local.set $word (i64.or (local.get $key) (i64.and (local.get $word) (i64.const ${slotMask(slotBits)}))))
    (call $to_front (local.get $set) (i32.const ${cache.ways - 1}) (local.get $word))
    (local.get $word))`;
}

/** Cache maintenance of one line. */
function maintain(text: DataCoreText): string {
  const { cache, layout, slotBits } = text;
  const word = `offset=${layout.lines} ${at}`;
  return `(func $maintain (param $verb i32) (param $key i64) (param $set i32) (local $way i32) (local $word i64)
    ${tallied('maintained')}
    ${tallied('cleans', `(i32.eq (local.get $verb) (i32.const ${CLEAN}))`)}
    ${tallied('invalidates', `(i32.eq (local.get $verb) (i32.const ${INVALIDATE}))`)}
    ${tallied('flushes', `(i32.eq (local.get $verb) (i32.const ${FLUSH}))`)}
    (local.set $way (call $find (local.get $key) (local.get $set)))
    (block $end
      (br_if $end (i32.eq (local.get $way) (i32.const ${cache.ways})))
      ${tallied('maintainedHits')}
      (local.set $word (i64.load ${word}))
      (if (i32.and (i32.ne (local.get $verb) (i32.const ${INVALIDATE})) (i32.wrap_i64 (i64.and (local.get $word) (i64.const 1)))) (then
        ${tallied('cleaned')}
        (call $write_back ${text.slotOf('(local.get $word)')})
        (i64.store ${word} (i64.and (local.get $word) (i64.const -2)))))
      (br_if $end (i32.eq (local.get $verb) (i32.const ${CLEAN})))
      (; the lines behind it move up, and its slot waits, empty, at the end ;)
      (memory.copy
        (i32.add ${at} (i32.const ${layout.lines}))
        (i32.add ${at} (i32.const ${layout.lines + 8}))
        (i32.shl (i32.sub (i32.const ${cache.ways - 1}) (local.get $way)) (i32.const 3)))
      (i64.store ${text.wayAt(cache.ways - 1)}
        (i64.or (i64.const ${empty(slotBits)}) (i64.and (local.get $word) (i64.const ${slotMask(slotBits)}))))))`;
}

/** An access of any kind, line by line. */
function any(text: DataCoreText): string {
  const { cache, layout } = text;
  const does = `(local.set $stores (global.get $stores))
    ${lines(text)}
    (global.set $stores (local.get $stores))`;
  const whole = (access: string) =>
    `(local.set $was_stale (i32.or (local.get $was_stale) (call $whole ${access} (local.get $first) (local.get $last))))`;
  return `(func $whole (param $verb i32) (param $first i64) (param $last i64) (result i32) ${LINE_LOCALS}
    ${does}
    (local.get $was_stale))
  (func $any (param $at i32) (local $kind i32) (local $verb i32) ${LINE_LOCALS} ${ENDS}
    (local.set $kind (i32.load8_u offset=${layout.kind} (local.get $at)))
    (local.set $verb (i32.and (local.get $kind) (i32.const ${VERB})))
    ${findEnds(layout)}
    ${inWholes('verb', cache.line, whole, does)}
    (if (local.get $was_stale) (then
      (if (i32.and (local.get $kind) (i32.const ${BY_KERNEL}))
        (then ${tallied('staleKernelLoads')})
        (else ${tallied('staleLoads')})))))`;
}

/** What {@link lines} needs. */
const LINE_LOCALS = `(local $address i64) (local $left i32) (local $length i32) (local $page i64) (local $entry i32) (local $base i32)
    (local $offset i32) (local $key i64) (local $set i32) (local $way i32) (local $word i64) (local $bytes i32) (local $true i32)
    (local $step i32) (local $was_stale i32) ${ACCESS_LOCALS}`;

/** Does `verb` to each line from the first byte to the last. */
function lines(text: DataCoreText): string {
  const { cache, layout } = text;
  return `(local.set $address (local.get $first))
    (local.set $left (i32.add (i32.wrap_i64 (i64.sub (local.get $last) (local.get $first))) (i32.const 1)))
    (loop $touch
      (local.set $page (i64.shr_u (local.get $address) (i64.const ${PAGE_SHIFT})))
      ${text.findEntry()}
      (if (i64.ne (i64.load offset=${layout.tlb} (local.get $entry)) (local.get $page)) (then
        (call $walk (i32.wrap_i64 (local.get $page)) (i32.wrap_i64 (i64.shr_u (local.get $page) (i64.const 32))))))
      (local.set $base (i32.load offset=${layout.tlb + TLB_BASE} (local.get $entry)))
      (local.set $offset (i32.and (i32.wrap_i64 (local.get $address)) (i32.const ${SMALL_PAGE - 1})))
      (local.set $step (i32.sub (i32.const ${cache.line}) (i32.and (local.get $offset) (i32.const ${cache.line - 1}))))
      (if (i32.lt_u (local.get $left) (local.get $step)) (then (local.set $step (local.get $left))))
      (local.set $true (i32.add (i32.and (local.get $base) (i32.const -2)) (local.get $offset)))
      ${text.findKey()}
      (block $done
        (if (i32.gt_u (local.get $verb) (i32.const ${INSTRUCTION})) (then
          (call $maintain (local.get $verb) (local.get $key) (local.get $set))
          (br $done)))
        (local.set $bytes (local.get $true))
        (block $placed
          (if (i32.and (local.get $base) (i32.const 1)) (then
            ${tallied('uncachedReads', `(i32.mul ${WORDS} (i32.ne (local.get $verb) (i32.const ${STORE})))`)}
            ${tallied('uncachedWrites', `(i32.mul ${WORDS} (i32.ne (local.get $verb) (i32.const ${LOAD})))`)}
            (br $placed)))
          ${tallied('reads', `(i32.ne (local.get $verb) (i32.const ${STORE}))`)}
          ${tallied('writes', `(i32.ne (local.get $verb) (i32.const ${LOAD}))`)}
          ${throughs(text)}
          (local.set $way (call $find (local.get $key) (local.get $set)))
          (if (i32.eq (local.get $way) (i32.const ${cache.ways}))
            (then
              ${tallied('writeMisses', `(i32.eq (local.get $verb) (i32.const ${STORE}))`)}
              ${tallied('readMisses', `(i32.ne (local.get $verb) (i32.const ${STORE}))`)}
              ${cache.writeAllocate ? '' : storeAlone(text)}
              (local.set $word (call $fill (local.get $key) (local.get $set) (i32.and (local.get $true) (i32.const ${-cache.line}))))
              ${dirtied(text, '(i32.const 0)')})
            (else
              (local.set $word (i64.load offset=${layout.lines} ${at}))
              ${queueOf(cache)?.by !== 'use' ? '' : '(call $to_front (local.get $set) (local.get $way) (local.get $word))'}
              ${dirtied(text, queueOf(cache)?.by !== 'use' ? '(local.get $way)' : '(i32.const 0)')}))
          (local.set $bytes ${text.bytesOf('(local.get $word)')}))
        (local.set $length (local.get $step))
        ${text.access('(local.set $was_stale (i32.const 1))')})
      (local.set $address (i64.add (local.get $address) (i64.extend_i32_u (local.get $step))))
      (local.set $left (i32.sub (local.get $left) (local.get $step)))
      (br_if $touch (local.get $left)))`;
}

/** A store makes the word at this place dirty, in a cache that writes back. */
function dirtied({ cache, layout }: DataCoreText, way: string): string {
  if (cache.write !== 'back') return '';
  return `(if (local.get $verb) (then
                (local.set $way ${way})
                (i64.store offset=${layout.lines} ${at} (i64.or (local.get $word) (i64.const 1)))))`;
}

/** Stores of a cache that writes through reach memory each time. */
function throughs({ cache }: DataCoreText): string {
  return cache.write === 'back'
    ? ''
    : tallied('writeThroughs', `(i32.ne (local.get $verb) (i32.const ${LOAD}))`);
}

/** A store that misses and fetches nothing: memory is all there is. */
function storeAlone({ cache }: DataCoreText): string {
  const counted = cache.write === 'back' ? tallied('writeThroughs') : '';
  return `(if (i32.eq (local.get $verb) (i32.const ${STORE})) (then ${counted} (br $placed)))`;
}

/** Words from here on are no lines. */
export function empty(slotBits: number): bigint {
  return BigInt.asIntN(64, -1n << BigInt(slotBits + 1));
}

function slotMask(slotBits: number): number {
  return ((1 << slotBits) - 1) << 1;
}
