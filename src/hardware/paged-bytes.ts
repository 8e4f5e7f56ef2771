/** A sparse array of bytes over a 64-bit space, in 4 KiB pages that come into being, zeroed, when first written. */
import { SMALL_PAGE } from '../units/address.js';

const ZEROS = new Uint8Array(SMALL_PAGE);

export class PagedBytes {
  readonly #pages = new Map<number, Uint8Array>();
  // The page that was written last: most accesses go to it again.
  #latest = -1;
  #latestBytes: Uint8Array = ZEROS;

  /** The bytes of a 4 KiB page, to read only: one shared page of zeros where nothing was written yet. */
  page(page: number): Uint8Array {
    return page === this.#latest ? this.#latestBytes : (this.#pages.get(page) ?? ZEROS);
  }

  /** The bytes of a 4 KiB page, to write. */
  writable(page: number): Uint8Array {
    if (page === this.#latest) return this.#latestBytes;
    let bytes = this.#pages.get(page);
    if (!bytes) {
      bytes = new Uint8Array(SMALL_PAGE);
      this.#pages.set(page, bytes);
    }
    this.#latest = page;
    this.#latestBytes = bytes;
    return bytes;
  }

  /** The 4 KiB pages that were ever written. */
  writtenPages(): number[] {
    return [...this.#pages.keys()];
  }

  /** Makes these pages zeros again. */
  forgetPages(which: (page: number) => boolean): void {
    for (const page of this.writtenPages()) if (which(page)) this.#pages.delete(page);
    this.#latest = -1;
  }

  /** Copies `length` bytes at `offset` of a page to `into[at…]`. */
  read(page: number, offset: number, length: number, into: Uint8Array, at: number): void {
    copy(this.page(page), offset, length, into, at);
  }

  /** Copies `from[at…]` over `length` bytes at `offset` of a page. */
  write(page: number, offset: number, length: number, from: Uint8Array, at: number): void {
    copy(from, at, length, this.writable(page), offset);
  }
}

/** Copies `length` bytes. A plain loop: for the few bytes of a line it is quicker than making a view to copy from. */
export function copy(
  from: Uint8Array,
  fromAt: number,
  length: number,
  into: Uint8Array,
  intoAt: number,
): void {
  for (let i = 0; i < length; i++) into[intoAt + i] = from[fromAt + i]!;
}

/** Whether two runs of bytes differ somewhere in this range. */
export function differ(a: Uint8Array, b: Uint8Array, at: number, length: number): boolean {
  for (let i = at; i < at + length; i++) if (a[i] !== b[i]) return true;
  return false;
}
