/** Where Linux puts things on a machine: colors, the direct map, the congruent window, and what mmap() would choose. */
import { waySizeOf } from '../hardware/cache-description.js';
import type { CacheKind } from '../ports/processors/index.js';
import { findPort, type Port, type WindowUse } from '../ports/space/index.js';
import {
  type Address,
  addBytes,
  addressModulo,
  formatAddress,
  fromBigInt,
  parseAddress,
  toBigInt,
} from '../units/address.js';
import { asTyped, type Problems } from '../units/problems.js';
import { formatSize } from '../units/size.js';
import type { AliasAt, AliasDescription, Side } from './alias.js';
import { type FilePage, frameText, pfnOf, physicalAddressOf } from './dax-file.js';
import { colorsOn, type MachineDescription } from './machine-description.js';

/** An alias whose addresses are known. */
export interface PlacedAlias {
  readonly description: AliasDescription;
  readonly virtual: Address;
  readonly physical: Address;
  /** The color of the virtual address. */
  readonly color: number;
}

/** Which of the places that mmap() might choose is free. */
export type ChoosePlace = (nthPlace: (nth: number) => Address) => number;

/** Where the aliases of each side may lie. */
const PLACES: Readonly<Record<Side, readonly AliasAt['kind'][]>> = {
  user: ['mmap', 'address'],
  kernel: ['direct map', 'window', 'address'],
  device: ['bus'],
};

/** Room for the window of a port that has none, at the end of the address space: more only where the colors need it. */
const MADE_UP_WINDOW = 2n ** 24n;

export class Layout {
  readonly machine: MachineDescription;
  readonly port: Port;
  /** How many colors pages have: 1 where the virtual address has no say in the index. */
  readonly colors: number;

  constructor(machine: MachineDescription) {
    this.machine = machine;
    this.port = findPort(machine.port);
    this.colors = colorsOn(machine);
  }

  /** The color of a virtual address. */
  colorOf(address: Address): number {
    const { pageSize } = this.machine;
    return Math.floor(addressModulo(address, this.colors * pageSize) / pageSize);
  }

  /** The alias with its addresses; mmap() puts it at that place of its color which is `chosen`, from 0. */
  place(description: AliasDescription, chosen: ChoosePlace = () => 0): PlacedAlias {
    const { file, page } = description.of;
    const physical = physicalAddressOf(file, page, this.machine.pageSize);
    const virtual = this.#virtualOf(description, physical, chosen);
    return Object.freeze({ description, virtual, physical, color: this.colorOf(virtual) });
  }

  /** The kernel's permanent address of a physical address. */
  directMap(physical: Address): Address {
    const { base, physicalBase } = this.port.directMap;
    return fromBigInt((base + toBigInt(physical) - physicalBase) & this.#highest);
  }

  /**
   * The address of the window for this color: the port's own (`kmap_coherent()`, `flush_pfn_alias()` and the like) where
   * it has one that fits, otherwise a made-up place at the top of the kernel's addresses. Some ports have others for copies.
   */
  window(color: number, use: WindowUse = 'lines'): Address {
    const { window } = this.port;
    const way = BigInt(Math.max(waySizeOf(this.machine.cache), this.machine.pageSize));
    const forCopies =
      use === 'copy from' ? window?.copies?.from : use === 'copy to' ? window?.copies?.to : undefined;
    const own = forCopies ?? (this.#isFor(window?.onlyFor) ? window?.base : undefined);
    const fits = window && own !== undefined && window.slots >= this.colors && own % way === 0n;
    const base = fits ? own : this.#highest + 1n - (way > MADE_UP_WINDOW ? way : MADE_UP_WINDOW);
    return addBytes(fromBigInt(base), color * this.machine.pageSize);
  }

  /** The `nth` place for a mapping of this page of a file: `arch_get_unmapped_area()`, colored or not. */
  mmap(page: number, nth = 0, shared = true): Address {
    const { pageSize } = this.machine;
    const modulus = this.mmapModulus(shared);
    const base = this.port.userBase - (this.port.userBase % BigInt(modulus));
    return fromBigInt(base + BigInt(nth * modulus + ((page * pageSize) % modulus)));
  }

  /** Adds to `problems` what is wrong with whose an alias is and where it lies. */
  check(alias: AliasDescription, problems: Problems): void {
    const { at, name, who, of, process } = alias;
    problems.unless(PLACES[who].includes(at.kind), `${name}: no alias of the ${who} lies at a ${at.kind}`);
    problems.unless(
      who === 'user' ? process >= 1 : process === 0,
      `${name}: process ${asTyped(process)} is not ${who === 'user' ? 'a number from 1 up' : `the ${who}’s, 0`}`,
    );
    const there = problems.unless(
      Number.isInteger(of.page) && of.page >= 0 && of.page < of.file.pages,
      `${name}: ${of.file.name} has pages 0 to ${of.file.pages - 1}, and no page ${asTyped(of.page)}`,
      `alias(daxFile('mail.dat').pages(8).page(5)).user()`,
    );
    if (at.kind === 'window') {
      problems.unless(
        Number.isInteger(at.color) && at.color >= 0 && at.color < this.colors,
        `${name}: there is no color ${asTyped(at.color)}: pages have ${this.colors} on ${this.machine.name}`,
      );
    }
    if (at.kind === 'direct map' && there) this.checkInDirectMap(of, problems);
    if (at.kind !== 'address') return;
    const address = problems.collect(() => parseAddress(at.address, `${name}: address`));
    if (!address) return;
    this.#checkAddress(name, who === 'user' ? who : 'kernel', address, problems);
    if (who === 'kernel' && there) this.#checkTranslation(alias, address, problems);
  }

  /** Adds to `problems` if mmap() found no room for an alias. */
  checkPlaced({ description, virtual }: PlacedAlias, problems: Problems): void {
    const last = toBigInt(virtual) + BigInt(this.machine.pageSize) - 1n;
    problems.unless(
      description.at.kind !== 'mmap' || last < this.port.userEnd,
      `${description.name}: no user address of its color is left below 0x${this.port.userEnd.toString(16)} on ${this.machine.name}`,
    );
  }

  /** Adds to `problems` if a page lies where the port's direct map does not reach. */
  checkInDirectMap({ file, page }: FilePage, problems: Problems): void {
    const { physicalBase, bytes, base } = this.port.directMap;
    const { pageSize } = this.machine;
    const start = BigInt(pfnOf(file, page)) * BigInt(pageSize);
    const end = physicalBase + (bytes ?? this.#highest + 1n - base);
    const frame = (address: bigint) => frameText(Number(address / BigInt(pageSize)));
    problems.unless(
      start >= physicalBase && start + BigInt(pageSize) <= end,
      `page ${page} of ${file.name} lies in frame ${frame(start)}, outside the direct map of ${this.port.arch}, which holds frames ${frame(physicalBase)} to ${frame(end - 1n)}`,
    );
  }

  #checkAddress(name: string, who: 'user' | 'kernel', address: Address, problems: Problems): void {
    const works = (at: string) => `alias(daxFile('mail.dat').pages(8).page(5)).${who}(${at})`;
    const inside = works(`'${formatAddress(who === 'user' ? this.mmap(5) : this.window(0))}'`);
    const { pageSize } = this.machine;
    const value = toBigInt(address);
    const last = value + BigInt(pageSize) - 1n;
    const space = `addresses of ${this.port.arch} end at 0x${this.#highest.toString(16)}`;
    problems.unless(
      last <= this.#highest,
      `${name}: ${formatAddress(address)} is outside its space: ${space}`,
      inside,
    );
    const start = this.port.userEnd;
    problems.unless(
      who === 'kernel' || last > this.#highest || last < start,
      `${name}: ${formatAddress(address)} is no user address: those of ${this.port.arch} end below 0x${start.toString(16)}`,
      inside,
    );
    const boundary = formatAddress(fromBigInt(value - (value % BigInt(pageSize))));
    problems.unless(
      value % BigInt(pageSize) === 0n,
      `${name}: ${formatAddress(address)} is not at a boundary of the ${formatSize(pageSize)} pages of ${this.machine.name}, as ${boundary} is`,
      works(`'${boundary}'`),
    );
  }

  /**
   * Adds to `problems` if a kernel alias lies where the port has a translation of its own, and that leads to another frame.
   * The direct map holds at least all memory below the page, where its length is not known.
   */
  #checkTranslation({ name, of }: AliasDescription, address: Address, problems: Problems): void {
    const { arch, generic, directMap, uncachedSegment } = this.port;
    if (generic) return;
    const { pageSize } = this.machine;
    const physical = toBigInt(physicalAddressOf(of.file, of.page, pageSize));
    const upToPage = physical - directMap.physicalBase + BigInt(pageSize);
    const fixed = [{ name: 'the direct map', ...directMap, bytes: directMap.bytes ?? upToPage }];
    for (const part of [...fixed, ...(uncachedSegment ? [uncachedSegment] : [])]) {
      if (!liesIn(part, address)) continue;
      const leadsTo = toBigInt(address) - part.base + part.physicalBase;
      const frame = (where: bigint) => frameText(Number(where / BigInt(pageSize)));
      const right = formatAddress(fromBigInt(part.base + physical - part.physicalBase));
      problems.unless(
        leadsTo === physical,
        `${name}: ${formatAddress(address)} lies in ${part.name} of ${arch}, and leads to frame ${frame(leadsTo)}: page ${of.page} of ${of.file.name} is in frame ${frame(physical)}`,
        `alias(daxFile('mail.dat').placed({ page: 0, pfn: ${frame(physical)} }).page(0)).kernel('${right}')`,
      );
    }
  }

  #virtualOf(description: AliasDescription, physical: Address, chosen: ChoosePlace): Address {
    const { at, of, name } = description;
    switch (at.kind) {
      case 'address':
        return parseAddress(at.address, `${name}: address`);
      case 'mmap': {
        const nthPlace = (nth: number) => this.mmap(of.page, nth);
        return nthPlace(chosen(nthPlace));
      }
      case 'direct map':
        return this.directMap(physical);
      case 'window':
        return this.window(at.color);
      case 'bus':
        return physical;
    }
  }

  /** Whether what a port does for one kind of cache only is done on this machine. */
  #isFor(kind: CacheKind | undefined): boolean {
    if (kind === undefined) return true;
    const { organization } = this.machine.cache;
    return organization === 'VIPT'
      ? kind === (this.colors > 1 ? 'VIPT-aliasing' : 'VIPT-nonaliasing')
      : kind === organization;
  }

  get #highest(): bigint {
    return 2n ** BigInt(this.port.addressBits) - 1n;
  }

  /** Whether an address lies where the architecture leads past the caches, whatever a mapping says. */
  isUncached(address: Address): boolean {
    const { uncachedSegment } = this.port;
    return uncachedSegment !== undefined && liesIn(uncachedSegment, address);
  }

  /** Whether the port takes a shared mapping of a page of a file at an address. */
  allowsShared(page: number, address: Address): boolean {
    const { pageSize } = this.machine;
    const modulus = this.mmapModulus();
    return addressModulo(address, modulus) === (page * pageSize) % modulus;
  }

  /** What a mapping's address and its offset in the file agree modulo; some ports color shared mappings only. */
  mmapModulus(shared = true): number {
    const { pageSize, shmlba, cache } = this.machine;
    const { colored, modulus, onlyFor, sharedOnly } = this.port.mmap;
    if (!colored || !this.#isFor(onlyFor) || (sharedOnly && !shared)) return pageSize;
    const bytes = modulus === 'way' ? waySizeOf(cache) : modulus === 'shmlba' ? shmlba : modulus;
    return Math.max(bytes, pageSize);
  }
}

/** Whether an address lies in a part of the address space. */
function liesIn(
  { base, bytes }: { readonly base: bigint; readonly bytes: bigint },
  address: Address,
): boolean {
  const value = toBigInt(address);
  return value >= base && value < base + bytes;
}
