/**
 * The fast core: a cache without its data, as WebAssembly text, written anew for each cache so that its geometry stands in
 * the code as constants. It knows policies that are queues, LRU and FIFO; whatever else there is goes through src/hardware/cache.ts, which stays the
 * one truth about caches: tests hold this core's whole state equal to it.
 *
 * References are read where they lie, and the lines of a cache lie behind them in the same memory (replay-memory.ts), a set after
 * the other. A line is one 64-bit word: its number in memory, times two, plus one where it is dirty. The first word of a set is the
 * line that was used last (LRU) or came last (FIFO), and the last word leaves first. What most references are, a hit in one line, is
 * done in a loop of its own, which has few things to keep in mind; any other reference is done step by step.
 */
import type { CacheDescription } from '../hardware/cache-description.js';
import { setsOf } from '../hardware/cache-description.js';
import { queueOf } from '../hardware/replacement/index.js';
import type { Convention } from './convention.js';
import { addressAt, ENDS, findEnds, inWholes, type ReferenceLayout, sizeAt } from './reference-text.js';
import { INSTRUCTION, LOAD, STORE } from './references.js';

/** Where things lie in the memory, in bytes. */
export interface CoreLayout extends ReferenceLayout {
  /** The lines of this cache. */
  readonly lines: number;
}

/** What the core counts, in the order of its exports. */
export const TALLIES = ['reads', 'writes', 'readMisses', 'writeMisses', 'evictions', 'writebacks'] as const;

/** A byte of a word that is no line: nothing that is looked for equals it. */
export const EMPTY = 0xff;

/** Of sets with more ways, only the first is looked at in the loop of hits. */
export const MOST_UNROLLED = 16;

/** The text of a core for this cache; its policy must be a queue, or it has one way. */
export function tagCore(cache: CacheDescription, convention: Convention, layout: CoreLayout): string {
  const core = new TagCore(cache, convention, layout);
  return `(module
  (import "replay" "memory" (memory 1))
  ${TALLIES.map((name) => `(global $${name} (export "${name}") (mut i32) (i32.const 0))`).join('\n  ')}
  ${core.hits()}
  ${core.find()}
  ${core.toFront()}
  ${core.any()}
  ${RUN})`;
}

/** Hits as long as there are any, then one reference of any kind, and so on. */
export const RUN = `(func (export "run") (param $count i32) (local $at i32)
    (block $end (loop $next
      (local.set $at (call $hits (local.get $at) (local.get $count)))
      (br_if $end (i32.eq (local.get $at) (local.get $count)))
      (call $any (local.get $at))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br $next))))`;

const isKind = (kind: number) => `(i32.eq (local.get $kind) (i32.const ${kind}))`;
const isNotKind = (kind: number) => `(i32.ne (local.get $kind) (i32.const ${kind}))`;
const tallied = (name: (typeof TALLIES)[number], by = '(i32.const 1)') =>
  `(global.set $${name} (i32.add (global.get $${name}) ${by}))`;

/** One more miss of a write, or of a read. */
const MISSED = `${tallied('writeMisses', isKind(STORE))} ${tallied('readMisses', isNotKind(STORE))}`;

/** What {@link TagCore}'s lines need. */
const LINE_LOCALS =
  '(local $address i64) (local $key i64) (local $set i32) (local $way i32) (local $word i64)';

class TagCore {
  /** Whether a modify is a read and a write, and each line that a reference touches is one. */
  readonly #countsTouches: boolean;

  constructor(
    readonly cache: CacheDescription,
    convention: Convention,
    readonly layout: CoreLayout,
  ) {
    this.#countsTouches = convention === 'every line';
  }

  /** Goes on as long as there are hits; gives back the number of the first reference that is something else. */
  hits(): string {
    const { cache, layout } = this;
    const ways = cache.ways <= MOST_UNROLLED ? cache.ways : 1;
    const words = Array.from({ length: ways }, (_, way) => `(local $e${way} i64)`).join(' ');
    const added = (name: string, by: string) => `(local.set $${name} (i32.add (local.get $${name}) ${by}))`;
    return `(func $hits (param $at i32) (param $count i32) (result i32)
    (local $kind i32) (local $address i64) (local $key i64) (local $set i32) (local $reads i32) (local $writes i32) ${words}
    (block $end (loop $next
      (br_if $end (i32.ge_u (local.get $at) (local.get $count)))
      (local.set $kind (i32.load8_u offset=${layout.kind} (local.get $at)))
      (block $done
        (br_if $done ${isKind(INSTRUCTION)})
        (local.set $address ${addressAt(layout)})
        (br_if $end (i32.gt_u
          (i32.add (i32.and (i32.wrap_i64 (local.get $address)) (i32.const ${cache.line - 1})) ${sizeAt(layout)})
          (i32.const ${cache.line})))
        ${this.#findKey()}
        (block $hit
          ${Array.from({ length: ways }, (_, way) => this.#lookAt(way)).join('\n          ')}
          (br $end))
        ${added('reads', isNotKind(STORE))}
        ${added('writes', this.#writes())})
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br $next)))
    ${tallied('reads', '(local.get $reads)')}
    ${tallied('writes', '(local.get $writes)')}
    (local.get $at))`;
  }

  /** Where the line is, it moves to the front (LRU) or stays (FIFO). */
  #lookAt(way: number): string {
    const word = `(local.get $e${way})`;
    const moves = Array.from({ length: way }, (_, i) => `(i64.store ${this.#at(i + 1)} (local.get $e${i}))`);
    const isStill = way === 0 || queueOf(this.cache)?.by !== 'use';
    const update = isStill
      ? this.#dirtied(way, word)
      : `${moves.join(' ')} (i64.store ${this.#at(0)} ${this.#used(word)})`;
    return `(local.set $e${way} (i64.load ${this.#at(way)}))
          (if ${isIt(word)} (then ${update} (br $hit)))`;
  }

  /** The place of a line in its set, or as many as there are ways where it is not there. */
  find(): string {
    return `(func $find (param $key i64) (param $set i32) (result i32) (local $way i32)
    (block $found (loop $next
      (br_if $found ${isIt(`(i64.load ${this.#wayAt()})`)})
      (local.set $way (i32.add (local.get $way) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $way) (i32.const ${this.cache.ways})))))
    (local.get $way))`;
  }

  /** Puts a word first in its set; those before its old place move back by one. */
  toFront(): string {
    const { lines } = this.layout;
    return `(func $to_front (param $set i32) (param $way i32) (param $word i64)
    (memory.copy
      (i32.add (local.get $set) (i32.const ${lines + 8}))
      (i32.add (local.get $set) (i32.const ${lines}))
      (i32.shl (local.get $way) (i32.const 3)))
    (i64.store ${this.#at(0)} (local.get $word)))`;
  }

  /** A reference of any kind, line by line. */
  any(): string {
    const counted = `${tallied('reads', isNotKind(STORE))} ${tallied('writes', this.#writes())}`;
    if (!this.#countsTouches) {
      return this.#any(`${counted}
    ${this.#lines('', '(local.set $missed (i32.const 1))')}
    (if (local.get $missed) (then ${MISSED}))`);
    }
    const lines = this.#lines(counted, MISSED);
    const whole = (access: string) => `(call $whole ${access} (local.get $first) (local.get $last))`;
    return `(func $whole (param $kind i32) (param $first i64) (param $last i64) ${LINE_LOCALS}
    ${lines})
  ${this.#any(inWholes('kind', this.cache.line, whole, lines))}`;
  }

  /** Does it to the reference of number `at`, whose kind and ends are found. */
  #any(does: string): string {
    return `(func $any (param $at i32) (local $kind i32) (local $missed i32) ${LINE_LOCALS} ${ENDS}
    (local.set $kind (i32.load8_u offset=${this.layout.kind} (local.get $at)))
    ${findEnds(this.layout)}
    ${does})`;
  }

  /** Touches each line from the first byte to the last; does `each` for each line, and `missed` for one that was not there. */
  #lines(each: string, missed: string): string {
    const { cache } = this;
    return `(local.set $address (local.get $first))
    (loop $touch
      ${each}
      ${this.#findKey()}
      (block $done
        (local.set $way (call $find (local.get $key) (local.get $set)))
        (if (i32.lt_u (local.get $way) (i32.const ${cache.ways})) (then
          (local.set $word ${this.#used(`(i64.load ${this.#wayAt()})`)})
          ${queueOf(cache)?.by !== 'use' ? `(i64.store ${this.#wayAt()} (local.get $word))` : '(call $to_front (local.get $set) (local.get $way) (local.get $word))'}
          (br $done)))
        ${missed}
        ${cache.writeAllocate ? '' : `(br_if $done ${isKind(STORE)})`}
        (local.set $word (i64.load ${this.#at(cache.ways - 1)}))
        (if (i64.ne (local.get $word) (i64.const -1)) (then
          ${tallied('evictions')}
          ${tallied('writebacks', '(i32.wrap_i64 (i64.and (local.get $word) (i64.const 1)))')}))
        (call $to_front (local.get $set) (i32.const ${cache.ways - 1}) ${this.#used('(local.get $key)')}))
      (; looked at before the address moves on, which may be beyond the last one that there is ;)
      (if (i64.lt_u (i64.or (local.get $address) (i64.const ${cache.line - 1})) (local.get $last)) (then
        (local.set $address (i64.add (local.get $address) (i64.const ${cache.line})))
        (br $touch))))`;
  }

  /** Whether it is counted as a write: cachegrind takes a modify for a read. */
  #writes(): string {
    return this.#countsTouches ? isNotKind(LOAD) : isKind(STORE);
  }
  /** `key`: the word of the line, clean; `set`: where the words of its set begin. */
  #findKey(): string {
    const line = `(i64.shr_u (local.get $address) (i64.const ${Math.log2(this.cache.line)}))`;
    return `(local.set $key (i64.shl ${line} (i64.const 1)))
        (local.set $set (i32.mul (i32.and (i32.wrap_i64 ${line}) (i32.const ${setsOf(this.cache) - 1})) (i32.const ${8 * this.cache.ways})))`;
  }
  /** Where the word of a way lies, in the set at hand; the way is a number, or in a register. */
  #at(way: number): string {
    return `offset=${this.layout.lines + 8 * way} (local.get $set)`;
  }
  #wayAt(): string {
    return `offset=${this.layout.lines} (i32.add (local.get $set) (i32.shl (local.get $way) (i32.const 3)))`;
  }
  /** What a reference makes of a line's word. */
  #used(word: string): string {
    return this.cache.write === 'back' ? `(i64.or ${word} (i64.extend_i32_u ${isNotKind(LOAD)}))` : word;
  }
  /** Writes the word only where it may have changed: most references are loads. */
  #dirtied(way: number, word: string): string {
    if (this.cache.write !== 'back') return '';
    return `(if (local.get $kind) (then (i64.store ${this.#at(way)} (i64.or ${word} (i64.const 1)))))`;
  }
}

const isIt = (word: string) => `(i64.le_u (i64.xor ${word} (local.get $key)) (i64.const 1))`;
