/**
 * Stack distances in one pass, as WebAssembly text. An LRU set of k ways holds the k lines of its references that were used last
 * (Mattson, Gecsei, Slutz and Traiger, IBM Systems Journal 9, 1970): so one stack a set, as deep as the most ways that are asked about,
 * says for every smaller number of ways what hits. A line on the stack:
 *
 *     its number (64 bits) │ deepest (32 bits)
 *
 * `deepest` is how far down it was found since it was last stored to: a set of k ways has written it back since, where that is k or
 * more. It is dirty in all larger ones. What was never stored to is {@link CLEAN}: deeper than any stack.
 */
import type { Convention } from '../convention.js';
import { ENDS, findEnds, inWholes, type ReferenceLayout } from '../reference-text.js';
import { INSTRUCTION, LOAD, MODIFY, STORE } from '../references.js';

/** Bytes of a line on a stack. */
export const ENTRY = 16;
export const CLEAN = 0x7fff_ffff;

/** What is counted, by depth from 0 to the stack's height, which stands for not found: each a row of 64-bit numbers. */
export const HISTOGRAMS = ['reads', 'writes', 'touches', 'writebacks'] as const;

/** References are where tag-core.ts has them; `run` sends them over the stacks of one number of sets. */
export function stackCore(line: number, convention: Convention, layout: ReferenceLayout): string {
  const countsTouches = convention === 'every line';
  const isKind = (which: number) => `(i32.eq (local.get $kind) (i32.const ${which}))`;
  const shift = Math.log2(line);
  // A modify of one line stores where it has just loaded.
  const countedAsTouches = `${counted('(local.get $depth)')}
          (if ${isKind(MODIFY)} (then (call $count (local.get $out) (local.get $ways) (i32.const ${HISTOGRAMS.indexOf('writes')}) (i32.const 0))))`;
  const whole = (access: string) =>
    `(call $whole ${access} (local.get $first) (local.get $last) (local.get $stacks) (local.get $mask) (local.get $ways) (local.get $out))`;
  return `(module
  (import "replay" "memory" (memory 1))

  (; one more of this histogram at this depth ;)
  (func $count (param $out i32) (param $ways i32) (param $histogram i32) (param $depth i32) (local $at i32)
    (local.set $at (i32.add (local.get $out) (i32.shl
      (i32.add (i32.mul (local.get $histogram) (i32.add (local.get $ways) (i32.const 1))) (local.get $depth))
      (i32.const 3))))
    (i64.store (local.get $at) (i64.add (i64.load (local.get $at)) (i64.const 1))))

  (; brings a line to the top of its stack; gives back how deep it was ;)
  (func $refer (param $line i64) (param $stores i32) (param $top i32) (param $ways i32) (param $out i32) (result i32)
    (local $depth i32) (local $at i32) (local $deepest i32)
    (local.set $at (local.get $top))
    (local.set $deepest (i32.const ${CLEAN}))
    (block $end (loop $search
      (if (i64.eq (i64.load (local.get $at)) (local.get $line)) (then
        (local.set $deepest (i32.load offset=8 (local.get $at)))
        (if (i32.lt_u (local.get $deepest) (local.get $depth)) (then (local.set $deepest (local.get $depth))))
        (br $end)))
      (local.set $depth (i32.add (local.get $depth) (i32.const 1)))
      (local.set $at (i32.add (local.get $at) (i32.const ${ENTRY})))
      (br_if $search (i32.lt_u (local.get $depth) (local.get $ways)))
      (; not found: the last one leaves the stack ;)
      (local.set $at (i32.sub (local.get $at) (i32.const ${ENTRY})))
      (if (i32.lt_u (i32.load offset=8 (local.get $at)) (local.get $ways)) (then
        (call $count (local.get $out) (local.get $ways) (i32.const ${HISTOGRAMS.indexOf('writebacks')}) (local.get $ways))))))
    (; those above move down by one, and out of the caches with just so many ways ;)
    (block $end (loop $move
      (br_if $end (i32.eq (local.get $at) (local.get $top)))
      (i64.store (local.get $at) (i64.load (i32.sub (local.get $at) (i32.const ${ENTRY}))))
      (i64.store offset=8 (local.get $at) (i64.load offset=8 (i32.sub (local.get $at) (i32.const ${ENTRY}))))
      (if (i32.lt_u (i32.load offset=8 (local.get $at)) ${depthOf('(local.get $at)')}) (then
        (call $count (local.get $out) (local.get $ways) (i32.const ${HISTOGRAMS.indexOf('writebacks')}) ${depthOf('(local.get $at)')})))
      (local.set $at (i32.sub (local.get $at) (i32.const ${ENTRY})))
      (br $move)))
    (i64.store (local.get $top) (local.get $line))
    (i32.store offset=8 (local.get $top) (select (i32.const 0) (local.get $deepest) (local.get $stores)))
    (local.get $depth))

  (; a load or a store of all lines ;)
  (func $whole (param $kind i32) (param $first i64) (param $last i64) (param $stacks i32) (param $mask i32) (param $ways i32) (param $out i32)
    (local $line i64) (local $depth i32) (local $top i32)
    ${lines(counted('(local.get $depth)'))})

  (func (export "run") (param $count i32) (param $stacks i32) (param $mask i32) (param $ways i32) (param $out i32)
    (local $at i32) (local $kind i32) (local $line i64) (local $depth i32) (local $deepest i32) (local $top i32) ${ENDS}
    (block $end (loop $next
      (br_if $end (i32.ge_u (local.get $at) (local.get $count)))
      (local.set $kind (i32.load8_u offset=${layout.kind} (local.get $at)))
      (block $done
        (br_if $done ${isKind(INSTRUCTION)})
        ${findEnds(layout)}
        ${
          countsTouches
            ? inWholes('kind', line, whole, lines(countedAsTouches))
            : `(local.set $deepest (i32.const 0))
        ${lines('(if (i32.gt_u (local.get $depth) (local.get $deepest)) (then (local.set $deepest (local.get $depth))))')}
        ${counted('(local.get $deepest)')}`
        })
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br $next)))))`;

  /** Touches each line from the first byte to the last, and does `each` when its depth is known. */
  function lines(each: string): string {
    return `(local.set $line (i64.shr_u (local.get $first) (i64.const ${shift})))
        (local.set $last (i64.shr_u (local.get $last) (i64.const ${shift})))
        (loop $touch
          (local.set $top (i32.add (local.get $stacks) (i32.mul
            (i32.and (i32.wrap_i64 (local.get $line)) (local.get $mask))
            (i32.shl (local.get $ways) (i32.const ${Math.log2(ENTRY)})))))
          (local.set $depth (call $refer (local.get $line) (i32.ne (local.get $kind) (i32.const ${LOAD})) (local.get $top) (local.get $ways) (local.get $out)))
          (call $count (local.get $out) (local.get $ways) (i32.const ${HISTOGRAMS.indexOf('touches')}) (local.get $depth))
          ${each}
          (local.set $line (i64.add (local.get $line) (i64.const 1)))
          (br_if $touch (i64.le_u (local.get $line) (local.get $last))))`;
  }

  function counted(depth: string): string {
    return `(call $count (local.get $out) (local.get $ways) ${isKind(STORE)} ${depth})`;
  }
}

/** How far below the top an entry lies. */
function depthOf(at: string): string {
  return `(i32.shr_u (i32.sub ${at} (local.get $top)) (i32.const ${Math.log2(ENTRY)}))`;
}
