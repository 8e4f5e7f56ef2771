/** What all cores do with a reference, as WebAssembly text; whole-accesses.ts says the same in TypeScript. */
import { LOAD, MODIFY, STORE } from './references.js';

/** Where the columns of references lie in the memory, in bytes. */
export interface ReferenceLayout {
  readonly words: number;
  readonly size: number;
  readonly kind: number;
}

/** The address of the reference of number `at`. */
export function addressAt({ words }: ReferenceLayout): string {
  return `(i64.load offset=${words} (i32.shl (local.get $at) (i32.const 3)))`;
}

/** Its size in bytes. */
export function sizeAt({ size }: ReferenceLayout): string {
  return `(i32.load16_u offset=${size} (i32.shl (local.get $at) (i32.const 1)))`;
}

/** What {@link findEnds} needs. */
export const ENDS = '(local $first i64) (local $last i64)';

/** `first` and `last`: its first byte and its last, which is the last one that there is where it would lie beyond. */
export function findEnds(layout: ReferenceLayout): string {
  return `(local.set $first ${addressAt(layout)})
    (local.set $last (i64.add (local.get $first) (i64.extend_i32_u (i32.sub ${sizeAt(layout)} (i32.const 1)))))
    (if (i64.lt_u (local.get $last) (local.get $first)) (then (local.set $last (i64.const -1))))`;
}

/**
 * Does `once` what the register `kind` says, from `first` to `last`; or for a modify of several lines of `line` bytes `whole` of a load, and
 * then of a store. In one line, loading and storing is one step. A `whole` is best a call and `once` none: so the many references that
 * are not two pay nothing for the few that are.
 */
export function inWholes(
  kind: string,
  line: number,
  whole: (access: string) => string,
  once: string,
): string {
  return `(block $wholes
      (block $once
        (br_if $once (i32.ne (local.get $${kind}) (i32.const ${MODIFY})))
        (br_if $once (i64.lt_u (i64.xor (local.get $first) (local.get $last)) (i64.const ${line})))
        ${whole(`(i32.const ${LOAD})`)}
        ${whole(`(i32.const ${STORE})`)}
        (br $wholes))
      ${once})`;
}
