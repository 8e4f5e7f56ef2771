/**
 * What was stored to the bytes of a 4 KiB page since they were promised: each byte mostly one value, sometimes more. Any of
 * them is as good as what was promised.
 */
import { SMALL_PAGE } from '../units/address.js';

export class NewerBytes {
  readonly #isStored = new Uint8Array(SMALL_PAGE);
  readonly #first = new Uint8Array(SMALL_PAGE);
  /** For each byte that two values or more were stored to, those after the first. */
  readonly #others = new Map<number, Set<number>>();

  /** These bytes were stored. */
  add(offset: number, length: number, from: Uint8Array, at: number): void {
    for (let i = 0; i < length; i++) {
      const byte = from[at + i]!;
      if (this.#isStored[offset + i] === 0) {
        this.#isStored[offset + i] = 1;
        this.#first[offset + i] = byte;
      } else if (this.#first[offset + i] !== byte) this.#addOther(offset + i, byte);
    }
  }

  /** Whether this value was stored to this byte. */
  has(offset: number, byte: number): boolean {
    if (this.#isStored[offset] === 0) return false;
    return this.#first[offset] === byte || (this.#others.get(offset)?.has(byte) ?? false);
  }

  /** Forgets what was stored to these bytes: they are promised anew. */
  forget(offset: number, length: number): void {
    this.#isStored.fill(0, offset, offset + length);
    if (this.#others.size === 0) return;
    for (let at = offset; at < offset + length; at++) this.#others.delete(at);
  }

  #addOther(offset: number, byte: number): void {
    const others = this.#others.get(offset);
    if (others) others.add(byte);
    else this.#others.set(offset, new Set([byte]));
  }
}
