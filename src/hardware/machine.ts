/**
 * The machine: cores with a data cache each, memory and page tables, and an oracle beside them.
 *
 *     alias + offset ──▶ page table ──▶ cache of the core ──▶ memory
 *            │                            │
 *            └────────▶ oracle ◀─ compare ┘──▶ event log
 *
 * Every access is split at lines, done by the cache of the core that it runs on, compared byte by byte with the oracle,
 * and logged. The machine has no cache rules of its own.
 */
import { type Address, addBytes, SMALL_PAGE } from '../units/address.js';
import type { Cache, LineName } from './cache.js';
import type { CacheDescription } from './cache-description.js';
import { Cores, type CoresDescription, ONE_CORE } from './cores.js';
import { type Counts, countEffect, noCounts } from './counts.js';
import { type Action, EventLog, NO_ALIAS } from './event-log.js';
import { findLost, type LostStore } from './lost-stores.js';
import { type MachineAlias, Mappings } from './mappings.js';
import { type InFlight, Memory } from './memory.js';
import { Oracle } from './oracle.js';
import { differ } from './paged-bytes.js';
import { type MissingBytes, Promises } from './promises.js';

export type { Counts } from './counts.js';
export type { MachineAlias } from './mappings.js';

/** The address space that belongs to the operating system, and to no process. */
export const KERNEL_SPACE = 0;

/** What software can ask of a cache line. */
export type Maintenance = 'clean' | 'invalidate' | 'flush';

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
  /** What barriers have promised of persistent memory. */
  readonly promises = new Promises();
  /** The cache of each core. */
  readonly caches: readonly Cache[];
  readonly log: EventLog;
  readonly lost: LostStore[] = [];
  readonly counts: Counts = noCounts();
  /** The step that events are noted under. */
  step = 0;
  /** The core that everything happens on, until another is set. */
  core = 0;

  readonly #lineBytes: number;
  readonly #mode: LogMode;
  readonly #cores: Cores;
  readonly #mappings: Mappings;
  /** Counts events where the log keeps none, so that stores still have a number. */
  #events = 0;

  constructor(
    cache: CacheDescription,
    pageSize: number,
    mode: LogMode = 'events',
    cores: CoresDescription = ONE_CORE,
  ) {
    this.#cores = new Cores(cache, cores, this.memory);
    this.caches = this.#cores.caches;
    this.log = new EventLog(cache.line);
    this.#mappings = new Mappings(pageSize, cache.line);
    this.#lineBytes = cache.line;
    this.#mode = mode;
  }

  /** The cache of the core that everything happens on. */
  get cache(): Cache {
    return this.caches[this.core]!;
  }

  get aliases(): readonly MachineAlias[] {
    return this.#mappings.aliases;
  }

  /** Gives an alias its number; {@link map} makes it lead somewhere. The log has room for 65,535 of them. */
  addAlias(alias: MachineAlias): number {
    return this.#mappings.add(alias);
  }

  /** Makes an alias lead to `physical`, cached or past the cache. Throws an InputError for an unaligned mapping. */
  map(alias: number, physical: Address, cached = true): void {
    this.#mappings.map(alias, physical, cached);
  }

  /** The physical 4 KiB page that an alias's first byte leads to now; undefined where nothing is mapped. */
  physicalPageOf(alias: number): number | undefined {
    return this.#mappings.physicalPageOf(alias);
  }

  /** Puts bytes into memory, and on its medium, before the story begins: every alias sees them. */
  preload(physical: Address, bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length; done++) {
      const { page, offset } = addBytes(physical, done);
      this.memory.write(page, offset, 1, bytes, done);
      this.oracle.write(page, offset, 1, bytes, done);
    }
    this.memory.barrier();
  }

  /** Loads through an alias and compares with the oracle. */
  load(alias: number, offset: number, length: number): Loaded {
    const bytes = new Uint8Array(length);
    const expected = new Uint8Array(length);
    let stale = false;
    this.#mappings.eachLine(alias, offset, length, (name, cached, at, n, done) => {
      if (cached) this.#loadCached(name, at, n, bytes, done);
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
    this.#mappings.eachLine(alias, offset, bytes.length, (name, cached, at, n, done) => {
      const inPage = name.line * this.#lineBytes + at;
      if (cached) {
        this.#snoop(name, 'flush');
        this.cache.store(name, at, n, bytes, done);
      } else this.memory.write(name.physicalPage, inPage, n, bytes, done);
      this.oracle.store(name.physicalPage, inPage, n, bytes, done, this.#events);
      this.promises.stored(name.physicalPage, inPage, n, bytes, done);
      this.#note(alias, 'store', name, at, n, cached);
      if (this.#mode === 'events') this.log.addBytes(bytes, done, n);
      this.#findLost(name, cached);
    });
    this.counts.stores++;
  }

  /**
   * Cache maintenance by address: every line of the range, under the alias's own address. Where caches snoop, it reaches
   * other cores as a store does. `evict` is what hardware may do of its own accord at any time; to the line it is a flush.
   */
  maintain(action: Maintenance | 'evict', alias: number, offset: number, length: number): void {
    this.#mappings.eachLine(alias, offset, length, (name, _cached, at, n) => {
      if (action !== 'evict') this.#snoop(name, action);
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
    this.#mappings.eachLine(alias, offset, length, (name, cached, at, n) => {
      if (!cached) return;
      this.#loadCached(name, at, 1, unseen, 0);
      this.#note(alias, 'fetch', name, at, n, true);
      this.#findLost(name, true);
    });
  }

  /** Completes the writes on their way to persistent memory; whoever waits for it takes these bytes to be safe then. */
  barrier(alias: number, offset: number, length: number): void {
    this.memory.barrier();
    this.#mappings.eachLine(alias, offset, length, (name, _cached, at, n) => {
      this.promise({ page: name.physicalPage, offset: name.line * this.#lineBytes + at }, n);
      this.#note(alias, 'barrier', name, at, n, false);
    });
  }

  /**
   * Somebody is told that these bytes are safe: the newest ones, in persistent memory; from now on no power cut may take
   * them away. Whether they are safe, and whether a barrier completed before, is not looked at.
   */
  promise({ page, offset }: Address, length: number): void {
    for (let done = 0; done < length; ) {
      const at = addBytes({ page, offset }, done);
      const n = Math.min(length - done, SMALL_PAGE - at.offset);
      if (this.memory.kindOf(at.page) === 'persistent memory') {
        this.promises.promise(at.page, at.offset, n, this.oracle.page(at.page), this.step);
      }
      done += n;
    }
  }

  /**
   * A power cut: caches and DRAM forget. Gives the bytes that were promised and are not there. What is found is the truth
   * from then on, so that loads after it are compared with what was left.
   */
  crash(inFlight: InFlight): readonly MissingBytes[] {
    for (const cache of this.caches) cache.forget();
    this.memory.powerCut(inFlight);
    this.oracle.startAgainFrom(this.memory);
    const missing = this.promises.missingIn(this.memory);
    this.promises.forget();
    this.#events++;
    if (this.#mode === 'events') {
      const nowhere = { virtualPage: -1, physicalPage: -1, line: 0 };
      this.log.add(this.step, this.core, NO_ALIAS, 'crash', nowhere, 0, 1, undefined);
    }
    return missing;
  }

  /** Cache maintenance by set and way; nothing happens, and nothing is noted, where the slot is empty. No other core takes part. */
  maintainWay(action: Maintenance, set: number, way: number): void {
    const held = this.cache.lineAt(set, way);
    if (!held) return;
    this.cache[`${action}Way`](set, way);
    // By set and way no address is named: the event carries the physical one that the line came from.
    const { tagSpace: space, homePage, line } = held;
    const name = { space, virtualPage: homePage, physicalPage: homePage, line };
    this.#note(NO_ALIAS, action, name, 0, this.#lineBytes, true);
    this.#findLost(name, true);
  }

  /** Cache maintenance of the whole cache, by set and way. */
  maintainAll(action: Maintenance): void {
    for (const { set, way } of this.cache.lines()) this.maintainWay(action, set, way);
  }

  #loadCached(name: LineName, at: number, length: number, into: Uint8Array, done: number): void {
    // A hit asks nobody; a miss finds in memory what other cores held dirty.
    if (this.caches.length > 1 && this.cache.wayOf(name) < 0) this.#snoop(name, 'clean');
    this.cache.load(name, at, length, into, done);
  }

  /** Does this to the copies in the caches of other cores, as far as the snoop finds them. */
  #snoop(name: LineName, action: Maintenance): void {
    if (this.caches.length === 1) return;
    const own = this.core;
    for (const { core, set, way } of this.#cores.foundBy(own, name)) {
      this.core = core;
      if (action !== 'clean' || this.cache.isDirty(set, way)) {
        this.cache[`${action}Way`](set, way);
        this.#note(NO_ALIAS, 'snoop', name, 0, this.#lineBytes, true);
        this.#findLost(name, true);
      }
      this.core = own;
    }
  }

  #note(alias: number, action: Action, name: LineName, at: number, n: number, cached: boolean): void {
    this.#events++;
    if (cached) countEffect(this.counts, action, this.cache.effect);
    if (this.#mode === 'events') {
      this.log.add(this.step, this.core, alias, action, name, at, n, cached ? this.cache.effect : undefined);
    }
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
    const found = findLost(this.memory, this.caches, this.oracle, page, line, this.#events - 1);
    if (found.length === 0) return;
    this.lost.push(...found);
    this.counts.lostStores += found.length;
    if (this.#mode === 'events') this.log.mark('lost');
  }
}
