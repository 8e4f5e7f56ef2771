/**
 * Physical memory behind the caches: ordinary DRAM everywhere, except where persistent memory was plugged in. A write to
 * persistent memory is seen by everybody at once, and is on its way to the medium until a barrier completes.
 */
import { SMALL_PAGE } from '../units/address.js';
import { allOf } from '../units/words.js';
import { ChangedPages } from './changed-pages.js';
import { PagedBytes } from './paged-bytes.js';

/** DRAM forgets at a power cut; persistent memory does not. The cache treats both alike. */
export type MemoryKind = 'DRAM' | 'persistent memory';

export const MEMORY_KINDS = allOf<MemoryKind>({ DRAM: true, 'persistent memory': true });

/** What becomes, at a power cut, of writes that no barrier has seen to the medium: hardware may do either. */
export type InFlight = 'lost' | 'arrives';
export const IN_FLIGHT = allOf<InFlight>({ lost: true, arrives: true });

const NO_PAGE = -1;

export class Memory extends PagedBytes {
  /** In the order of their addresses as soon as it is asked for; they do not overlap. */
  readonly #persistent: { first: number; end: number }[] = [];
  #inOrder = true;
  /** What the medium holds of pages with writes on their way. */
  readonly #medium = new Map<number, Uint8Array>();
  /** The page that was written last: nothing is left to do before it is written again. */
  #underWay = NO_PAGE;
  /** Pages that a power cut may leave otherwise than before. */
  readonly changed = new ChangedPages();

  /** Makes the 4 KiB pages from `first` on persistent memory. */
  plugPersistent(first: number, pages: number): void {
    const last = this.#persistent.at(-1);
    this.#inOrder &&= !last || last.end <= first;
    if (last?.end === first) last.end = first + pages;
    else this.#persistent.push({ first, end: first + pages });
    this.#underWay = NO_PAGE;
  }

  /** What kind of memory a 4 KiB page is. */
  kindOf(page: number): MemoryKind {
    return this.#isPersistent(page) ? 'persistent memory' : 'DRAM';
  }

  override write(page: number, offset: number, length: number, from: Uint8Array, at: number): void {
    if (page !== this.#underWay) this.#send(page);
    super.write(page, offset, length, from, at);
  }

  override writeWords(page: number, first: number, count: number, from: Int32Array, at: number): void {
    if (page !== this.#underWay) this.#send(page);
    super.writeWords(page, first, count, from, at);
  }

  /** Completes all writes that are on their way, as `wmb_pmem()` does (include/linux/pmem.h, Linux 4.5). */
  barrier(): void {
    for (const page of this.#medium.keys()) this.changed.note(page);
    this.#medium.clear();
    this.#underWay = NO_PAGE;
  }

  /** A power cut: DRAM forgets, persistent memory keeps what has reached it. */
  powerCut(inFlight: InFlight): void {
    this.forgetPages((page) => !this.#isPersistent(page));
    if (inFlight === 'lost') {
      for (const [page, bytes] of this.#medium) super.write(page, 0, SMALL_PAGE, bytes, 0);
    }
    this.barrier();
  }

  /** What a power cut now would leave of a page, to read only; nothing happens. */
  leftBy(inFlight: InFlight, page: number): Uint8Array {
    const lost = inFlight === 'lost' ? this.#medium.get(page) : undefined;
    return lost ?? this.page(page);
  }

  /** The pages that a power cut may leave otherwise than at the last call. */
  takeChanges(): readonly number[] {
    this.#underWay = NO_PAGE;
    return this.changed.take();
  }

  /** Keeps what the medium holds of a page that is about to be written. */
  #send(page: number): void {
    if (this.#isPersistent(page) && !this.#medium.has(page)) {
      // Of a page that was never written the medium holds the zeros that all such pages share.
      this.#medium.set(page, this.isWritten(page) ? this.page(page).slice() : this.page(page));
    }
    this.#underWay = page;
    this.changed.note(page);
  }

  #isPersistent(page: number): boolean {
    if (!this.#inOrder) this.#persistent.sort((a, b) => a.first - b.first);
    this.#inOrder = true;
    let low = 0;
    let high = this.#persistent.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#persistent[middle]!.end <= page) low = middle + 1;
      else high = middle;
    }
    return low < this.#persistent.length && this.#persistent[low]!.first <= page;
  }
}
