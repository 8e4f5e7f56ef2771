/**
 * As much of a kernel as the cachetlb calls need, on a CPU of the atlas or another machine: one page of a file under several addresses, with
 * a dirty line under each, and a line of another page.
 */
import { processor } from '../../../src/fluent/processor.js';
import { KERNEL_SPACE, Machine } from '../../../src/hardware/machine.js';
import type { CachetlbKernel, PageInKernel, UserAddress } from '../../../src/linux/cachetlb/index.js';
import { type DaxFileDescription, physicalAddressOf } from '../../../src/linux/dax-file.js';
import { Layout } from '../../../src/linux/layout.js';
import type { MachineDescription } from '../../../src/linux/machine-description.js';
import type { WindowUse } from '../../../src/ports/space/index.js';
import type { Address } from '../../../src/units/address.js';

/** Page 4 has color 0 or 4 in the file; frames are odd, so that the direct map has another color. */
const FILE: DaxFileDescription = {
  name: 'mail.dat',
  pages: 8,
  firstPfn: 0x123,
  placed: [
    { page: 4, pfn: 0x123 },
    { page: 0, pfn: 0x223 },
  ],
  contents: [],
  medium: 'DRAM',
};

/** What a line was stored under; each has a line of the page of its own. */
const HOLDERS = ['user', 'kernel', 'third color', 'other process'] as const;
export type Holder = (typeof HOLDERS)[number] | 'other page';

export class Kernel implements CachetlbKernel {
  readonly layout: Layout;
  readonly machine: Machine;
  readonly page: PageInKernel;
  readonly otherPage: PageInKernel;
  readonly user: UserAddress;
  readonly otherProcess: UserAddress;
  /** The running process is 1. */
  running = 1;
  readonly #owed = new Set<number>();
  readonly #mapped = new Map<number, { alias: number; process: number }[]>();
  readonly #kernel = new Map<string, number>();

  constructor(on: string | MachineDescription) {
    this.layout = new Layout(typeof on === 'string' ? processor(on).describe() : on);
    const { cache, pageSize } = this.layout.machine;
    this.machine = new Machine(cache, pageSize);
    this.page = this.#pageOf(4);
    this.otherPage = this.#pageOf(0);
    this.user = this.map(this.page, 1, this.layout.mmap(4));
    this.otherProcess = this.map(this.page, 2, this.layout.mmap(4, 3));
  }

  #pageOf(page: number): PageInKernel {
    const physical = physicalAddressOf(FILE, page, this.layout.machine.pageSize);
    return { of: { file: FILE, page }, physical, kind: 'page cache' };
  }

  /** The address of a page in a process. */
  map(page: PageInKernel, process: number, address: Address): UserAddress {
    const alias = this.#alias(`process ${process}`, 'user', process, address);
    this.machine.map(alias, page.physical);
    this.#mapped.set(page.of.page, [...(this.#mapped.get(page.of.page) ?? []), { alias, process }]);
    return { address, alias, current: process === this.running };
  }

  /** No user maps the page any more. */
  unmapAll(page: PageInKernel): void {
    this.#mapped.delete(page.of.page);
  }

  kernelAddress(page: PageInKernel): number {
    return this.#kernelAlias(page, this.layout.directMap(page.physical));
  }

  window(page: PageInKernel, color: number, use?: WindowUse): number {
    return this.#kernelAlias(page, this.layout.window(color, use));
  }

  userAddresses(page: PageInKernel, of: 'all' | 'current shared'): number[] {
    const mapped = this.#mapped.get(page.of.page) ?? [];
    return mapped.filter(({ process }) => of === 'all' || process === this.running).map(({ alias }) => alias);
  }

  isFileMapped(): boolean {
    return this.#mapped.size > 0;
  }

  owesFlush(page: PageInKernel): boolean {
    return this.#owed.has(page.of.page);
  }

  setOwesFlush(page: PageInKernel, owes: boolean): void {
    if (owes) this.#owed.add(page.of.page);
    else this.#owed.delete(page.of.page);
  }

  #kernelAlias(page: PageInKernel, address: Address): number {
    const key = `${address.page}`;
    const number = this.#kernel.get(key) ?? this.#alias('kernel', 'kernel', KERNEL_SPACE, address);
    this.#kernel.set(key, number);
    if (this.machine.physicalPageOf(number) !== page.physical.page) {
      this.machine.map(number, page.physical);
    }
    return number;
  }

  #alias(name: string, who: 'user' | 'kernel', space: number, virtual: Address): number {
    return this.machine.addAlias({ name, who, space, virtual, length: this.layout.machine.pageSize });
  }

  /** Where a holder stores: its own line of the page. */
  offsetOf(holder: Holder): number {
    return HOLDERS.indexOf(holder as never) * this.layout.machine.cache.line;
  }

  /** A line is fetched and stored to under an address. */
  dirty(alias: number, offset: number, byte = 1): void {
    this.machine.load(alias, offset, 1);
    this.machine.store(alias, offset, Uint8Array.of(byte));
  }

  /** A dirty line under each address that the CPU can tell apart, and one of another page. */
  dirtyAll(): this {
    const { layout } = this;
    const kernel = this.kernelAddress(this.page);
    const colors = [this.user.address, this.machine.aliases[kernel]!.virtual].map((at) => layout.colorOf(at));
    const third = Array.from({ length: layout.colors }, (_, color) => color).find((color) => {
      return !colors.includes(color) && color !== layout.colorOf(this.otherProcess.address);
    });
    this.dirty(this.user.alias!, this.offsetOf('user'));
    this.dirty(kernel, this.offsetOf('kernel'));
    if (third !== undefined) this.dirty(this.window(this.page, third), this.offsetOf('third color'));
    this.dirty(this.otherProcess.alias!, this.offsetOf('other process'));
    this.dirty(this.kernelAddress(this.otherPage), this.layout.machine.cache.line * 5);
    this.setOwesFlush(this.page, false);
    return this;
  }

  /** Whose lines are in the cache. */
  held(): Holder[] {
    const lines = this.machine.cache.lines();
    const mine = HOLDERS.filter((holder) =>
      lines.some(({ homePage, line }) => {
        return (
          homePage === this.page.physical.page &&
          line * this.layout.machine.cache.line === this.offsetOf(holder)
        );
      }),
    );
    const other = lines.some(({ homePage }) => homePage === this.otherPage.physical.page);
    return other ? [...mine, 'other page'] : mine;
  }

  /** How many events there are. */
  get events(): number {
    return this.machine.log.events().length;
  }
}
