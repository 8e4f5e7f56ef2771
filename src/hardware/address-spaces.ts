/**
 * The part of a machine that leads addresses somewhere: its aliases, and what software does to page tables and TLBs. Each
 * change is counted here; how translation works is in mappings.ts.
 */
import type { Address } from '../units/address.js';
import { type Counts, noCounts } from './counts.js';
import {
  type LineAct,
  type MachineAlias,
  type MapOptions,
  type MappingChange,
  Mappings,
  type TlbReach,
} from './mappings.js';

export class AddressSpaces {
  readonly counts: Counts = noCounts();
  /** The step that events are noted under. */
  step = 0;

  /** The number of the TLB that whoever acts translates by. */
  protected tlb = 0;
  readonly #mappings: Mappings;

  constructor(pageSize: number, lineBytes: number, cores: number) {
    this.#mappings = new Mappings(pageSize, lineBytes, cores);
  }

  get aliases(): readonly MachineAlias[] {
    return this.#mappings.aliases;
  }

  /** Gives an alias its number; {@link map} makes it lead somewhere. The log has room for 65,535 of them. */
  addAlias(alias: MachineAlias): number {
    return this.#mappings.add(alias);
  }

  /**
   * Makes an alias lead to `physical`, cached or past the cache, on every core at once; with `{ tlb: 'kept' }` a core that
   * used a page before goes on as before, until {@link invalidateTlb}. Throws an InputError for an unaligned mapping.
   */
  map(alias: number, physical: Address, cached = true, options: MapOptions = {}): void {
    this.mapPart(alias, 0, this.aliases[alias]!.length, physical, cached, options);
  }

  /** Makes `length` bytes at `offset` of an alias, both in whole pages, lead to `physical`; the rest leads where it did. */
  mapPart(
    alias: number,
    offset: number,
    length: number,
    physical: Address,
    cached = true,
    options: MapOptions = {},
  ): void {
    this.#remapped(this.#mappings.map(alias, offset, length, physical, cached, options));
  }

  /** Makes an alias lead nowhere: a later access is a PageFault, unless the TLB of its core was kept and knows better. */
  unmap(alias: number, options: MapOptions = {}): void {
    this.#remapped(this.#mappings.unmap(alias, options));
  }

  /** Has all TLBs, or that of the core that everything happens on, forget where an alias leads. */
  invalidateTlb(alias: number, reach: TlbReach = 'all cores'): void {
    const tlb = reach === 'this core' ? this.tlb : undefined;
    this.counts.tlbInvalidations += this.#mappings.invalidateTlb(alias, tlb);
  }

  /** Whether an alias is cached now; false where it leads nowhere. */
  isCached(alias: number): boolean {
    return this.#mappings.isCached(alias);
  }

  /** The physical 4 KiB page that an alias's first byte leads to by the page table; undefined where nothing is mapped. */
  physicalPageOf(alias: number): number | undefined {
    return this.#mappings.physicalPageOf(alias);
  }

  /** The physical 4 KiB page that a core goes on with for an alias's first byte; undefined where it would walk the page table. */
  tlbPageOf(alias: number, core: number): number | undefined {
    return this.#mappings.tlbPageOf(alias, core);
  }

  /** Walks over the lines of a range of an alias, translated as whoever acts does it. */
  protected eachLine(alias: number, offset: number, length: number, act: LineAct): void {
    this.#mappings.eachLine(this.tlb, alias, offset, length, act);
  }

  /** A TLB for somebody who belongs to no core, as an IOMMU has one; gives its number. */
  protected addTlb(): number {
    return this.#mappings.addTlb();
  }

  #remapped({ changed, invalidated }: MappingChange): void {
    if (this.step > 0) this.counts.maps += changed;
    this.counts.tlbInvalidations += invalidated;
  }
}
