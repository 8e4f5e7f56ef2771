/**
 * What agents do on a machine: loads, stores and fetches through aliases. Each is split at lines, done by the cache of the
 * agent that acts or past all caches, compared byte by byte with the oracle, and recorded. machine.ts has the rest.
 */
import { type Address, addBytes } from '../units/address.js';
import { AddressSpaces } from './address-spaces.js';
import { type Agent, type AgentDescription, agentOf, dataPorts, MOST_AGENTS, NO_CORE } from './agents.js';
import type { Cache, LineName } from './cache.js';
import type { CacheDescription } from './cache-description.js';
import { type CoresDescription, Snooping } from './cores.js';
import { wordsIn } from './counts.js';
import { type Action, type EventLog, NO_ALIAS } from './event-log.js';
import { EventRecorder, type LogMode } from './event-recorder.js';
import type { Loaded } from './loaded.js';
import type { LostStore } from './lost-stores.js';
import { MachineCheck } from './machine-check.js';
import type { Maintenance } from './maintenance.js';
import { Memory } from './memory.js';
import { Oracle } from './oracle.js';
import { differ, wordsDiffer, wordsOf } from './paged-bytes.js';
import { Promises } from './promises.js';
import type { Strays } from './strays.js';

export class Accesses extends AddressSpaces {
  readonly memory = new Memory();
  readonly oracle = new Oracle();
  /** What barriers have promised of persistent memory. */
  readonly promises = new Promises();
  readonly log: EventLog;
  readonly lost: readonly LostStore[];
  /** Bytes that went astray. */
  readonly strays: Strays;

  protected readonly lineBytes: number;
  protected readonly recorder: EventRecorder;
  /** The number of the agent that acts, and its cache. */
  protected acting = 0;
  #ownCache: Cache | undefined;
  /** Whether a device acts: its transfers cost no instruction of a core, and where it is coherent, caches see them. */
  #isDevice = false;
  readonly #agents: Agent[];
  readonly #cores: number;
  /** The number of the TLB of each agent. */
  readonly #tlbOf: number[];
  readonly #snooping: Snooping;

  constructor(cache: CacheDescription, pageSize: number, mode: LogMode, cores: CoresDescription) {
    super(pageSize, cache.line, cores.count);
    this.lineBytes = cache.line;
    this.#agents = dataPorts(cache, cores.count, this.memory);
    this.#ownCache = this.#agents[0]!.cache;
    this.#cores = cores.count;
    this.#tlbOf = this.#agents.map((_, core) => core);
    this.#snooping = new Snooping(cores, this.#agents);
    this.recorder = new EventRecorder(mode, this.counts, this.memory, this.#agents, this.oracle, cache.line);
    this.log = this.recorder.log;
    this.lost = this.recorder.lost;
    this.strays = this.recorder.strays;
  }

  // --- who acts ----------------------------------------------------------------------------------------------

  /** Everybody who reaches memory: the data port of each core, in order, and those that were added. */
  get agents(): readonly Agent[] {
    return this.#agents;
  }

  /**
   * One more agent. What belongs to a core translates by its TLB; a device has a TLB of its own, as an IOMMU has. Throws a
   * RangeError for a core that does not exist, and for lines of another length than those of the data caches.
   */
  addAgent(description: AgentDescription): Agent {
    const { core, cache } = description;
    if (core !== undefined) this.#checkCore(core);
    if (cache && cache.line !== this.lineBytes) {
      throw new RangeError(
        `lines of ${cache.line} B beside lines of ${this.lineBytes} B: a machine has one length`,
      );
    }
    if (this.#agents.length === MOST_AGENTS)
      throw new RangeError(`a machine has at most ${MOST_AGENTS} agents`);
    const agent = agentOf(description, this.memory);
    this.#agents.push(agent);
    this.#tlbOf.push(core ?? this.addTlb());
    return agent;
  }

  /** The agent that everything is done by, until another is set: to begin with, the data port of core 0. */
  get agent(): Agent {
    return this.#agents[this.acting]!;
  }
  set agent(agent: Agent) {
    const number = this.#agents.indexOf(agent);
    if (number < 0) throw new RangeError(`this ${agent.port} port is no agent of this machine`);
    this.#act(number);
  }

  /** The core that everything happens on; -1 while an agent acts that belongs to none. To set it is to let its data port act. */
  get core(): number {
    return this.agent.core ?? NO_CORE;
  }
  set core(core: number) {
    this.#checkCore(core);
    this.#act(core);
  }

  /** The cache of the agent that acts. Throws a RangeError where it has none: there is nothing to look at, or to maintain. */
  get cache(): Cache {
    if (!this.#ownCache) throw new RangeError(`the ${this.agent.port} port that acts has no cache`);
    return this.#ownCache;
  }

  /** The data cache of a core. */
  dataCache(core: number): Cache {
    this.#checkCore(core);
    return this.#agents[core]!.cache!;
  }

  #checkCore(core: number): void {
    if (Number.isInteger(core) && core >= 0 && core < this.#cores) return;
    throw new RangeError(`there is no core ${core}: the machine has ${this.#cores}`);
  }

  #act(agent: number): void {
    this.acting = agent;
    const { cache, port } = this.#agents[agent]!;
    this.#ownCache = cache;
    this.#isDevice = port === 'dma';
    this.tlb = this.#tlbOf[agent]!;
  }

  // --- what it does ------------------------------------------------------------------------------------------

  /** Puts bytes into memory, and on its medium, before the story begins: every alias sees them. */
  preload(physical: Address, bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length; done++) {
      const { page, offset } = addBytes(physical, done);
      this.memory.write(page, offset, 1, bytes, done);
      this.oracle.write(page, offset, 1, bytes, done);
    }
    this.memory.barrier();
  }

  /** Loads through an alias and compares with the oracle. Throws a {@link MachineCheck} where that is what hardware does. */
  load(alias: number, offset: number, length: number): Loaded {
    const bytes = new Uint8Array(length);
    const expected = new Uint8Array(length);
    const [words, expectedWords] = [wordsOf(bytes), wordsOf(expected)];
    const own = this.#ownCache;
    let [stale, foreign] = [false, false];
    this.eachLine(alias, offset, length, (name, cached, at, n, done) => {
      const cache = cached ? own : undefined;
      const inPage = name.line * this.lineBytes + at;
      const { physicalPage, meantPage = physicalPage } = name;
      let isWrong: boolean;
      if (cache) this.#beforeLoad(cache, alias, name, at, n);
      if (cache && this.#isWhole(n, done)) {
        cache.loadLine(name, words, done >> 2);
        this.oracle.readWords(meantPage, inPage >> 2, n >> 2, expectedWords, done >> 2);
        isWrong = wordsDiffer(words, expectedWords, done >> 2, n >> 2);
      } else {
        if (cache) cache.load(name, at, n, bytes, done);
        else {
          if (this.#isDevice) this.snoop(name, 'clean');
          else this.counts.uncachedLoads += wordsIn(inPage, n, done);
          this.memory.read(physicalPage, inPage, n, bytes, done);
        }
        this.oracle.read(meantPage, inPage, n, expected, done);
        isWrong = differ(bytes, expected, done, n);
      }
      this.saw(alias, 'load', name, at, n, cache !== undefined);
      this.recorder.sawBytes(bytes, done, n);
      if (!isWrong) return;
      const wrong = this.recorder.sawWrong(name, cache, at, n, bytes, expected, done);
      if (wrong === 'foreign') foreign = true;
      else stale = true;
    });
    // What has another page's bytes in it is foreign, whatever else it has.
    if (foreign) stale = false;
    this.counts.loads++;
    if (stale) this.counts.staleLoads++;
    if (foreign) this.counts.foreignLoads++;
    return { bytes, expected, stale, foreign };
  }

  /** Stores through an alias. Throws a {@link MachineCheck} as a load does. */
  store(alias: number, offset: number, bytes: Uint8Array): void {
    const own = this.#ownCache;
    const words = wordsOf(bytes);
    this.eachLine(alias, offset, bytes.length, (name, cached, at, n, done) => {
      const cache = cached ? own : undefined;
      const inPage = name.line * this.lineBytes + at;
      const { physicalPage, meantPage = physicalPage } = name;
      if (cache) this.#lookForAlias(cache, alias, name, at, n);
      this.promises.stored(meantPage, inPage, n, bytes, done);
      if (cache) this.snoop(name, 'flush');
      const event = this.recorder.next;
      if (cache && this.#isWhole(n, done)) {
        cache.storeLine(name, words, done >> 2);
        this.oracle.storeWords(meantPage, inPage >> 2, n >> 2, words, done >> 2, event);
      } else {
        if (cache) cache.store(name, at, n, bytes, done);
        else {
          if (this.#isDevice) this.snoop(name, 'flush');
          else this.counts.uncachedStores += wordsIn(inPage, n, done);
          this.memory.write(physicalPage, inPage, n, bytes, done);
        }
        this.oracle.store(meantPage, inPage, n, bytes, done, event);
      }
      this.saw(alias, 'store', name, at, n, cache !== undefined);
      if (meantPage !== physicalPage) this.recorder.sawAstray(name);
      this.recorder.sawBytes(bytes, done, n);
    });
    this.counts.stores++;
  }

  /**
   * Hardware fetches the lines of a range of its own accord, as a prefetcher or a speculative load does. Nobody looks at
   * the bytes, so none can be stale; past the cache, or without one, nothing happens.
   */
  fetch(alias: number, offset: number, length: number): void {
    const unseen = new Uint8Array(1);
    const cache = this.#ownCache;
    this.eachLine(alias, offset, length, (name, cached, at, n) => {
      if (!cached || !cache) return;
      this.#beforeLoad(cache, alias, name, at, n);
      cache.load(name, at, 1, unseen, 0);
      this.saw(alias, 'fetch', name, at, n, true);
    });
  }

  /** A hit asks nobody; a miss finds in memory what other cores held dirty. */
  #beforeLoad(cache: Cache, alias: number, name: LineName, at: number, n: number): void {
    this.#lookForAlias(cache, alias, name, at, n);
    if (this.#snooping.isOn && cache.wayOf(name) < 0) this.snoop(name, 'clean');
  }

  /**
   * Hardware that looks for a line under another color, when it is about to bring it under this one, finds one copy at
   * most: it let no second one come. In the caches of other cores it does not look.
   */
  #lookForAlias(cache: Cache, alias: number, name: LineName, at: number, n: number): void {
    const { onAlias } = cache.description;
    if (onAlias === undefined || cache.wayOf(name) >= 0) return;
    for (const { set, way } of cache.copiesOf(name.physicalPage, name.line)) {
      if (onAlias === 'trap') cache.flushWay(set, way);
      else cache.lookAtWay(set, way);
      this.saw(alias, onAlias, name, at, n, true);
      if (onAlias === 'machine check') throw new MachineCheck(this.aliases[alias]!.name, set, way);
    }
  }

  /** A whole line of an access, which lies on words there as it does in the cache: it goes word by word. */
  #isWhole(n: number, done: number): boolean {
    return n === this.lineBytes && (done & 3) === 0;
  }

  /** Does this to the copies in the data caches of other cores, as far as the snoop finds them: for an access, or as maintenance. */
  protected snoop(name: LineName, action: Maintenance, as?: 'maintenance'): void {
    if (!this.#snooping.isOn && !this.#isDevice) return;
    for (const { agent, set, way } of this.#snooping.foundBy(this.acting, name)) {
      const cache = this.#agents[agent]!.cache!;
      if (action === 'clean' && !cache.isDirty(set, way)) continue;
      cache[`${action}Way`](set, way);
      this.recorder.saw(this.step, agent, NO_ALIAS, 'snoop', name, 0, this.lineBytes, true);
      if (as === 'maintenance') this.recorder.sawMaintenance(agent);
    }
  }

  protected saw(alias: number, action: Action, name: LineName, at: number, n: number, cached: boolean): void {
    this.recorder.saw(this.step, this.acting, alias, action, name, at, n, cached);
  }
}
