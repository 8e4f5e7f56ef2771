/** Where aliases lie and what they lead to: the address spaces of a machine, with a page table each. */
import { type Address, addBytes, formatAddress, SMALL_PAGE } from '../units/address.js';
import type { LineName } from './cache.js';
import { MOST_ALIASES } from './event-log.js';
import { PageFault, PageTable } from './page-table.js';

/** A named stretch of one address space; the unit that events refer to. */
export interface MachineAlias {
  readonly name: string;
  readonly who: 'user' | 'kernel';
  readonly space: number;
  readonly virtual: Address;
  /** Bytes. */
  readonly length: number;
}

/** What is to be done with each line of a range: `n` bytes at `at` of the line, `done` bytes into the range. */
export type LineAct = (name: LineName, cached: boolean, at: number, n: number, done: number) => void;

export class Mappings {
  readonly #pageSize: number;
  readonly #lineBytes: number;
  readonly #tables = new Map<number, PageTable>();
  readonly #aliases: MachineAlias[] = [];

  constructor(pageSize: number, lineBytes: number) {
    this.#pageSize = pageSize;
    this.#lineBytes = lineBytes;
  }

  get aliases(): readonly MachineAlias[] {
    return this.#aliases;
  }

  add(alias: MachineAlias): number {
    if (this.#aliases.length >= MOST_ALIASES)
      throw new RangeError(`a machine has at most ${MOST_ALIASES} aliases`);
    return this.#aliases.push(Object.freeze({ ...alias })) - 1;
  }

  map(alias: number, physical: Address, cached: boolean): void {
    const { space, virtual, length } = this.#aliases[alias]!;
    this.#table(space).map(virtual, physical, length, cached);
  }

  physicalPageOf(alias: number): number | undefined {
    const { space, virtual } = this.#aliases[alias]!;
    return this.#table(space).translate(virtual.page)?.physicalPage;
  }

  /** Walks over the lines of a range, translating page by page. Throws a PageFault where nothing is mapped. */
  eachLine(alias: number, offset: number, length: number, act: LineAct): void {
    const { virtual, space } = this.#aliases[alias]!;
    const table = this.#table(space);
    const name: LineName = { space, virtualPage: 0, physicalPage: 0, line: 0 };
    for (let done = 0; done < length; ) {
      const { page, offset: start } = addBytes(virtual, offset + done);
      const translation = table.translate(page);
      if (!translation) {
        throw new PageFault(
          `nothing is mapped at ${formatAddress({ page, offset: start })} in space ${space}`,
        );
      }
      name.virtualPage = page;
      name.physicalPage = translation.physicalPage;
      const end = Math.min(SMALL_PAGE, start + length - done);
      for (let inPage = start; inPage < end; ) {
        const at = inPage % this.#lineBytes;
        const n = Math.min(end - inPage, this.#lineBytes - at);
        name.line = (inPage - at) / this.#lineBytes;
        act(name, translation.cached, at, n, done);
        inPage += n;
        done += n;
      }
    }
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
