/**
 * Sees each event: counts it, notes it where a log is kept, and looks for the stores that it destroyed. It does nothing to
 * any line.
 */
import { SMALL_PAGE } from '../units/address.js';
import type { Cache, LineName } from './cache.js';
import { type Counts, countEffect } from './counts.js';
import { type Action, EventLog, NO_ALIAS } from './event-log.js';
import { findLost, type LostStore } from './lost-stores.js';
import type { Memory } from './memory.js';
import type { Oracle } from './oracle.js';
import { Refills } from './refills.js';

/** `events` keeps every event; `counts` only counts. */
export type LogMode = 'events' | 'counts';

/** No line in particular. */
const NOWHERE = { virtualPage: -1, physicalPage: -1, line: 0 };

export class EventRecorder {
  readonly log: EventLog;
  readonly lost: LostStore[] = [];
  readonly #counts: Counts;
  readonly #keepsEvents: boolean;
  readonly #memory: Memory;
  readonly #caches: readonly Cache[];
  readonly #oracle: Oracle;
  readonly #virtualTag: boolean;
  readonly #refills: Refills;
  /** Counts events where the log keeps none, so that stores still have a number. */
  #events = 0;

  constructor(mode: LogMode, counts: Counts, memory: Memory, caches: readonly Cache[], oracle: Oracle) {
    const { line, organization } = caches[0]!.description;
    this.log = new EventLog(line);
    this.#counts = counts;
    this.#keepsEvents = mode === 'events';
    this.#memory = memory;
    this.#caches = caches;
    this.#oracle = oracle;
    this.#virtualTag = organization === 'VIVT';
    this.#refills = new Refills(SMALL_PAGE / line);
  }

  /** The number that the next event gets. */
  get next(): number {
    return this.#events;
  }

  /** A core did this to `n` bytes at `at` of a line: in its cache, whose effect is looked at, or past it. */
  saw(
    step: number,
    core: number,
    alias: number,
    action: Action,
    name: LineName,
    at: number,
    n: number,
    cached: boolean,
  ): void {
    this.#events++;
    const { effect } = this.#caches[core]!;
    if (this.#keepsEvents) {
      this.log.add(step, core, alias, action, name, at, n, cached ? effect : undefined);
    }
    if (!cached) return;
    countEffect(this.#counts, action, effect);
    if (effect.filled && this.#refills.possible && this.#refills.isOne(core, name, effect)) {
      this.#counts.refills++;
    }
    this.#findLost(core, name);
  }

  /** The latest event carried these bytes: what it stored, or loaded while `expected` were the newest. */
  sawBytes(bytes: Uint8Array, expected: Uint8Array, at: number, n: number, stale: boolean): void {
    if (!this.#keepsEvents) return;
    this.log.addBytes(bytes, at, n);
    if (!stale) return;
    this.log.addBytes(expected, at, n);
    this.log.mark('stale');
  }

  /** The latest event was a store that went astray: it is nowhere where it was meant to be, and has destroyed what was there. */
  sawAstray({ physicalPage, meantPage = physicalPage, line }: LineName): void {
    this.#lookForLost(meantPage, line);
    this.#lookForLost(physicalPage, line);
  }

  /** The latest event was maintenance, by software, in the cache of this core. */
  sawMaintenance(core: number): void {
    const { effect } = this.#caches[core]!;
    if (effect.evicted) this.#refills.dropped(core, effect);
  }

  /** A power cut. */
  sawCrash(step: number, core: number): void {
    this.#events++;
    this.#refills.forget();
    if (this.#keepsEvents) this.log.add(step, core, NO_ALIAS, 'crash', NOWHERE, 0, 1, undefined);
  }

  /**
   * Looks for lost stores where the latest event may have destroyed a copy: in the line that left the cache or was
   * written over memory, and, where a virtual tag was hit by another page's address (a homonym), in both pages' lines.
   * Any other load or store leaves all copies, or makes one of the newest bytes.
   */
  #findLost(core: number, name: LineName): void {
    const cache = this.#caches[core]!;
    const { otherPage, otherLine, set, way } = cache.effect;
    if (otherPage >= 0) this.#lookForLost(otherPage, otherLine);
    if (!this.#virtualTag || way < 0) return;
    const home = cache.homeOf(set, way);
    if (home === undefined || home === name.physicalPage) return;
    this.#lookForLost(name.physicalPage, name.line);
    this.#lookForLost(home, name.line);
  }

  #lookForLost(page: number, line: number): void {
    const found = findLost(this.#memory, this.#caches, this.#oracle, page, line, this.#events - 1);
    if (found.length === 0) return;
    this.lost.push(...found);
    this.#counts.lostStores += found.length;
    if (this.#keepsEvents) this.log.mark('lost');
  }
}
