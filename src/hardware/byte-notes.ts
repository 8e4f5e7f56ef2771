/**
 * A number for each byte of a 4 KiB page: which event stored it last, say. Most numbers are noted of whole pages or
 * stretches: one stands for all of it, until its bytes come to differ.
 */
import { SMALL_PAGE } from '../units/address.js';
import { Room } from './room.js';

/** Of a byte that nothing was noted of. */
export const NO_NOTE = -1;
/** The bytes of this stretch have numbers of their own. */
const MIXED = -2;
const STRETCH_SHIFT = 5;
const STRETCH = 2 ** STRETCH_SHIFT;

/** Room for the stretches of many pages. */
export const notesRoom = () => new Room(4 * (SMALL_PAGE / STRETCH));

export class ByteNotes {
  readonly #room: Room;
  /** Of the whole page, as long as its stretches do not differ. */
  #whole = NO_NOTE;
  #stretches: Int32Array | undefined;
  /** For each byte of mixed stretches. */
  #bytes: Int32Array | undefined;

  constructor(room: Room) {
    this.#room = room;
  }

  /** Notes a number, from 0, or {@link NO_NOTE}, of `length` bytes. */
  note(offset: number, length: number, number: number): void {
    if (length === SMALL_PAGE) {
      this.#whole = number;
      this.#stretches = undefined;
      return;
    }
    this.#stretches ??= this.#takeStretches();
    const end = offset + length;
    for (let at = offset; at < end; ) {
      const stretch = at >> STRETCH_SHIFT;
      const next = Math.min(end, (stretch + 1) * STRETCH);
      if (next - at === STRETCH) this.#stretches[stretch] = number;
      else this.#mix(this.#stretches, stretch).fill(number, at, next);
      at = next;
    }
  }

  /** What was noted of this byte last, or {@link NO_NOTE}. */
  of(offset: number): number {
    if (!this.#stretches) return this.#whole;
    const number = this.#stretches[offset >> STRETCH_SHIFT]!;
    return number === MIXED ? this.#bytes![offset]! : number;
  }

  #takeStretches(): Int32Array {
    const { buffer, start } = this.#room.take();
    return new Int32Array(buffer, start, SMALL_PAGE / STRETCH).fill(this.#whole);
  }

  /** The numbers of single bytes, those of this stretch among them. */
  #mix(stretches: Int32Array, stretch: number): Int32Array {
    this.#bytes ??= new Int32Array(SMALL_PAGE);
    const number = stretches[stretch]!;
    if (number !== MIXED) {
      this.#bytes.fill(number, stretch * STRETCH, (stretch + 1) * STRETCH);
      stretches[stretch] = MIXED;
    }
    return this.#bytes;
  }
}
