/**
 * The fast core: a cache without its data, as WebAssembly text, written anew for each cache so that its geometry stands in
 * the code as constants. It knows LRU and FIFO; whatever else there is goes through src/hardware/cache.ts, which stays the
 * one truth about caches: tests hold this core's whole state equal to it.
 *
 * References are read where they lie, and the lines of a cache lie behind them in the same memory (replay-memory.ts): a set
 * after the other, the line that would leave first at the end. A line is one 64-bit word: its number in memory, times two, plus one where it is dirty. The first word of a set is the line
 * that was used last (LRU) or came last (FIFO). Most references hit it, and then nothing has to move.
 */
import type { CacheDescription } from '../hardware/cache-description.js';
import { setsOf } from '../hardware/cache-description.js';
import type { Convention } from './convention.js';
import { INSTRUCTION, STORE } from './references.js';

/** Where things lie in the memory, in bytes. */
export interface CoreLayout {
  readonly words: number;
  readonly size: number;
  readonly kind: number;
  /** The lines of this cache. */
  readonly lines: number;
}

/** What the core counts in a stretch, in the order of its exports. */
export const TALLIES = ['reads', 'writes', 'readMisses', 'writeMisses', 'evictions', 'writebacks'] as const;

/** A word that is no line: nothing that is looked for equals it. */
export const EMPTY = 0xff;

/** Sets with more ways are searched in a loop. */
const MOST_UNROLLED = 16;

/** The text of a core for this cache; it must be LRU or FIFO, or have one way. */
export function tagCore(cache: CacheDescription, convention: Convention, layout: CoreLayout): string {
  const sets = setsOf(cache);
  const lines = new Lines(cache, layout.lines);
  const tallies = TALLIES.map((name) => `(global $${name} (export "${name}") (mut i32) (i32.const 0))`);
  const entries = Array.from(
    { length: Math.min(cache.ways, MOST_UNROLLED) },
    (_, way) => `(local $e${way} i64)`,
  );
  return `(module
  (import "replay" "memory" (memory 1))
  ${tallies.join('\n  ')}
  (func (export "run") (param $count i32)
    (local $at i32) (local $kind i32) (local $line i64) (local $last i64) (local $set i32) (local $key i64)
    (local $dirty i64) (local $missed i32) (local $way i32) ${entries.join(' ')}
    ${TALLIES.map((name) => `(local $n_${name} i32)`).join(' ')}
    (block $end (loop $reference
      (br_if $end (i32.ge_u (local.get $at) (local.get $count)))
      (local.set $kind (i32.load8_u offset=${layout.kind} (local.get $at)))
      (block $counted
        (br_if $counted (i32.eq (local.get $kind) (i32.const ${INSTRUCTION})))
        (local.set $line (i64.load offset=${layout.words} (i32.shl (local.get $at) (i32.const 3))))
        (local.set $last (i64.shr_u
          (i64.add (local.get $line)
            (i64.extend_i32_u (i32.sub (i32.load16_u offset=${layout.size} (i32.shl (local.get $at) (i32.const 1))) (i32.const 1))))
          (i64.const ${Math.log2(cache.line)})))
        (local.set $line (i64.shr_u (local.get $line) (i64.const ${Math.log2(cache.line)})))
        (local.set $dirty (i64.extend_i32_u (i32.ne (local.get $kind) (i32.const 0))))
        ${convention === 'cachegrind' ? `${COUNT_REFERENCE.cachegrind}\n        (local.set $missed (i32.const 0))` : ''}
        (loop $touch
          ${convention === 'every line' ? COUNT_REFERENCE['every line'] : ''}
          (local.set $key (i64.shl (local.get $line) (i64.const 1)))
          (local.set $set (i32.mul
            (i32.and (i32.wrap_i64 (local.get $line)) (i32.const ${sets - 1}))
            (i32.const ${8 * cache.ways})))
          (block $found
            ${cache.ways <= MOST_UNROLLED ? lines.unrolled() : lines.looped()}
            ${cache.writeAllocate ? '' : unlessStoreMisses(convention)}
            ${convention === 'every line' ? COUNT_MISS : '(local.set $missed (i32.const 1))'}
            ${lines.fetched()})
          (if (i64.ne (local.get $line) (local.get $last)) (then
            (local.set $line (i64.and (i64.add (local.get $line) (i64.const 1)) (i64.const ${lastLine(cache)})))
            (br $touch))))
        ${convention === 'cachegrind' ? `(if (local.get $missed) (then ${COUNT_MISS}))` : ''})
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br $reference)))
    ${TALLIES.map((name) => `(global.set $${name} (local.get $n_${name}))`).join('\n    ')}))`;
}

/** The number of the last line in memory, of 64-bit addresses; behind it comes the first. */
const lastLine = ({ line }: CacheDescription) => (2n ** 64n / BigInt(line) - 1n).toString();

const counted = (name: (typeof TALLIES)[number], by = '(i32.const 1)') =>
  `(local.set $n_${name} (i32.add (local.get $n_${name}) ${by}))`;

/** Every touch counts, and a modify twice; or every reference, and a modify as a read. */
const COUNT_REFERENCE: Readonly<Record<Convention, string>> = {
  'every line': `${counted('writes', '(i32.ne (local.get $kind) (i32.const 0))')}
          ${counted('reads', `(i32.ne (local.get $kind) (i32.const ${STORE}))`)}`,
  cachegrind: `${counted('writes', `(i32.eq (local.get $kind) (i32.const ${STORE}))`)}
        ${counted('reads', `(i32.ne (local.get $kind) (i32.const ${STORE}))`)}`,
};

const COUNT_MISS = `${counted('writeMisses', `(i32.eq (local.get $kind) (i32.const ${STORE}))`)}
            ${counted('readMisses', `(i32.ne (local.get $kind) (i32.const ${STORE}))`)}`;

/** Without write-allocate a store that misses goes to memory alone. */
function unlessStoreMisses(convention: Convention): string {
  const count = convention === 'every line' ? counted('writeMisses') : '(local.set $missed (i32.const 1))';
  return `(if (i32.eq (local.get $kind) (i32.const ${STORE})) (then ${count} (br $found)))`;
}

/** The lines of one cache, in the words of WebAssembly. */
class Lines {
  constructor(
    readonly cache: CacheDescription,
    readonly start: number,
  ) {}

  /** Looks at each way in turn; where the line is, it moves to the front (LRU) or stays (FIFO, round-robin). */
  unrolled(): string {
    const { cache } = this;
    const moves = cache.replacement === 'lru';
    return Array.from({ length: cache.ways }, (_, way) => {
      const word = `(local.get $e${way})`;
      const shift = Array.from(
        { length: way },
        (_, i) => `(i64.store ${this.#at(i + 1)} (local.get $e${i}))`,
      );
      const hit =
        way === 0 || !moves
          ? cache.write === 'back'
            ? `(if (i64.ne (local.get $dirty) (i64.const 0)) (then (i64.store ${this.#at(way)} ${this.#touched(word)})))`
            : ''
          : `${shift.join(' ')} (i64.store ${this.#at(0)} ${this.#touched(word)})`;
      return `(local.set $e${way} (i64.load ${this.#at(way)}))
              (if ${isIt(word)} (then ${hit} (br $found)))`;
    }).join('\n            ');
  }

  /** The same for sets of many ways: a loop, and a move of the memory before the line. */
  looped(): string {
    const { cache } = this;
    const hit =
      cache.replacement === 'lru'
        ? `(memory.copy (i32.add (local.get $set) (i32.const ${this.start + 8})) (i32.add (local.get $set) (i32.const ${this.start}))
                  (i32.shl (local.get $way) (i32.const 3)))
                (i64.store ${this.#at(0)} ${this.#touched('(local.get $e0)')})`
        : `(i64.store offset=${this.start} ${wayAt('(local.get $way)')} ${this.#touched('(local.get $e0)')})`;
    return `(local.set $way (i32.const 0))
              (block $absent (loop $search
                (local.set $e0 (i64.load offset=${this.start} ${wayAt('(local.get $way)')}))
                (if ${isIt('(local.get $e0)')} (then ${hit} (br $found)))
                (local.set $way (i32.add (local.get $way) (i32.const 1)))
                (br_if $search (i32.lt_u (local.get $way) (i32.const ${cache.ways})))))`;
  }

  /** The last line of the set leaves, the others move back by one, and the new line comes to the front. */
  fetched(): string {
    const { cache } = this;
    const last = cache.ways - 1;
    const isUnrolled = cache.ways <= MOST_UNROLLED;
    const leaves = isUnrolled ? `(local.get $e${last})` : '(local.get $e0)';
    const shift = isUnrolled
      ? Array.from({ length: last }, (_, i) => `(i64.store ${this.#at(i + 1)} (local.get $e${i}))`).join(' ')
      : `(memory.copy (i32.add (local.get $set) (i32.const ${this.start + 8})) (i32.add (local.get $set) (i32.const ${this.start}))
                (i32.const ${8 * last}))`;
    return `(if (i64.ne ${leaves} (i64.const -1)) (then
                ${counted('evictions')}
                ${counted('writebacks', `(i32.wrap_i64 (i64.and ${leaves} (i64.const 1)))`)}))
              ${shift}
              (i64.store ${this.#at(0)} ${this.#touched('(local.get $key)')})`;
  }

  /** Where the word of a way lies, in the set at hand. */
  #at(way: number): string {
    return `offset=${this.start + 8 * way} (local.get $set)`;
  }

  /** What a reference makes of a line's word. */
  #touched(word: string): string {
    return this.cache.write === 'back' ? `(i64.or ${word} (local.get $dirty))` : word;
  }
}

const isIt = (word: string) => `(i64.le_u (i64.xor ${word} (local.get $key)) (i64.const 1))`;
const wayAt = (way: string) => `(i32.add (local.get $set) (i32.shl ${way} (i32.const 3)))`;
