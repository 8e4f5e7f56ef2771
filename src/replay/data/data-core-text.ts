/** The words that the parts of the fast core with data have in common, as WebAssembly text. */
import { type CacheDescription, isVirtuallyIndexed, setsOf } from '../../hardware/cache-description.js';
import { SMALL_PAGE } from '../../units/address.js';
import type { ReferenceLayout } from '../reference-text.js';
import { STORE } from '../references.js';
import { type DataCounts, VALUE_FACTOR } from './accesses.js';

/** Where things lie in the memory, in bytes. */
export interface DataLayout extends ReferenceLayout {
  /**
   * {@link TLB_ENTRIES} of {@link TLB_BYTES}: the virtual page (64 bits), the page in the tag at its place in a word (64 bits), and
   * where its memory lies, with bit 0 set if it is uncached.
   */
  readonly tlb: number;
  readonly lines: number;
  /** Where the memory of each slot's line lies. */
  readonly homes: number;
  readonly data: number;
}

export const TLB_ENTRIES = 1024;
export const TLB_BYTES = 32;
export const [TLB_TAG, TLB_BASE] = [8, 16];
const TLB_SHIFT = Math.log2(TLB_BYTES);
/** Stacks and heaps begin at round addresses: without higher bits in it, their pages would meet in one entry. */
const TLB_FOLD = Math.log2(TLB_ENTRIES);
export const PAGE_SHIFT = Math.log2(SMALL_PAGE);

/** The entry for this page, by its lowest 32 bits. */
export function tlbEntry(lowPage: number): number {
  return (lowPage ^ (lowPage >>> TLB_FOLD)) & (TLB_ENTRIES - 1);
}

/** Bits of a word that name the slot. */
export function slotBits({ ways }: CacheDescription): number {
  return Math.ceil(Math.log2(ways));
}

/** One more of these. */
export function tallied(name: keyof DataCounts, by = '(i32.const 1)'): string {
  return `(global.set $${name} (i32.add (global.get $${name}) ${by}))`;
}

/** What {@link DataCoreText.access} needs beside `verb`, `length`, `bytes` and `true`. */
export const ACCESS_LOCALS =
  '(local $mask i64) (local $value i64) (local $old i64) (local $stores i64) (local $stale i32)';

/** What hits and all other accesses have in common. */
export class DataCoreText {
  readonly slotBits: number;

  constructor(
    readonly cache: CacheDescription,
    readonly layout: DataLayout,
  ) {
    this.slotBits = slotBits(cache);
  }

  /** `entry`: where the lookaside buffer has a `page`, if it does. */
  findEntry(): string {
    const low = '(i32.wrap_i64 (local.get $page))';
    const folded = `(i32.xor ${low} (i32.shr_u ${low} (i32.const ${TLB_FOLD})))`;
    return `(local.set $entry (i32.shl (i32.and ${folded} (i32.const ${TLB_ENTRIES - 1})) (i32.const ${TLB_SHIFT})))`;
  }

  /** `key`: a word of the line that is looked for, with neither slot nor dirty bit; `set`: where the words of its set begin. */
  findKey(): string {
    const { cache, layout } = this;
    const lineBits = Math.log2(cache.line);
    const lineInPage = `(i32.shr_u (local.get $offset) (i32.const ${lineBits}))`;
    const inTag = `(i64.load offset=${layout.tlb + TLB_TAG} (local.get $entry))`;
    const indexed = isVirtuallyIndexed(cache)
      ? `(i32.wrap_i64 (i64.shr_u (local.get $address) (i64.const ${lineBits})))`
      : `(i32.or ${lineInPage} (i32.wrap_i64 (i64.shr_u ${inTag} (i64.const ${this.slotBits + 1}))))`;
    return `(local.set $key (i64.or ${inTag} (i64.extend_i32_u (i32.shl ${lineInPage} (i32.const ${this.slotBits + 1})))))
        (local.set $set (i32.mul (i32.and ${indexed} (i32.const ${setsOf(cache) - 1})) (i32.const ${8 * cache.ways})))`;
  }

  isIt(word: string): string {
    return `(i64.lt_u (i64.xor ${word} (local.get $key)) (i64.const ${2 ** (this.slotBits + 1)}))`;
  }

  /** The number of a word's slot among all slots. */
  slotOf(word: string): string {
    const inSet = `(i32.and (i32.wrap_i64 (i64.shr_u ${word} (i64.const 1))) (i32.const ${(1 << this.slotBits) - 1}))`;
    return `(i32.add (i32.shr_u (local.get $set) (i32.const 3)) ${inSet})`;
  }

  /** Where the bytes of a word's line lie that are asked for. */
  bytesOf(word: string): string {
    const { line } = this.cache;
    const inLine = `(i32.and (local.get $offset) (i32.const ${line - 1}))`;
    return `(i32.add (i32.add (i32.mul ${this.slotOf(word)} (i32.const ${line})) ${inLine}) (i32.const ${this.layout.data}))`;
  }

  /** The word of a way, in the set at hand. */
  wayAt(way: number): string {
    return `offset=${this.layout.lines + 8 * way} (local.get $set)`;
  }

  /**
   * Loads and stores `length` bytes at `bytes`, with the oracle's at `true`, eight at a time; of what is left, four and one are
   * the usual. Each has its own width: a load that spans a shorter store before it would have to wait for it. Does `ifStale`
   * after a load of an old byte, and leaves the block `done`.
   */
  access(ifStale: string): string {
    const short = (width: 4 | 1) =>
      `(if (i32.eq (local.get $length) (i32.const ${width})) (then ${this.#piece(width)} (br $all)))`;
    return `(local.set $stale (i32.const 0))
        (block $all
          (loop $piece
            (if (i32.ge_u (local.get $length) (i32.const 8)) (then
              ${this.#piece(8)}
              (local.set $bytes (i32.add (local.get $bytes) (i32.const 8)))
              (local.set $true (i32.add (local.get $true) (i32.const 8)))
              (br_if $piece (local.tee $length (i32.sub (local.get $length) (i32.const 8))))
              (br $all))))
          ${short(4)}
          ${short(1)}
          (local.set $mask (i64.shr_u (i64.const -1) (i64.extend_i32_u
            (i32.sub (i32.const 64) (i32.shl (local.get $length) (i32.const 3))))))
          ${this.#piece('masked')})
        (if (local.get $stale) (then ${ifStale}))`;
  }

  /** A load that is compared, a store, or both; `masked`: of what is looked at, the rest is written as it was. */
  #piece(width: 8 | 4 | 1 | 'masked'): string {
    const [load, store] = {
      8: ['i64.load', 'i64.store'],
      4: ['i64.load32_u', 'i64.store32'],
      1: ['i64.load8_u', 'i64.store8'],
      masked: ['i64.load', 'i64.store'],
    }[width] as [string, string];
    const isMasked = width === 'masked';
    const read = (place: string) =>
      isMasked ? `(i64.and (${load} ${place}) (local.get $mask))` : `(${load} ${place})`;
    const write = (place: string) =>
      isMasked
        ? `(local.set $old (${load} ${place}))
              (${store} ${place} (i64.xor (local.get $old) (i64.and (i64.xor (local.get $old) (local.get $value)) (local.get $mask))))`
        : `(${store} ${place} (local.get $value))`;
    const oracle = `offset=${SMALL_PAGE} (local.get $true)`;
    return `(if (i32.ne (local.get $verb) (i32.const ${STORE})) (then
              (local.set $stale (i32.or (local.get $stale) (i64.ne ${read('(local.get $bytes)')} ${read(oracle)})))))
            (if (local.get $verb) (then
              (local.set $value (i64.mul (local.get $stores) (i64.const ${BigInt.asIntN(64, VALUE_FACTOR)})))
              (local.set $stores (i64.add (local.get $stores) (i64.const 1)))
              ${write('(local.get $bytes)')}
              ${write(oracle)}
              ${this.cache.write === 'back' ? '' : write('(local.get $true)')}))`;
  }
}
