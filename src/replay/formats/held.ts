/**
 * Bytes that come in chunks, as one stretch. They lie in one place that is used again and again: a long trace leaves little behind
 * for the collector of garbage, which takes its time where memory is plenty.
 */

export class Held {
  #room = new Uint8Array(2 ** 16);
  #from = 0;
  #to = 0;

  /** What was added and not dropped; good until more is added. */
  get bytes(): Uint8Array {
    return this.#room.subarray(this.#from, this.#to);
  }

  get length(): number {
    return this.#to - this.#from;
  }

  /** Puts a chunk behind the rest. */
  add(chunk: Uint8Array): void {
    if (this.#to + chunk.length > this.#room.length) this.#makeRoom(chunk.length);
    this.#room.set(chunk, this.#to);
    this.#to += chunk.length;
  }

  /** Forgets the first bytes. */
  drop(length: number): void {
    this.#from += length;
  }

  #makeRoom(more: number): void {
    const rest = this.bytes;
    const needed = rest.length + more;
    if (needed > this.#room.length) this.#room = new Uint8Array(2 ** Math.ceil(Math.log2(needed)));
    this.#room.set(rest);
    this.#from = 0;
    this.#to = rest.length;
  }
}
