/**
 * The machine: cores with a data cache each, memory and page tables, and an oracle beside them.
 *
 *     alias + offset ──▶ TLB, page table ──▶ cache of the core ──▶ memory
 *            │                                 │
 *            └────────────▶ oracle ◀─ compare ─┘──▶ event log
 *
 * Every access is split at lines, done by the cache of the core that it runs on, compared byte by byte with the oracle,
 * and recorded: counted, logged, searched for lost stores (event-recorder.ts). The machine has no cache rules of its own.
 */
import { type Address, addBytes, SMALL_PAGE } from '../units/address.js';
import { AddressSpaces } from './address-spaces.js';
import type { Cache, LineName } from './cache.js';
import type { CacheDescription } from './cache-description.js';
import { Cores, type CoresDescription, ONE_CORE } from './cores.js';
import { countMaintenance, wordsIn } from './counts.js';
import { type Action, type EventLog, NO_ALIAS } from './event-log.js';
import { EventRecorder, type LogMode } from './event-recorder.js';
import type { LostStore } from './lost-stores.js';
import type { Maintenance } from './maintenance.js';
import { type InFlight, Memory } from './memory.js';
import { Oracle } from './oracle.js';
import { differ, wordsDiffer, wordsOf } from './paged-bytes.js';
import { type MissingBytes, Promises } from './promises.js';

export type { Counts } from './counts.js';
export type { LogMode } from './event-recorder.js';
export type { Maintenance } from './maintenance.js';
export type { MachineAlias, MapOptions, TlbReach } from './mappings.js';

/** The address space that belongs to the operating system, and to no process. */
export const KERNEL_SPACE = 0;

/** What a load gave. */
export interface Loaded {
  readonly bytes: Uint8Array;
  /** What the oracle held: the newest bytes. */
  readonly expected: Uint8Array;
  readonly stale: boolean;
}

export class Machine extends AddressSpaces {
  readonly memory = new Memory();
  readonly oracle = new Oracle();
  /** What barriers have promised of persistent memory. */
  readonly promises = new Promises();
  /** The cache of each core. */
  readonly caches: readonly Cache[];
  readonly log: EventLog;
  readonly lost: readonly LostStore[];

  readonly #lineBytes: number;
  readonly #cores: Cores;
  readonly #witness: EventRecorder;

  constructor(
    cache: CacheDescription,
    pageSize: number,
    mode: LogMode = 'events',
    cores: CoresDescription = ONE_CORE,
  ) {
    super(pageSize, cache.line, cores.count);
    this.#cores = new Cores(cache, cores, this.memory);
    this.caches = this.#cores.caches;
    this.#witness = new EventRecorder(mode, this.counts, this.memory, this.caches, this.oracle);
    this.log = this.#witness.log;
    this.lost = this.#witness.lost;
    this.#lineBytes = cache.line;
  }

  /** The cache of the core that everything happens on. */
  get cache(): Cache {
    return this.caches[this.core]!;
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
    const [words, expectedWords] = [wordsOf(bytes), wordsOf(expected)];
    let stale = false;
    this.eachLine(alias, offset, length, (name, cached, at, n, done) => {
      const inPage = name.line * this.#lineBytes + at;
      const { physicalPage, meantPage = physicalPage } = name;
      let isStale: boolean;
      if (cached && this.#isWhole(n, done)) {
        this.#beforeLoad(name);
        this.cache.loadLine(name, words, done >> 2);
        this.oracle.readWords(meantPage, inPage >> 2, n >> 2, expectedWords, done >> 2);
        isStale = wordsDiffer(words, expectedWords, done >> 2, n >> 2);
      } else {
        if (cached) {
          this.#beforeLoad(name);
          this.cache.load(name, at, n, bytes, done);
        } else {
          this.memory.read(physicalPage, inPage, n, bytes, done);
          this.counts.uncachedLoads += wordsIn(inPage, n, done);
        }
        this.oracle.read(meantPage, inPage, n, expected, done);
        isStale = differ(bytes, expected, done, n);
      }
      if (isStale) stale = true;
      this.#saw(alias, 'load', name, at, n, cached);
      this.#witness.sawBytes(bytes, expected, done, n, isStale);
    });
    this.counts.loads++;
    if (stale) this.counts.staleLoads++;
    return { bytes, expected, stale };
  }

  /** Stores through an alias. */
  store(alias: number, offset: number, bytes: Uint8Array): void {
    const { cache } = this;
    const words = wordsOf(bytes);
    this.eachLine(alias, offset, bytes.length, (name, cached, at, n, done) => {
      const inPage = name.line * this.#lineBytes + at;
      const event = this.#witness.next;
      const { physicalPage, meantPage = physicalPage } = name;
      this.promises.stored(meantPage, inPage, n, bytes, done);
      if (cached) this.#snoop(name, 'flush', 'store');
      if (cached && this.#isWhole(n, done)) {
        cache.storeLine(name, words, done >> 2);
        this.oracle.storeWords(meantPage, inPage >> 2, n >> 2, words, done >> 2, event);
      } else {
        if (cached) cache.store(name, at, n, bytes, done);
        else {
          this.memory.write(physicalPage, inPage, n, bytes, done);
          this.counts.uncachedStores += wordsIn(inPage, n, done);
        }
        this.oracle.store(meantPage, inPage, n, bytes, done, event);
      }
      this.#saw(alias, 'store', name, at, n, cached);
      if (meantPage !== physicalPage) this.#witness.sawAstray(name);
      this.#witness.sawBytes(bytes, bytes, done, n, false);
    });
    this.counts.stores++;
  }

  /**
   * Cache maintenance by address: every line of the range, under the alias's own address. Where caches snoop, it reaches
   * other cores as a store does. `evict` is what hardware may do of its own accord at any time; to the line it is a flush.
   */
  maintain(action: Maintenance | 'evict', alias: number, offset: number, length: number): void {
    this.eachLine(alias, offset, length, (name, _cached, at, n) => {
      if (action === 'evict') this.cache.flush(name);
      else {
        countMaintenance(this.counts, action, 1);
        this.#snoop(name, action, 'maintenance');
        this.cache[action](name);
      }
      this.#saw(alias, action, name, at, n, true);
      if (action !== 'evict') this.#witness.sawMaintenance(this.core);
    });
  }

  /**
   * Hardware fetches the lines of a range of its own accord, as a prefetcher or a speculative load does. Nobody looks at
   * the bytes, so none can be stale; past the cache nothing happens.
   */
  fetch(alias: number, offset: number, length: number): void {
    const unseen = new Uint8Array(1);
    this.eachLine(alias, offset, length, (name, cached, at, n) => {
      if (!cached) return;
      this.#beforeLoad(name);
      this.cache.load(name, at, 1, unseen, 0);
      this.#saw(alias, 'fetch', name, at, n, true);
    });
  }

  /** Completes the writes on their way to persistent memory, and promises nobody anything. */
  drain(): void {
    this.memory.barrier();
    this.counts.barriers++;
  }

  /** Completes the writes on their way to persistent memory; whoever waits for it takes these bytes to be safe then. */
  barrier(alias: number, offset: number, length: number): void {
    this.drain();
    this.eachLine(alias, offset, length, (name, _cached, at, n) => {
      this.promise({ page: name.physicalPage, offset: name.line * this.#lineBytes + at }, n);
      this.#saw(alias, 'barrier', name, at, n, false);
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
    const missing = this.promises.missingIn(this.memory);
    this.promises.forget();
    this.oracle.startAgainFrom(this.memory);
    this.#witness.sawCrash(this.step, this.core);
    return missing;
  }

  /** Cache maintenance by set and way; nothing happens, and nothing is noted, where the slot is empty. No other core takes part. */
  maintainWay(action: Maintenance, set: number, way: number): void {
    const { sets, description } = this.cache;
    const exists = set >= 0 && set < sets && way >= 0 && way < description.ways;
    if (exists) countMaintenance(this.counts, action, 1);
    this.#maintainSlot(action, set, way);
  }

  /** Cache maintenance of the whole cache, by set and way: of each slot, empty or not. */
  maintainAll(action: Maintenance): void {
    const { sets, description } = this.cache;
    countMaintenance(this.counts, action, sets * description.ways);
    for (const { set, way } of this.cache.lines()) this.#maintainSlot(action, set, way);
  }

  /**
   * Cache maintenance by physical tag: all copies of the lines of a physical 4 KiB page in the cache of this core, whatever
   * their color, as `flush_dcache_page()` of sparc64 does; `__cheetah_flush_dcache_page` has an instruction for each line
   * of the page (arch/sparc/mm/ultra.S). Nothing is noted of a line that is not held. No other core takes part.
   */
  maintainPhysical(action: Maintenance, physicalPage: number): void {
    const lines = SMALL_PAGE / this.#lineBytes;
    countMaintenance(this.counts, action, lines);
    for (let line = 0; line < lines; line++) {
      for (const { set, way } of this.cache.copiesOf(physicalPage, line)) {
        this.#maintainSlot(action, set, way);
      }
    }
  }

  #maintainSlot(action: Maintenance, set: number, way: number): void {
    const held = this.cache.lineAt(set, way);
    if (!held) return;
    this.cache[`${action}Way`](set, way);
    // By set and way no address is named: the event carries the physical one that the line came from.
    const { tagSpace: space, homePage, line } = held;
    const name = { space, virtualPage: homePage, physicalPage: homePage, line };
    this.#saw(NO_ALIAS, action, name, 0, this.#lineBytes, true);
    this.#witness.sawMaintenance(this.core);
  }

  /** A whole line of an access, which lies on words there as it does in the cache: it goes word by word. */
  #isWhole(n: number, done: number): boolean {
    return n === this.#lineBytes && (done & 3) === 0;
  }

  /** A hit asks nobody; a miss finds in memory what other cores held dirty. */
  #beforeLoad(name: LineName): void {
    if (this.caches.length > 1 && this.cache.wayOf(name) < 0) this.#snoop(name, 'clean', 'load');
  }

  /** Does this to the copies in the caches of other cores, as far as the snoop finds them. */
  #snoop(name: LineName, action: Maintenance, on: 'load' | 'store' | 'maintenance'): void {
    if (this.caches.length === 1) return;
    const own = this.core;
    for (const { core, set, way } of this.#cores.foundBy(own, name)) {
      this.core = core;
      if (action !== 'clean' || this.cache.isDirty(set, way)) {
        this.cache[`${action}Way`](set, way);
        this.#saw(NO_ALIAS, 'snoop', name, 0, this.#lineBytes, true);
        if (on === 'maintenance') this.#witness.sawMaintenance(core);
      }
      this.core = own;
    }
  }

  #saw(alias: number, action: Action, name: LineName, at: number, n: number, cached: boolean): void {
    this.#witness.saw(this.step, this.core, alias, action, name, at, n, cached);
  }
}
