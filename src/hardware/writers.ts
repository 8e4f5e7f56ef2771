/**
 * Which event stored each byte of a 4 KiB page last. Most stores write whole stretches: one number stands for a stretch, until
 * two events share it.
 */
import { SMALL_PAGE } from '../units/address.js';

/** The writer of a byte that no store of this run wrote, or whose store is already known to be lost. */
export const NO_WRITER = -1;
/** The bytes of this stretch have writers of their own. */
const SHARED = -2;
const STRETCH = 32;

export class Writers {
  readonly #stretches = new Int32Array(SMALL_PAGE / STRETCH).fill(NO_WRITER);
  /** For each byte of shared stretches. */
  #bytes: Int32Array | undefined;

  /** Event `writer` stored these bytes. */
  note(offset: number, length: number, writer: number): void {
    const end = offset + length;
    for (let at = offset; at < end; ) {
      const stretch = Math.floor(at / STRETCH);
      const next = Math.min(end, (stretch + 1) * STRETCH);
      if (next - at === STRETCH) this.#stretches[stretch] = writer;
      else this.#share(stretch).fill(writer, at, next);
      at = next;
    }
  }

  /** The event that stored this byte last, or {@link NO_WRITER}. */
  of(offset: number): number {
    const writer = this.#stretches[Math.floor(offset / STRETCH)]!;
    return writer === SHARED ? this.#bytes![offset]! : writer;
  }

  /** The writers of single bytes, those of this stretch among them. */
  #share(stretch: number): Int32Array {
    this.#bytes ??= new Int32Array(SMALL_PAGE);
    const writer = this.#stretches[stretch]!;
    if (writer !== SHARED) {
      this.#bytes.fill(writer, stretch * STRETCH, (stretch + 1) * STRETCH);
      this.#stretches[stretch] = SHARED;
    }
    return this.#bytes;
  }
}
