/**
 * Where aliases lie and what they lead to: the address spaces of a machine with a page table each, and its TLBs: one for
 * each core, by its number, and those that were added.
 */
import { type Address, addBytes, formatAddress, SMALL_PAGE } from '../units/address.js';
import { asTyped, Problems } from '../units/problems.js';
import { formatSize } from '../units/size.js';
import type { LineName } from './cache.js';
import { MOST_ALIASES } from './event-log.js';
import { PageFault, PageTable, type Translation } from './page-table.js';
import { Tlb } from './tlb.js';

/** A named stretch of one address space; the unit that events refer to. */
export interface MachineAlias {
  readonly name: string;
  readonly who: 'user' | 'kernel' | 'device';
  readonly space: number;
  readonly virtual: Address;
  /** Bytes. */
  readonly length: number;
  /**
   * Other aliases are mapped at the same address, one after another, and whoever uses this one means the frame that it was
   * mapped to last. Where an access goes elsewhere, it is compared with that frame: a load sees what it did not mean, and a
   * store is missing where it belongs.
   */
  readonly takesTurns?: boolean;
}

/** What a change of the page table does to the TLBs. */
export interface MapOptions {
  /**
   * `'invalidated'`, which is usual: no core goes on with another translation than the present one; to map what is mapped
   * there already leaves the TLBs alone. `'kept'`: each core goes on with what it used before, until the TLB is
   * invalidated, as after a `set_pte()` that no `flush_tlb_page()` follows (Documentation/core-api/cachetlb.rst).
   */
  readonly tlb?: 'invalidated' | 'kept';
}

/** Which TLBs an invalidation reaches: one of all cores is what Linux calls a shootdown. */
export type TlbReach = 'all cores' | 'this core';

/** What a change of the page table came to, in pages of the machine's size. */
export interface MappingChange {
  /** Pages whose translation is another one now: set, replaced or removed. To set what was there already changes nothing. */
  readonly changed: number;
  /** Pages of which another translation than the present one was in the table, or in a TLB, and is in no TLB any more. */
  readonly invalidated: number;
}

/** What is to be done with each line of a range: `n` bytes at `at` of the line, `done` bytes into the range. */
export type LineAct = (name: LineName, cached: boolean, at: number, n: number, done: number) => void;

export class Mappings {
  readonly #pageSize: number;
  /** How many 4 KiB pages a page is. */
  readonly #smallPages: number;
  readonly #lineBytes: number;
  readonly #tables = new Map<number, PageTable>();
  readonly #tlbs: Tlb[];
  readonly #aliases: MachineAlias[] = [];
  /** By alias: the physical 4 KiB page that the first byte of one that takes turns is meant to lead to. */
  readonly #meant: (number | undefined)[] = [];

  constructor(pageSize: number, lineBytes: number, cores: number) {
    this.#pageSize = pageSize;
    this.#smallPages = pageSize / SMALL_PAGE;
    this.#lineBytes = lineBytes;
    this.#tlbs = Array.from({ length: cores }, () => new Tlb());
  }

  get aliases(): readonly MachineAlias[] {
    return this.#aliases;
  }

  add(alias: MachineAlias): number {
    if (this.#aliases.length >= MOST_ALIASES)
      throw new RangeError(`a machine has at most ${MOST_ALIASES} aliases`);
    return this.#aliases.push(Object.freeze({ ...alias })) - 1;
  }

  /** Maps `length` bytes at `offset` of an alias. Throws an InputError for what is not whole pages, or not of the alias. */
  map(
    alias: number,
    offset: number,
    length: number,
    physical: Address,
    cached: boolean,
    options: MapOptions,
  ): MappingChange {
    const { space, virtual } = this.#aliases[alias]!;
    this.#checkPart(alias, offset, length);
    const from = addBytes(virtual, offset);
    const table = this.#table(space);
    table.check(length, from, physical);
    if (this.#aliases[alias]!.takesTurns) this.#meant[alias] = physical.page - offset / SMALL_PAGE;
    return this.#change(space, from, length, options, () => table.map(from, physical, length, cached));
  }

  /** Removes the translations of an alias. */
  unmap(alias: number, options: MapOptions): MappingChange {
    const { space, virtual, length } = this.#aliases[alias]!;
    const table = this.#table(space);
    table.check(length, virtual);
    return this.#change(space, virtual, length, options, () => table.unmap(virtual, length));
  }

  /** One more TLB, whose number this gives. */
  addTlb(): number {
    return this.#tlbs.push(new Tlb()) - 1;
  }

  /** Drops the translations of an alias from one TLB, or from all; tells how many pages the alias has. */
  invalidateTlb(alias: number, only?: number): number {
    const { space, virtual, length } = this.#aliases[alias]!;
    const tlbs = only === undefined ? this.#tlbs : [this.#tlbs[only]!];
    const pages = this.#table(space).pagesOf(virtual, length);
    for (const page of pages) for (const tlb of tlbs) tlb.invalidate(space, page);
    return pages.length;
  }

  /** What the page table says of an alias's first byte. */
  physicalPageOf(alias: number): number | undefined {
    const { space, virtual } = this.#aliases[alias]!;
    return this.#table(space).translate(virtual.page)?.physicalPage;
  }

  /** Whether the page table has an alias's first byte cached; false where it leads nowhere. */
  isCached(alias: number): boolean {
    const { space, virtual } = this.#aliases[alias]!;
    return this.#table(space).translate(virtual.page)?.cached ?? false;
  }

  /** What a TLB says of an alias's first byte; undefined where the table would be walked. */
  tlbPageOf(alias: number, tlb: number): number | undefined {
    const { space, virtual } = this.#aliases[alias]!;
    const entry = this.#tlbs[tlb]!.entry(space, this.#table(space).pageAt(virtual.page));
    return entry && entry.physicalPage + (virtual.page % this.#smallPages);
  }

  /** Walks over the lines of a range, translating page by page through this TLB. Throws a PageFault where nothing is mapped. */
  eachLine(by: number, alias: number, offset: number, length: number, act: LineAct): void {
    const { virtual, space } = this.#aliases[alias]!;
    const table = this.#table(space);
    const tlb = this.#tlbs[by]!;
    const name: LineName = { space, virtualPage: 0, physicalPage: 0, line: 0 };
    const meant = this.#meant[alias];
    for (let done = 0; done < length; ) {
      const { page, offset: start } = addBytes(virtual, offset + done);
      const entry = tlb.translate(space, table.pageAt(page), table);
      if (!entry) {
        throw new PageFault(
          `nothing is mapped at ${formatAddress({ page, offset: start })} in space ${space}`,
        );
      }
      name.virtualPage = page;
      name.physicalPage = entry.physicalPage + (page % this.#smallPages);
      if (meant !== undefined) name.meantPage = meant + page - virtual.page;
      name.line = Math.floor(start / this.#lineBytes);
      const end = Math.min(SMALL_PAGE, start + length - done);
      let at = start % this.#lineBytes;
      for (let inPage = start; inPage < end; name.line++) {
        const n = Math.min(end - inPage, this.#lineBytes - at);
        act(name, entry.cached, at, n, done);
        inPage += n;
        done += n;
        at = 0;
      }
    }
  }

  #checkPart(alias: number, offset: number, length: number): void {
    const { name, length: whole } = this.#aliases[alias]!;
    const problems = new Problems();
    if (!(Number.isSafeInteger(offset) && offset >= 0 && offset % this.#pageSize === 0)) {
      problems.add(`offset ${asTyped(offset)} is not a whole number of ${formatSize(this.#pageSize)} pages`);
    }
    if (offset + length > whole) {
      problems.add(
        `${asTyped(length)} bytes at ${asTyped(offset)} reach past the ${whole} bytes of ${asTyped(name)}`,
      );
    }
    problems.throwIfAny(`mapPart(alias, 0, ${this.#pageSize}, physical)`);
  }

  /**
   * Changes the table for a range, and takes out of the TLBs what it leaves there of old translations, unless they are kept.
   * Of a page that leads where it led there is nothing to take out; where nothing is known of a page, neither.
   */
  #change(
    space: number,
    from: Address,
    length: number,
    options: MapOptions,
    change: () => void,
  ): MappingChange {
    const table = this.#table(space);
    const pages = table.pagesOf(from, length);
    const before = pages.map((page) => table.entry(page));
    change();
    let changed = 0;
    let invalidated = 0;
    for (const [nth, page] of pages.entries()) {
      const [was, now] = [before[nth], table.entry(page)];
      if (!isSame(was, now)) changed++;
      if (options.tlb === 'kept') continue;
      const isKnown = isOld(was, now) || this.#tlbs.some((tlb) => isOld(tlb.entry(space, page), now));
      if (!isKnown) continue;
      for (const tlb of this.#tlbs) tlb.invalidate(space, page);
      invalidated++;
    }
    return { changed, invalidated };
  }

  #table(space: number): PageTable {
    let table = this.#tables.get(space);
    if (!table) {
      table = new PageTable(this.#pageSize);
      this.#tables.set(space, table);
    }
    return table;
  }
}

/** Whether this was a translation of a page, and is not the one that it has now. */
function isOld(was: Translation | undefined, now: Translation | undefined): boolean {
  return was !== undefined && !isSame(was, now);
}

/** Whether a page leads to the same place both times, and past the cache both times or never. */
function isSame(one: Translation | undefined, other: Translation | undefined): boolean {
  return one?.physicalPage === other?.physicalPage && one?.cached === other?.cached;
}
