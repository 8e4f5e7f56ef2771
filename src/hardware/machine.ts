/**
 * The machine: cores with a data cache each, memory and page tables, and an oracle beside them.
 *
 *     alias + offset ──▶ TLB, page table ──▶ cache of the agent ──▶ memory
 *            │                                 │
 *            └────────────▶ oracle ◀─ compare ─┘──▶ event log
 *
 * Here is what is done to caches and memory from outside: maintenance, barriers, power cuts. Loads and stores are in
 * accesses.ts, who acts in agents.ts, and what is noted of all of it in event-recorder.ts. The machine has no cache rules of its own.
 */
import { type Address, addBytes, SMALL_PAGE } from '../units/address.js';
import { Accesses } from './accesses.js';
import type { CacheDescription } from './cache-description.js';
import { type CoresDescription, ONE_CORE } from './cores.js';
import { countMaintenance } from './counts.js';
import { NO_ALIAS } from './event-log.js';
import type { LogMode } from './event-recorder.js';
import type { Maintenance } from './maintenance.js';
import type { InFlight } from './memory.js';
import type { MissingBytes } from './promises.js';

export type { Agent, AgentDescription, Port } from './agents.js';
export type { Counts } from './counts.js';
export type { LogMode } from './event-recorder.js';
export type { Loaded } from './loaded.js';
export type { Maintenance } from './maintenance.js';
export type { MachineAlias, MapOptions, TlbReach } from './mappings.js';

/** The address space that belongs to the operating system, and to no process. */
export const KERNEL_SPACE = 0;

export class Machine extends Accesses {
  constructor(
    cache: CacheDescription,
    pageSize: number,
    mode: LogMode = 'events',
    cores: CoresDescription = ONE_CORE,
  ) {
    super(cache, pageSize, mode, cores);
  }

  /**
   * Cache maintenance by address: every line of the range, under the alias's own address. Where caches snoop, it reaches
   * other cores as a store does. `evict` is what hardware may do of its own accord at any time; to the line it is a flush.
   */
  maintain(action: Maintenance | 'evict', alias: number, offset: number, length: number): void {
    const { cache } = this;
    this.eachLine(alias, offset, length, (name, _cached, at, n) => {
      if (action === 'evict') cache.flush(name);
      else {
        countMaintenance(this.counts, action, 1);
        this.snoop(name, action, 'maintenance');
        cache[action](name);
      }
      this.saw(alias, action, name, at, n, true);
      if (action !== 'evict') this.recorder.sawMaintenance(this.acting);
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
      this.promise({ page: name.physicalPage, offset: name.line * this.lineBytes + at }, n);
      this.saw(alias, 'barrier', name, at, n, false);
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
   * Whoever stored these bytes gives them up, as a driver does that has a device fill a buffer: that none of them is left is
   * no loss. What was stored beside them in their lines is missed as before.
   */
  giveUp(alias: number, offset: number, length: number): void {
    this.eachLine(alias, offset, length, ({ physicalPage, line }, _cached, at, n) => {
      const first = line * this.lineBytes + at;
      for (let byte = first; byte < first + n; byte++) this.oracle.forgetWriter(physicalPage, byte);
    });
  }

  /**
   * A power cut: caches and DRAM forget. Gives the bytes that were promised and are not there. What is found is the truth
   * from then on, so that loads after it are compared with what was left.
   */
  crash(inFlight: InFlight): readonly MissingBytes[] {
    for (const { cache } of this.agents) cache?.forget();
    this.memory.powerCut(inFlight);
    const missing = this.promises.missingIn(this.memory);
    this.promises.forget();
    this.oracle.startAgainFrom(this.memory);
    this.recorder.sawCrash(this.step, this.acting);
    return missing;
  }

  /** Cache maintenance by set and way; nothing happens, and nothing is noted, where the slot is empty. No other core takes part. */
  maintainWay(action: Maintenance, set: number, way: number): void {
    const { sets, description } = this.cache;
    const exists = set >= 0 && set < sets && way >= 0 && way < description.ways;
    if (exists) countMaintenance(this.counts, action, 1);
    this.#maintainSlot(action, set, way);
  }

  /**
   * Cache maintenance of the whole cache, by set and way: of each slot, empty or not. Where software reads each slot and
   * writes to the dirty ones alone, clean lines stay (`cache_wback_all()` in arch/sh/mm/cache-sh7705.c).
   */
  maintainAll(action: Maintenance, which: 'every line' | 'dirty lines' = 'every line'): void {
    const { sets, description } = this.cache;
    countMaintenance(this.counts, action, sets * description.ways);
    for (const { set, way, dirty } of this.cache.eachLine()) {
      if (dirty || which === 'every line') this.#maintainSlot(action, set, way);
    }
  }

  /**
   * Cache maintenance by physical tag: all copies of the lines of physical 4 KiB pages in the cache of this core, whatever
   * their color, as `flush_dcache_page()` of sparc64 does; `__cheetah_flush_dcache_page` has an instruction for each line
   * of the page (arch/sparc/mm/ultra.S). Nothing is noted of a line that is not held. No other core takes part. Where
   * software searches, it reads the tag of each slot of the cache, once for all of these pages, and that is what is counted.
   */
  maintainPhysical(
    action: Maintenance,
    physicalPage: number,
    found: 'by instruction' | 'by search' = 'by instruction',
    pages = 1,
  ): void {
    const { cache } = this;
    const lines = SMALL_PAGE / this.lineBytes;
    const looked = found === 'by search' ? cache.sets * cache.description.ways : pages * lines;
    countMaintenance(this.counts, action, looked);
    for (let nth = 0; nth < pages; nth++) {
      for (let line = 0; line < lines; line++) {
        for (const { set, way } of cache.copiesOf(physicalPage + nth, line)) {
          this.#maintainSlot(action, set, way);
        }
      }
    }
  }

  /**
   * Cache maintenance by index: whatever lies in the sets that these addresses select, whosever it is, as `flushd` of Nios II
   * does (Nios II Processor Reference Guide). No translation is looked at, no tag is compared, and no other core takes part.
   * The addresses are those that the cache is indexed by: virtual ones, unless it is physically indexed.
   */
  maintainIndex(action: Maintenance, from: Address, length: number): void {
    const { cache, lineBytes } = this;
    const { ways } = cache.description;
    const end = from.offset + length;
    for (let at = from.offset - (from.offset % lineBytes); at < end; at += lineBytes) {
      const page = from.page + Math.floor(at / SMALL_PAGE);
      const line = (at % SMALL_PAGE) / lineBytes;
      const set = cache.setOf({ space: KERNEL_SPACE, virtualPage: page, physicalPage: page, line });
      countMaintenance(this.counts, action, ways);
      for (let way = 0; way < ways; way++) this.#maintainSlot(action, set, way);
    }
  }

  #maintainSlot(action: Maintenance, set: number, way: number): void {
    const held = this.cache.lineAt(set, way);
    if (!held) return;
    this.cache[`${action}Way`](set, way);
    // By set and way no address is named: the event carries the physical one that the line came from.
    const { tagSpace: space, homePage, line } = held;
    const name = { space, virtualPage: homePage, physicalPage: homePage, line };
    this.saw(NO_ALIAS, action, name, 0, this.lineBytes, true);
    this.recorder.sawMaintenance(this.acting);
  }
}
