/** The page table of one address space: virtual page → physical page, in pages of 4 to 64 KiB. */
import { type Address, formatAddress, SMALL_PAGE } from '../units/address.js';
import { asTyped, Problems } from '../units/problems.js';
import { formatSize, isPowerOfTwo } from '../units/size.js';

/** Where a virtual page leads. */
export interface Translation {
  /** The physical 4 KiB page; of a page of the machine, which may be larger, the first. */
  readonly physicalPage: number;
  /** False for a mapping that goes past the cache. */
  readonly cached: boolean;
}

/** An access to an address that nothing is mapped at. */
export class PageFault extends Error {
  override readonly name = 'PageFault';
}

/** Adds to `problems` what keeps this from being a page size. */
export function checkPageSize(pageSize: number, problems: Problems): void {
  problems.unless(
    isPowerOfTwo(pageSize) && pageSize >= SMALL_PAGE && pageSize <= 16 * SMALL_PAGE,
    `page size ${asTyped(pageSize)} is not 4, 8, 16, 32 or 64 KiB`,
  );
}

export class PageTable {
  readonly pageSize: number;
  /** How many 4 KiB pages a page is. */
  readonly #smallPages: number;
  /** An entry a page, by its number in pages of this size. */
  readonly #entries = new Map<number, Translation>();

  /** An empty table of pages of `pageSize` bytes: 4, 8, 16, 32 or 64 KiB. */
  constructor(pageSize: number) {
    this.pageSize = pageSize;
    this.#smallPages = pageSize / SMALL_PAGE;
  }

  /** Maps `length` bytes at `virtual` to `physical`. What {@link check} refuses is not mapped at all. */
  map(virtual: Address, physical: Address, length: number, cached = true): void {
    this.check(length, virtual, physical);
    for (const [nth, page] of this.pagesOf(virtual, length).entries()) {
      this.#entries.set(page, { physicalPage: physical.page + nth * this.#smallPages, cached });
    }
  }

  /** Removes what `length` bytes at `virtual` lead to, if they lead anywhere. */
  unmap(virtual: Address, length: number): void {
    this.check(length, virtual);
    for (const page of this.pagesOf(virtual, length)) this.#entries.delete(page);
  }

  /** The pages that these bytes lie in, by their numbers in pages of this size. */
  pagesOf({ page, offset }: Address, length: number): number[] {
    const first = this.pageAt(page);
    const end = this.pageAt(page + Math.ceil((offset + length) / SMALL_PAGE) - 1) + 1;
    return Array.from({ length: end - first }, (_, nth) => first + nth);
  }

  /** The page that a 4 KiB page is part of. */
  pageAt(smallPage: number): number {
    return Math.floor(smallPage / this.#smallPages);
  }

  /** Where a page leads, by its number in pages of this size; undefined where nothing is mapped. */
  entry(page: number): Translation | undefined {
    return this.#entries.get(page);
  }

  /**
   * Throws an InputError where an address is not at a page boundary, the length is no whole number of pages, or a range
   * would end beyond 64 bits.
   */
  check(length: number, virtual: Address, physical?: Address): void {
    const problems = new Problems();
    const isWhole = Number.isSafeInteger(length) && length > 0 && length % this.pageSize === 0;
    const page = () => formatSize(this.pageSize);
    this.#checkAligned(virtual, 'virtual', problems);
    if (physical) this.#checkAligned(physical, 'physical', problems);
    if (!isWhole) problems.add(`length ${asTyped(length)} is not a whole number of ${page()} pages`);
    if (length > 0 && ![virtual, physical ?? virtual].every((from) => staysInside(from, length))) {
      problems.add(`length ${asTyped(length)} reaches past the last address, 0xffffffffffffffff`);
    }
    if (problems.count === 0) return;
    problems.throwIfAny(
      `map at ${formatAddress(this.#alignDown(virtual))}, the boundary of a ${page()} page`,
    );
  }

  /** Where a virtual 4 KiB page leads; undefined where nothing is mapped. */
  translate(virtualPage: number): Translation | undefined {
    const entry = this.entry(this.pageAt(virtualPage));
    return entry && { ...entry, physicalPage: entry.physicalPage + (virtualPage % this.#smallPages) };
  }

  #alignDown(address: Address): Address {
    return { page: address.page - (address.page % this.#smallPages), offset: 0 };
  }

  #checkAligned(address: Address, which: string, problems: Problems): void {
    if (address.page === this.#alignDown(address).page && address.offset === 0) return;
    problems.add(
      `${which} address ${formatAddress(address)} is not at a boundary of ${formatSize(this.pageSize)} pages`,
    );
  }
}

/** Whether this many bytes from an address on are all within 64 bits. */
function staysInside(from: Address, length: number): boolean {
  return from.page + Math.ceil((from.offset + length) / SMALL_PAGE) <= 2 ** 52;
}
