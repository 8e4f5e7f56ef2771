/**
 * The oracle: a memory without a cache in front, so that it always holds the newest bytes. Beside each byte it keeps
 * which event stored it. What a load ought to see is what the oracle holds; nothing is inferred from geometry.
 */
import { SMALL_PAGE } from '../units/address.js';
import { ByteNotes, NO_NOTE, notesRoom } from './byte-notes.js';
import { ChangedPages } from './changed-pages.js';
import { PagedBytes } from './paged-bytes.js';

/** The writer of a byte that no store of this run wrote, or whose store is already known to be lost. */
export const NO_WRITER = NO_NOTE;

export class Oracle extends PagedBytes {
  readonly #writers = new Map<number, ByteNotes>();
  readonly #notesRoom = notesRoom();
  // The page that was stored to last: most stores go to it again.
  #latest = -1;
  #latestWriters: ByteNotes | undefined;
  /** Pages that were stored to. */
  readonly changed = new ChangedPages();

  /** A store by event `writer`. */
  store(page: number, offset: number, length: number, from: Uint8Array, at: number, writer: number): void {
    this.write(page, offset, length, from, at);
    this.#writersOf(page).note(offset, length, writer);
  }

  /** A store of `count` words, the first of which is `first` of the page, by event `writer`. */
  storeWords(page: number, first: number, count: number, from: Int32Array, at: number, writer: number): void {
    this.writeWords(page, first, count, from, at);
    this.#writersOf(page).note(4 * first, 4 * count, writer);
  }

  /** The event that stored this byte last, or {@link NO_WRITER}. */
  writerOf(page: number, offset: number): number {
    return this.#writers.get(page)?.of(offset) ?? NO_WRITER;
  }

  /** Stops looking for the store to this byte: it is lost, and was reported. */
  forgetWriter(page: number, offset: number): void {
    this.#writersOf(page).note(offset, 1, NO_WRITER);
  }

  /** After a power cut the newest bytes are what memory has left, and nobody stored them. */
  startAgainFrom(memory: PagedBytes): void {
    for (const page of this.#writers.keys()) this.changed.note(page);
    this.forgetPages(() => true);
    this.#writers.clear();
    this.#latest = -1;
    for (const page of memory.writtenPages()) this.write(page, 0, SMALL_PAGE, memory.page(page), 0);
  }

  /** The pages that were stored to since the last call. */
  takeChanges(): readonly number[] {
    this.#latest = -1;
    return this.changed.take();
  }

  #writersOf(page: number): ByteNotes {
    if (page === this.#latest) return this.#latestWriters!;
    let writers = this.#writers.get(page);
    if (!writers) {
      writers = new ByteNotes(this.#notesRoom);
      this.#writers.set(page, writers);
    }
    this.#latest = page;
    this.#latestWriters = writers;
    this.changed.note(page);
    return writers;
  }
}
