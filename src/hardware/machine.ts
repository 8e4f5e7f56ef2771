/**
 * The machine: one core, its data cache, memory and page tables, and an oracle beside them.
 *
 *     alias + offset ──▶ page table ──▶ cache ──▶ memory
 *            │                            │
 *            └────────▶ oracle ◀─ compare ┘──▶ event log
 *
 * Every access is split at lines, done by the cache, compared byte by byte with the oracle, and logged. The machine has
 * no cache rules of its own.
 */
import { type Address, addBytes, formatAddress, SMALL_PAGE } from '../units/address.js';
import { Cache, type LineName } from './cache.js';
import type { CacheDescription } from './cache-description.js';
import { type Action, EventLog, MOST_ALIASES, NO_ALIAS } from './event-log.js';
import { findLost, type LostStore } from './lost-stores.js';
import { Memory } from './memory.js';
import { Oracle } from './oracle.js';
import { PageFault, PageTable } from './page-table.js';
import { differ } from './paged-bytes.js';

/** The address space that belongs to the operating system, and to no process. */
export const KERNEL_SPACE = 0;

/** What software can ask of a cache line. */
export type Maintenance = 'clean' | 'invalidate' | 'flush';

/** A named stretch of one address space; the unit that events refer to. */
export interface MachineAlias {
  readonly name: string;
  readonly who: 'user' | 'kernel';
  readonly space: number;
  readonly virtual: Address;
  /** Bytes. */
  readonly length: number;
}

/** How often things happened. */
export interface Counts {
  loads: number;
  stores: number;
  hits: number;
  misses: number;
  fills: number;
  evictions: number;
  writeBacks: number;
  staleLoads: number;
  lostStores: number;
}

/** `events` keeps every event; `counts` only counts. */
export type LogMode = 'events' | 'counts';

/** What a load gave. */
export interface Loaded {
  readonly bytes: Uint8Array;
  /** What the oracle held: the newest bytes. */
  readonly expected: Uint8Array;
  readonly stale: boolean;
}

export class Machine {
  readonly memory = new Memory();
  readonly oracle = new Oracle();
  readonly cache: Cache;
  readonly log: EventLog;
  readonly lost: LostStore[] = [];
  readonly counts: Counts = {
    loads: 0,
    stores: 0,
    hits: 0,
    misses: 0,
    fills: 0,
    evictions: 0,
    writeBacks: 0,
    staleLoads: 0,
    lostStores: 0,
  };
  /** The step that events are noted under. */
  step = 0;

  readonly #pageSize: number;
  readonly #lineBytes: number;
  readonly #mode: LogMode;
  readonly #tables = new Map<number, PageTable>();
  readonly #aliases: MachineAlias[] = [];
  /** Counts events where the log keeps none, so that stores still have a number. */
  #events = 0;

  constructor(cache: CacheDescription, pageSize: number, mode: LogMode = 'events') {
    this.cache = new Cache(cache, this.memory);
    this.log = new EventLog(cache.line);
    this.#pageSize = pageSize;
    this.#lineBytes = cache.line;
    this.#mode = mode;
  }

  get aliases(): readonly MachineAlias[] {
    return this.#aliases;
  }

  /** Gives an alias its number; {@link map} makes it lead somewhere. The log has room for 65,535 of them. */
  addAlias(alias: MachineAlias): number {
    if (this.#aliases.length >= MOST_ALIASES)
      throw new RangeError(`a machine has at most ${MOST_ALIASES} aliases`);
    return this.#aliases.push(Object.freeze({ ...alias })) - 1;
  }

  /** Makes an alias lead to `physical`, cached or past the cache. Throws an InputError for an unaligned mapping. */
  map(alias: number, physical: Address, cached = true): void {
    const { space, virtual, length } = this.#aliases[alias]!;
    this.#table(space).map(virtual, physical, length, cached);
  }

  /** The physical 4 KiB page that an alias's first byte leads to now; undefined where nothing is mapped. */
  physicalPageOf(alias: number): number | undefined {
    const { space, virtual } = this.#aliases[alias]!;
    return this.#table(space).translate(virtual.page)?.physicalPage;
  }

  /** Puts bytes into memory before the story begins: every alias sees them. */
  preload(physical: Address, bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length; done++) {
      const { page, offset } = addBytes(physical, done);
      this.memory.write(page, offset, 1, bytes, done);
      this.oracle.write(page, offset, 1, bytes, done);
    }
  }

  /** Loads through an alias and compares with the oracle. */
  load(alias: number, offset: number, length: number): Loaded {
    const bytes = new Uint8Array(length);
    const expected = new Uint8Array(length);
    let stale = false;
    this.#eachLine(alias, offset, length, (name, cached, at, n, done) => {
      if (cached) this.cache.load(name, at, n, bytes, done);
      else this.memory.read(name.physicalPage, name.line * this.#lineBytes + at, n, bytes, done);
      this.oracle.read(name.physicalPage, name.line * this.#lineBytes + at, n, expected, done);
      this.#note(alias, 'load', name, at, n, cached);
      if (this.#mode === 'events') this.log.addBytes(bytes, done, n);
      if (differ(bytes, expected, done, n)) {
        stale = true;
        if (this.#mode === 'events') {
          this.log.addBytes(expected, done, n);
          this.log.mark('stale');
        }
      }
      this.#findLost(name, cached);
    });
    this.counts.loads++;
    if (stale) this.counts.staleLoads++;
    return { bytes, expected, stale };
  }

  /** Stores through an alias. */
  store(alias: number, offset: number, bytes: Uint8Array): void {
    this.#eachLine(alias, offset, bytes.length, (name, cached, at, n, done) => {
      const inPage = name.line * this.#lineBytes + at;
      if (cached) this.cache.store(name, at, n, bytes, done);
      else this.memory.write(name.physicalPage, inPage, n, bytes, done);
      this.oracle.store(name.physicalPage, inPage, n, bytes, done, this.#events);
      this.#note(alias, 'store', name, at, n, cached);
      if (this.#mode === 'events') this.log.addBytes(bytes, done, n);
      this.#findLost(name, cached);
    });
    this.counts.stores++;
  }

  /**
   * Cache maintenance by address: every line of the range, under the alias's own address. `evict` is what hardware may
   * do of its own accord at any time; to the line it is a flush.
   */
  maintain(action: Maintenance | 'evict', alias: number, offset: number, length: number): void {
    this.#eachLine(alias, offset, length, (name, _cached, at, n) => {
      this.cache[action === 'evict' ? 'flush' : action](name);
      this.#note(alias, action, name, at, n, true);
      this.#findLost(name, true);
    });
  }

  /**
   * Hardware fetches the lines of a range of its own accord, as a prefetcher or a speculative load does. Nobody looks at
   * the bytes, so none can be stale; past the cache nothing happens.
   */
  fetch(alias: number, offset: number, length: number): void {
    const unseen = new Uint8Array(1);
    this.#eachLine(alias, offset, length, (name, cached, at, n) => {
      if (!cached) return;
      this.cache.load(name, at, 1, unseen, 0);
      this.#note(alias, 'fetch', name, at, n, true);
      this.#findLost(name, true);
    });
  }

  /** Cache maintenance by set and way; nothing happens, and nothing is noted, where the slot is empty. */
  maintainWay(action: Maintenance, set: number, way: number): void {
    const held = this.cache.lineAt(set, way);
    if (!held) return;
    this.cache[`${action}Way`](set, way);
    // By set and way no address is named: the event carries the physical one that the line came from.
    const name = {
      space: held.tagSpace,
      virtualPage: held.homePage,
      physicalPage: held.homePage,
      line: held.line,
    };
    this.#note(NO_ALIAS, action, name, 0, this.#lineBytes, true);
    this.#findLost(name, true);
  }

  /** Cache maintenance of the whole cache, by set and way. */
  maintainAll(action: Maintenance): void {
    for (const { set, way } of this.cache.lines()) this.maintainWay(action, set, way);
  }

  #table(space: number): PageTable {
    let table = this.#tables.get(space);
    if (!table) {
      table = new PageTable(this.#pageSize);
      this.#tables.set(space, table);
    }
    return table;
  }

  #eachLine(
    alias: number,
    offset: number,
    length: number,
    act: (name: LineName, cached: boolean, at: number, n: number, done: number) => void,
  ): void {
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

  #note(alias: number, action: Action, name: LineName, at: number, n: number, cached: boolean): void {
    this.#events++;
    if (cached) this.#count(action);
    if (this.#mode === 'events') {
      this.log.add(this.step, alias, action, name, at, n, cached ? this.cache.effect : undefined);
    }
  }

  #count(action: Action): void {
    const { effect } = this.cache;
    if (action === 'load' || action === 'store') {
      if (effect.hit) this.counts.hits++;
      else this.counts.misses++;
    }
    if (effect.filled) this.counts.fills++;
    if (effect.evicted) this.counts.evictions++;
    if (effect.wroteBack) this.counts.writeBacks++;
  }

  /**
   * Looks for lost stores where the latest event may have destroyed a copy: in the line that left the cache or was
   * written over memory, and, where a virtual tag was hit by another page's address (a homonym), in both pages' lines.
   * Any other load or store leaves all copies, or makes one of the newest bytes.
   */
  #findLost(name: LineName, cached: boolean): void {
    if (!cached) return;
    const { otherPage, otherLine, set, way } = this.cache.effect;
    if (otherPage >= 0) this.#lookForLost(otherPage, otherLine);
    if (this.cache.description.organization !== 'VIVT' || way < 0) return;
    const home = this.cache.homeOf(set, way);
    if (home === undefined || home === name.physicalPage) return;
    this.#lookForLost(name.physicalPage, name.line);
    this.#lookForLost(home, name.line);
  }

  #lookForLost(page: number, line: number): void {
    const found = findLost(this.memory, this.cache, this.oracle, page, line, this.#events - 1);
    if (found.length === 0) return;
    this.lost.push(...found);
    this.counts.lostStores += found.length;
    if (this.#mode === 'events') this.log.mark('lost');
  }
}
