/** A sparse array of bytes over a 64-bit space, in 4 KiB pages that come into being, zeroed, when first written. */
import { SMALL_PAGE } from '../units/address.js';
import { Room } from './room.js';

/** A page as bytes and, over the same memory, as words of 32 bits: lines are whole words, and go four times as fast so. */
interface Page {
  readonly bytes: Uint8Array;
  readonly words: Int32Array;
}

const NO_PAGE = -1;
const ZEROS = pageIn(new Room(SMALL_PAGE));

export class PagedBytes {
  readonly #pages = new Map<number, Page>();
  readonly #room = new Room(SMALL_PAGE);
  // The pages that were written and looked at last: most accesses go to them again.
  #written = NO_PAGE;
  #writtenPage = ZEROS;
  #seen = NO_PAGE;
  #seenPage = ZEROS;

  /** The bytes of a 4 KiB page, to read only: one shared page of zeros where nothing was written yet. */
  page(page: number): Uint8Array {
    return this.#see(page).bytes;
  }

  /** The same as words of 32 bits. */
  words(page: number): Int32Array {
    return this.#see(page).words;
  }

  /** The bytes of a 4 KiB page, to write. */
  writable(page: number): Uint8Array {
    return this.#open(page).bytes;
  }

  /** Whether a 4 KiB page was ever written. */
  isWritten(page: number): boolean {
    return this.#pages.has(page);
  }

  /** The 4 KiB pages that were ever written. */
  writtenPages(): number[] {
    return [...this.#pages.keys()];
  }

  /** Makes these pages zeros again. */
  forgetPages(which: (page: number) => boolean): void {
    for (const page of this.writtenPages()) if (which(page)) this.#pages.delete(page);
    this.#written = this.#seen = NO_PAGE;
  }

  /** Copies `length` bytes at `offset` of a page to `into[at…]`. */
  read(page: number, offset: number, length: number, into: Uint8Array, at: number): void {
    copy(this.page(page), offset, length, into, at);
  }

  /** Copies `from[at…]` over `length` bytes at `offset` of a page. */
  write(page: number, offset: number, length: number, from: Uint8Array, at: number): void {
    copy(from, at, length, this.writable(page), offset);
  }

  /** Copies `count` words, the first of which is `first` of a page, to `into[at…]`. */
  readWords(page: number, first: number, count: number, into: Int32Array, at: number): void {
    copyWords(this.words(page), first, count, into, at);
  }

  /** Copies `from[at…]` over `count` words of a page, the first of which is `first`. */
  writeWords(page: number, first: number, count: number, from: Int32Array, at: number): void {
    copyWords(from, at, count, this.#open(page).words, first);
  }

  #see(page: number): Page {
    if (page === this.#written) return this.#writtenPage;
    if (page === this.#seen) return this.#seenPage;
    this.#seen = page;
    this.#seenPage = this.#pages.get(page) ?? ZEROS;
    return this.#seenPage;
  }

  #open(page: number): Page {
    if (page === this.#written) return this.#writtenPage;
    let opened = this.#pages.get(page);
    if (!opened) {
      opened = pageIn(this.#room);
      this.#pages.set(page, opened);
      this.#seen = NO_PAGE; // it may have been seen as zeros
    }
    this.#written = page;
    this.#writtenPage = opened;
    return opened;
  }
}

function pageIn(room: Room): Page {
  const { buffer, start } = room.take();
  return {
    bytes: new Uint8Array(buffer, start, SMALL_PAGE),
    words: new Int32Array(buffer, start, SMALL_PAGE / 4),
  };
}

/** From so many bytes or words on a view to copy from is worth what it costs to make. */
const [MANY_BYTES, MANY_WORDS] = [24, 24];

/** Copies `length` bytes. */
export function copy(
  from: Uint8Array,
  fromAt: number,
  length: number,
  into: Uint8Array,
  intoAt: number,
): void {
  if (length >= MANY_BYTES) into.set(from.subarray(fromAt, fromAt + length), intoAt);
  else for (let i = 0; i < length; i++) into[intoAt + i] = from[fromAt + i]!;
}

/** Copies `count` words. */
export function copyWords(
  from: Int32Array,
  fromAt: number,
  count: number,
  into: Int32Array,
  intoAt: number,
): void {
  if (count >= MANY_WORDS) into.set(from.subarray(fromAt, fromAt + count), intoAt);
  else for (let i = 0; i < count; i++) into[intoAt + i] = from[fromAt + i]!;
}

/** Bytes as words, without those after the last whole word; a copy where they do not lie on words. */
export function wordsOf(bytes: Uint8Array): Int32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
  return new Int32Array(aligned.buffer, aligned.byteOffset, bytes.length >> 2);
}

/** Whether two runs of bytes differ somewhere in this range. */
export function differ(a: Uint8Array, b: Uint8Array, at: number, length: number): boolean {
  for (let i = at; i < at + length; i++) if (a[i] !== b[i]) return true;
  return false;
}

/** Whether two runs of words differ somewhere in this range. */
export function wordsDiffer(a: Int32Array, b: Int32Array, at: number, count: number): boolean {
  for (let i = at; i < at + count; i++) if (a[i] !== b[i]) return true;
  return false;
}
