/**
 * The oracle: a memory without a cache in front, so that it always holds the newest bytes. Beside each byte it keeps
 * which event stored it. What a load ought to see is what the oracle holds; nothing is inferred from geometry.
 */
import { SMALL_PAGE } from '../units/address.js';
import { PagedBytes } from './paged-bytes.js';

/** The writer of a byte that no store of this run wrote, or whose store is already known to be lost. */
export const NO_WRITER = -1;

export class Oracle extends PagedBytes {
  readonly #writers = new Map<number, Int32Array>();

  /** A store by event `writer`. */
  store(page: number, offset: number, length: number, from: Uint8Array, at: number, writer: number): void {
    this.write(page, offset, length, from, at);
    this.#writersOf(page).fill(writer, offset, offset + length);
  }

  /** The event that stored this byte last, or {@link NO_WRITER}. */
  writerOf(page: number, offset: number): number {
    return this.#writers.get(page)?.[offset] ?? NO_WRITER;
  }

  /** Stops looking for the store to this byte: it is lost, and was reported. */
  forgetWriter(page: number, offset: number): void {
    this.#writersOf(page)[offset] = NO_WRITER;
  }

  /** After a power cut the newest bytes are what memory has left, and nobody stored them. */
  startAgainFrom(memory: PagedBytes): void {
    this.forgetPages(() => true);
    this.#writers.clear();
    for (const page of memory.writtenPages()) this.write(page, 0, SMALL_PAGE, memory.page(page), 0);
  }

  #writersOf(page: number): Int32Array {
    let writers = this.#writers.get(page);
    if (!writers) {
      writers = new Int32Array(SMALL_PAGE).fill(NO_WRITER);
      this.#writers.set(page, writers);
    }
    return writers;
  }
}
