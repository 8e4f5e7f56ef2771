/** Memory for pieces of one size, taken many at a time: asking for each by itself costs more than filling it. */

/** As many pieces are taken at once as there are already, up to this many. */
const MOST_AT_ONCE = 64;

export class Room {
  readonly #pieceBytes: number;
  #pieces = 0;
  #buffer = new ArrayBuffer(0);
  #used = 0;

  constructor(pieceBytes: number) {
    this.#pieceBytes = pieceBytes;
  }

  /** A piece of zeros that nobody else has: so many bytes of `buffer`, from `start` on. */
  take(): { readonly buffer: ArrayBuffer; readonly start: number } {
    if (this.#used === this.#buffer.byteLength) {
      const pieces = Math.min(MOST_AT_ONCE, Math.max(1, this.#pieces));
      this.#buffer = new ArrayBuffer(pieces * this.#pieceBytes);
      this.#used = 0;
    }
    const start = this.#used;
    this.#used += this.#pieceBytes;
    this.#pieces++;
    return { buffer: this.#buffer, start };
  }
}
