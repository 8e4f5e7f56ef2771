/**
 * Sees each event: counts it, notes it where a log is kept, and looks for the stores that it destroyed. It does nothing to
 * any line.
 */
import { SMALL_PAGE } from '../units/address.js';
import { type Agent, NO_CORE } from './agents.js';
import type { Cache, LineName } from './cache.js';
import { type Counts, countEffect } from './counts.js';
import { type Action, EventLog, NO_ALIAS } from './event-log.js';
import { findLost, type LostStore } from './lost-stores.js';
import type { Memory } from './memory.js';
import type { Oracle } from './oracle.js';
import { Refills } from './refills.js';
import { Strays } from './strays.js';

/** `events` keeps every event; `counts` only counts. */
export type LogMode = 'events' | 'counts';

/** No line in particular. */
const NOWHERE = { virtualPage: -1, physicalPage: -1, line: 0 };

export class EventRecorder {
  readonly log: EventLog;
  readonly lost: LostStore[] = [];
  readonly strays: Strays;
  readonly #counts: Counts;
  readonly #keepsEvents: boolean;
  readonly #memory: Memory;
  readonly #agents: readonly Agent[];
  readonly #oracle: Oracle;
  readonly #lineBytes: number;
  readonly #refills: Refills;
  /** Counts events where the log keeps none, so that stores still have a number. */
  #events = 0;

  /** Of all agents, also of those that come later, lines are `lineBytes` long. */
  constructor(
    mode: LogMode,
    counts: Counts,
    memory: Memory,
    agents: readonly Agent[],
    oracle: Oracle,
    lineBytes: number,
  ) {
    this.log = new EventLog(lineBytes);
    this.#counts = counts;
    this.#keepsEvents = mode === 'events';
    this.#memory = memory;
    this.#agents = agents;
    this.#oracle = oracle;
    this.#lineBytes = lineBytes;
    this.#refills = new Refills(SMALL_PAGE / lineBytes);
    this.strays = new Strays(lineBytes);
  }

  /** The number that the next event gets. */
  get next(): number {
    return this.#events;
  }

  /** An agent did this to `n` bytes at `at` of a line: in its cache, whose effect is looked at, or past it. */
  saw(
    step: number,
    agent: number,
    alias: number,
    action: Action,
    name: LineName,
    at: number,
    n: number,
    cached: boolean,
  ): void {
    this.#events++;
    const { core = NO_CORE, cache: own } = this.#agents[agent]!;
    const cache = cached ? own : undefined;
    if (this.#keepsEvents) this.log.add(step, agent, core, alias, action, name, at, n, cache?.effect);
    if (cache) {
      const { effect } = cache;
      countEffect(this.#counts, action, effect);
      if (effect.filled && this.#refills.possible && this.#refills.isOne(agent, name, effect)) {
        this.#counts.refills++;
      }
      this.#findLost(cache, name);
    }
    const isStore = action === 'store';
    if (this.strays.any || (isStore && this.strays.isAstray(name, cache))) {
      this.strays.follow(name, cache, isStore ? { at, n } : undefined);
    }
  }

  /** The latest event stored these bytes, or loaded them. */
  sawBytes(bytes: Uint8Array, done: number, n: number): void {
    if (this.#keepsEvents) this.log.addBytes(bytes, done, n);
  }

  /**
   * What the latest event loaded at `at` of its line, from this cache or past it, are not the newest bytes of the page that
   * was meant; those were `expected`. Tells what they are instead.
   */
  sawWrong(
    name: LineName,
    cache: Cache | undefined,
    at: number,
    n: number,
    bytes: Uint8Array,
    expected: Uint8Array,
    done: number,
  ): 'stale' | 'foreign' {
    const wrong = this.strays.isForeign(name, cache, at, n, bytes, expected, done) ? 'foreign' : 'stale';
    if (this.#keepsEvents) {
      this.log.addBytes(expected, done, n);
      this.log.mark(wrong);
    }
    return wrong;
  }

  /** The latest event was a store that went astray: it is nowhere where it was meant to be, and has destroyed what was there. */
  sawAstray({ physicalPage, meantPage = physicalPage, line }: LineName): void {
    this.#lookForLost(meantPage, line);
    this.#lookForLost(physicalPage, line);
  }

  /** The latest event was maintenance, by software, in the cache of this agent. */
  sawMaintenance(agent: number): void {
    const { effect } = this.#agents[agent]!.cache!;
    if (effect.evicted) this.#refills.dropped(agent, effect);
  }

  /** A power cut. */
  sawCrash(step: number, agent: number): void {
    this.#events++;
    this.#refills.forget();
    this.strays.forget();
    if (!this.#keepsEvents) return;
    const { core = NO_CORE } = this.#agents[agent]!;
    this.log.add(step, agent, core, NO_ALIAS, 'crash', NOWHERE, 0, 1, undefined);
  }

  /**
   * Looks for lost stores where the latest event may have destroyed a copy: in the line that left the cache or was
   * written over memory, and, where a virtual tag was hit by another page's address (a homonym), in both pages' lines.
   * Any other load or store leaves all copies, or makes one of the newest bytes.
   */
  #findLost(cache: Cache, name: LineName): void {
    const { otherPage, otherLine, set, way } = cache.effect;
    if (otherPage >= 0) this.#lookForLost(otherPage, otherLine);
    if (!cache.hasVirtualTags || way < 0) return;
    const home = cache.homeOf(set, way);
    if (home === undefined || home === name.physicalPage) return;
    this.#lookForLost(name.physicalPage, name.line);
    this.#lookForLost(home, name.line);
  }

  #lookForLost(page: number, line: number): void {
    const found = findLost(
      this.#memory,
      this.#agents,
      this.#oracle,
      page,
      line,
      this.#lineBytes,
      this.#events - 1,
    );
    if (found.length === 0) return;
    this.lost.push(...found);
    this.#counts.lostStores += found.length;
    if (this.#keepsEvents) this.log.mark('lost');
  }
}
