/**
 * A second machine around the second cache: page tables as a map from every mapped page, a flat memory of newest bytes,
 * and after every event a search of all stored bytes in all of memory and all lines for stores that are lost. It shares
 * no code with src.
 */
import { NaiveCache, type NaiveDescription, type Outcome, type Place } from './naive-cache.js';

export interface NaiveAlias {
  readonly space: number;
  readonly virtual: bigint;
  readonly length: number;
}

/** One event, a line that was touched. */
export interface NaiveEvent extends Outcome {
  readonly action: string;
  readonly agent: number;
  readonly core: number;
  readonly alias: number;
  readonly virtual: bigint | undefined;
  readonly physical: bigint;
  readonly length: number;
  readonly uncached: boolean;
  readonly bytes: readonly number[];
  readonly expected: readonly number[];
  readonly stale: boolean;
  readonly foreign: boolean;
  lost: boolean;
}

export interface NaiveLost {
  readonly store: number;
  readonly lostAt: number;
  readonly physical: bigint;
  readonly bytes: number[];
  readonly instead: number[];
}

export interface NaiveLoaded {
  readonly bytes: number[];
  readonly expected: number[];
  readonly stale: boolean;
  readonly foreign: boolean;
}

export class NaivePageFault extends Error {}
export class NaiveMachineCheck extends Error {}

const PAST_THE_CACHE: Outcome = {
  set: -1,
  way: -1,
  hit: false,
  filled: false,
  evicted: false,
  wroteBack: false,
  wroteThrough: false,
  other: undefined,
};

export class NaiveMachine {
  readonly memory = new Map<bigint, number>();
  readonly flat = new Map<bigint, { value: number; writer?: number }>();
  readonly cache: NaiveCache;
  readonly events: NaiveEvent[] = [];
  readonly lost: NaiveLost[] = [];
  /** Maintenance instructions by action, pages of the story that were remapped, and what else no event tells. */
  readonly issued: Record<string, number> = { clean: 0, invalidate: 0, flush: 0 };
  mapped = 0;
  invalidated = 0;
  uncachedWords = { load: 0, store: 0 };
  readonly #pages = new Map<string, { physical: bigint; cached: boolean }>();

  constructor(
    readonly description: NaiveDescription,
    readonly pageSize: number,
    readonly aliases: readonly NaiveAlias[],
  ) {
    this.cache = new NaiveCache(description, this.memory);
  }

  map(alias: number, physical: bigint, cached: boolean): void {
    const { space, virtual, length } = this.aliases[alias]!;
    for (let done = 0n; done < BigInt(length); done += BigInt(this.pageSize)) {
      this.#mapPage(space, virtual + done, physical + done, cached);
    }
  }

  mapLastPage(alias: number, physical: bigint, cached: boolean): void {
    const { space, virtual, length } = this.aliases[alias]!;
    this.#mapPage(space, virtual + BigInt(length - this.pageSize), physical, cached);
  }

  unmap(alias: number): void {
    const { space, virtual, length } = this.aliases[alias]!;
    for (let done = 0n; done < BigInt(length); done += BigInt(this.pageSize)) {
      const was = this.#pages.delete(this.#pageName(space, virtual + done));
      this.mapped += Number(was);
      this.invalidated += Number(was);
    }
  }

  /** What was mapped so far is the setting, and was no work. */
  begin(): void {
    this.mapped = 0;
  }

  preload(physical: bigint, bytes: readonly number[]): void {
    for (const [i, value] of bytes.entries()) {
      this.memory.set(physical + BigInt(i), value);
      this.flat.set(physical + BigInt(i), { value });
    }
  }

  load(alias: number, offset: number, length: number): NaiveLoaded {
    const bytes: number[] = [];
    const expected: number[] = [];
    const words = new Set<bigint>();
    let [stale, foreign] = [false, false];
    for (const { place, cached, n } of this.#pieces(alias, offset, length)) {
      if (cached) this.#meetAlias(alias, place, n);
      const got = cached
        ? this.cache.load(place, n)
        : { outcome: { ...PAST_THE_CACHE }, bytes: this.#each(place, n, (at) => this.memory.get(at) ?? 0) };
      const newest = this.#each(place, n, (at) => this.flat.get(at)?.value ?? 0);
      const wrong = newest.flatMap((byte, i) => (byte === got.bytes[i] ? [] : i));
      const isForeign = wrong.length > 0 && this.#isForeign(place, cached, wrong);
      const isStale = wrong.length > 0 && !isForeign;
      this.#note('load', alias, place, n, cached, got.outcome, got.bytes, newest, isStale, isForeign);
      stale ||= isStale;
      foreign ||= isForeign;
      bytes.push(...got.bytes);
      expected.push(...newest);
      if (!cached) this.#countWords('load', words, place, n);
    }
    return { bytes, expected, stale: stale && !foreign, foreign };
  }

  /** Whether the line that was loaded from belongs to another address, or one of its wrong bytes was meant for another. */
  #isForeign(place: Place, cached: boolean, wrong: readonly number[]): boolean {
    const line = cached ? this.cache.lineOf(place)! : undefined;
    const start = Number(place.physical % BigInt(this.description.line));
    if (line && line.home + BigInt(start) !== place.physical) return true;
    return wrong.some((i) => {
      const at = place.physical + BigInt(i);
      const meant = line ? line.meant[start + i] : this.cache.meant.get(at);
      return meant !== undefined && meant !== at;
    });
  }

  store(alias: number, offset: number, bytes: readonly number[]): void {
    let done = 0;
    const words = new Set<bigint>();
    for (const { place, cached, n } of this.#pieces(alias, offset, bytes.length)) {
      const part = bytes.slice(done, done + n);
      if (cached) this.#meetAlias(alias, place, n);
      const outcome = cached ? this.cache.store(place, part) : { ...PAST_THE_CACHE };
      if (!cached) this.cache.storePast(place, part);
      for (const [i, value] of part.entries()) {
        const at = place.physical + BigInt(i);
        this.flat.set(at, { value, writer: this.events.length });
      }
      this.#note('store', alias, place, n, cached, outcome, part, part, false);
      if (!cached) this.#countWords('store', words, place, n);
      done += n;
    }
  }

  /** What hardware does that may not hold a line under two colors: the one that is there goes, or everything ends. */
  #meetAlias(alias: number, place: Place, n: number): void {
    const { onAlias, line } = this.description;
    const home = place.physical - (place.physical % BigInt(line));
    const other = this.cache.held.find((each) => each.home === home && each.set !== this.cache.setOf(place));
    if (!onAlias || !other) return;
    const outcome = this.cache.maintainWay(onAlias === 'trap' ? 'flush' : 'look', other);
    this.#note(onAlias, alias, place, n, true, outcome, [], [], false);
    if (onAlias !== 'trap') throw new NaiveMachineCheck();
  }

  maintain(action: string, alias: number, offset: number, length: number): void {
    for (const { place, n } of this.#pieces(alias, offset, length)) {
      if (action !== 'evict') this.issued[action]!++;
      this.#note(action, alias, place, n, true, this.cache.maintain(action, place), [], [], false);
    }
  }

  maintainWay(action: string, set: number, way: number): void {
    const { size, ways, line } = this.description;
    if (set >= 0 && way >= 0 && set < size / (ways * line) && way < ways) this.issued[action]!++;
    this.#maintainSlot(action, set, way);
  }

  maintainAll(action: string): void {
    this.issued[action]! += this.description.size / this.description.line;
    for (const { set, way } of this.linesInOrder()) this.#maintainSlot(action, set, way);
  }

  /** Every line of a 4 KiB page of memory, wherever its copies are: line by line, each by set and way. */
  maintainPhysical(action: string, page: bigint): void {
    for (let line = page; line < page + 4096n; line += BigInt(this.description.line)) {
      this.issued[action]!++;
      const copies = this.linesInOrder().filter(({ home }) => home === line);
      for (const { set, way } of copies) this.#maintainSlot(action, set, way);
    }
  }

  /** Whatever lies in the sets that these addresses select, line by line, way by way. */
  maintainIndex(action: string, from: bigint, length: number): void {
    const line = BigInt(this.description.line);
    for (let at = from - (from % line); at < from + BigInt(length); at += line) {
      const set = this.cache.setOf({ space: 0, virtual: at, physical: at });
      for (let way = 0; way < this.description.ways; way++) {
        this.issued[action]!++;
        this.#maintainSlot(action, set, way);
      }
    }
  }

  /** As maintainPhysical(), by looking at every slot of the cache. */
  searchFor(action: string, page: bigint): void {
    const { size, line } = this.description;
    this.issued[action]! += size / line - 4096 / line;
    this.maintainPhysical(action, page);
  }

  #maintainSlot(action: string, set: number, way: number): void {
    const line = this.cache.held.find((other) => other.set === set && other.way === way);
    if (!line) return;
    const outcome = this.cache.maintainWay(action, line);
    const place = { space: 0, virtual: 0n, physical: line.home };
    this.#note(action, -1, place, this.description.line, true, outcome, [], [], false);
  }

  #mapPage(space: number, virtual: bigint, physical: bigint, cached: boolean): void {
    const name = this.#pageName(space, virtual);
    const was = this.#pages.get(name);
    if (was?.physical === physical && was.cached === cached) return;
    this.mapped++;
    if (was) this.invalidated++;
    this.#pages.set(name, { physical, cached });
  }

  /** Notes the words that a piece of an access past the cache touches; a word that the access touched before is not new. */
  #countWords(what: 'load' | 'store', words: Set<bigint>, place: Place, n: number): void {
    const before = words.size;
    for (let i = 0; i < n; i++) words.add((place.virtual + BigInt(i)) / 8n);
    this.uncachedWords[what] += words.size - before;
  }

  linesInOrder() {
    return this.cache.held.toSorted((a, b) => a.set - b.set || a.way - b.way);
  }

  /** The accesses to single lines that an access is made of. Lazily: what comes before a fault has happened. */
  *#pieces(alias: number, offset: number, length: number) {
    const { space, virtual: start } = this.aliases[alias]!;
    const line = BigInt(this.description.line);
    let virtual = start + BigInt(offset);
    const end = virtual + BigInt(length);
    while (virtual < end) {
      const page = this.#pages.get(this.#pageName(space, virtual));
      if (!page) throw new NaivePageFault(`0x${virtual.toString(16).padStart(8, '0')}`);
      const nextLine = (virtual / line + 1n) * line;
      const stop = nextLine < end ? nextLine : end;
      const place = { space, virtual, physical: page.physical + (virtual % BigInt(this.pageSize)) };
      yield { place, cached: page.cached, n: Number(stop - virtual) };
      virtual = stop;
    }
  }

  #pageName(space: number, virtual: bigint): string {
    return `${space}:${virtual / BigInt(this.pageSize)}`;
  }

  #each(place: Place, n: number, byteAt: (address: bigint) => number): number[] {
    return Array.from({ length: n }, (_, i) => byteAt(place.physical + BigInt(i)));
  }

  #note(
    action: string,
    alias: number,
    { virtual, physical }: Place,
    length: number,
    cached: boolean,
    outcome: Outcome,
    bytes: readonly number[],
    expected: readonly number[],
    stale: boolean,
    foreign = false,
  ): void {
    const address = alias < 0 ? undefined : virtual;
    const what = { action, agent: 0, core: 0, alias, virtual: address, physical, length, uncached: !cached };
    const lost = this.#lostNow(this.events.length);
    this.lost.push(...lost);
    this.events.push({ ...outcome, ...what, bytes, expected, stale, foreign, lost: lost.length > 0 });
  }

  /** Every stored byte whose newest value is neither in memory nor in any line that belongs there. */
  #lostNow(now: number): NaiveLost[] {
    const found: NaiveLost[] = [];
    const gone = [...this.flat].filter(
      ([address, { value, writer }]) =>
        writer !== undefined && (this.memory.get(address) ?? 0) !== value && !this.#isHeld(address, value),
    );
    for (const [address, { value, writer }] of gone.sort(([a], [b]) => (a < b ? -1 : 1))) {
      const instead = this.memory.get(address) ?? 0;
      this.flat.set(address, { value });
      const last = found.at(-1);
      const goesOn = last?.store === writer && address === last!.physical + BigInt(last!.bytes.length);
      if (last && goesOn && address % BigInt(this.description.line) !== 0n) {
        last.bytes.push(value);
        last.instead.push(instead);
      } else {
        found.push({ store: writer!, lostAt: now, physical: address, bytes: [value], instead: [instead] });
      }
    }
    return found;
  }

  #isHeld(address: bigint, value: number): boolean {
    return this.cache.held.some((line) => {
      const inLine = address - line.home;
      return inLine >= 0n && inLine < BigInt(line.bytes.length) && line.bytes[Number(inLine)] === value;
    });
  }
}
