/**
 * A digest of 64 bits of a trace's references, made while they pass: parts of a sweep show by it that they read the same ones. It is
 * for mistakes, not for enemies: who wants to can make two traces of one digest.
 *
 *     a  ◀─ 17 ─  y = (b ^ high word) · p₂
 *     b  ◀─ 13 ─  x = (a ^ low word) · p₁ + (size, kind) · p₃,  and y on top
 *
 * The halves change places with each reference, turned so that high bits come where the next product spreads them. The primes are
 * xxHash's (Y. Collet, xxHash fast digest algorithm, XXH32), and the end is stirred as in MurmurHash3 (A. Appleby, fmix32).
 */
import type { References } from '../references.js';

const [P1, P2, P3] = [0x9e37_79b1, 0x85eb_ca77, 0xc2b2_ae3d];

export class TraceDigest {
  #a = 1;
  #b = 2;
  #count = 0;

  /** The next references; in stretches of any length, it comes to the same. */
  add({ count, words, size, kind }: References): void {
    let a = this.#a;
    let b = this.#b;
    for (let i = 0; i < count; i++) {
      const x = (Math.imul(a ^ words[2 * i]!, P1) + Math.imul((size[i]! << 2) | kind[i]!, P3)) | 0;
      const y = Math.imul(b ^ words[2 * i + 1]!, P2);
      a = (y << 17) | (y >>> 15);
      b = (((x << 13) | (x >>> 19)) + y) | 0;
    }
    this.#a = a;
    this.#b = b;
    this.#count += count;
  }

  /** Sixteen hexadecimal digits, of what there was until now. */
  toString(): string {
    const a = stirred(this.#a ^ this.#count);
    const b = stirred(this.#b ^ a);
    return inHex(stirred(a ^ b)) + inHex(b);
  }
}

/** Each bit of the word in all bits of what comes out. */
function stirred(word: number): number {
  let h = Math.imul(word ^ (word >>> 16), 0x85eb_ca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2_ae35);
  return h ^ (h >>> 16);
}

const inHex = (word: number) => (word >>> 0).toString(16).padStart(8, '0');
