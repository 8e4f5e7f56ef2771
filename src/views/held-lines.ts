/**
 * The lines that a cache holds at the end of a run, put together by the memory that they are copies of: what pictures and
 * tables of cache sets are made from. How many there are, and how many are wrong, is known without putting them together.
 */
import type { Cache, HeldLine } from '../hardware/cache.js';
import type { MappedAlias } from '../linux/machine-aliases.js';
import type { ScenarioRun } from '../linux/run-scenario.js';
import { type Address, SMALL_PAGE } from '../units/address.js';

/** One line in the cache. */
export interface Copy extends HeldLine {
  /** The alias that leads to this line; undefined where the story has none that does. */
  readonly alias: MappedAlias | undefined;
  /** For each byte, whether it differs from the newest one. */
  readonly stale: readonly boolean[];
  /** Of the bytes that are not the newest one is another page's: it was stored here by an access that meant that page. */
  readonly foreign: boolean;
}

/** One line of physical memory and its copies in the cache. */
export interface PhysicalLine {
  readonly physical: Address;
  /** What the oracle holds. */
  readonly newest: Uint8Array;
  readonly memory: Uint8Array;
  readonly copies: readonly Copy[];
}

/** Every physical line that the cache of a core holds, by address; the copies of each by set and way. */
export function physicalLines(run: ScenarioRun, core: number): PhysicalLine[] {
  return heldLines(run, core).first(Number.POSITIVE_INFINITY);
}

/** Runs never change, and a notebook shows their sets in several forms. */
const HELD = new WeakMap<ScenarioRun, Map<number, HeldLines>>();

/** What the cache of a core holds at the end of a run. */
export function heldLines(run: ScenarioRun, core: number): HeldLines {
  const ofCores = HELD.get(run) ?? new Map<number, HeldLines>();
  HELD.set(run, ofCores);
  const held = ofCores.get(core) ?? new HeldLines(run, core);
  ofCores.set(core, held);
  return held;
}

/** The lines of one cache. They are counted in one pass; each is put together when it is asked for, for there may be millions. */
export class HeldLines {
  readonly #run: ScenarioRun;
  readonly #cache: Cache;
  /** The slots that hold a line, by set and way. */
  readonly #slots: number[] = [];
  /** The physical lines, by address: as numbers. */
  readonly #lines: Float64Array;
  readonly #linesInPage: number;
  readonly #aliases = new Map<number, MappedAlias[]>();
  /** The address of the first physical line that is held more than once. */
  readonly twice: Address | undefined;
  /** Copies with a byte that is not the newest, and those of them with another page's. */
  readonly wrong: number;
  readonly foreign: number;

  constructor(run: ScenarioRun, core: number) {
    const cache = run.machine.dataCache(core);
    const { oracle } = run.machine;
    this.#run = run;
    this.#cache = cache;
    this.#linesInPage = SMALL_PAGE / cache.description.line;
    this.#indexAliases();
    const numbers: number[] = [];
    let [wrong, foreign] = [0, 0];
    for (const held of cache.eachLine()) {
      const { set, way, homePage, line, bytes } = held;
      this.#slots.push(set * cache.description.ways + way);
      numbers.push(homePage * this.#linesInPage + line);
      const newest = oracle.page(homePage);
      if (!bytes.some((byte, i) => byte !== newest[line * bytes.length + i])) continue;
      wrong++;
      if (isForeign(run, cache, held, newest.subarray(line * bytes.length))) foreign++;
    }
    [this.wrong, this.foreign] = [wrong, foreign];
    const sorted = Float64Array.from(numbers).sort();
    this.#lines = sorted.filter((number, i) => number !== sorted[i - 1]);
    const twice = sorted.find((number, i) => number === sorted[i - 1]);
    this.twice = twice === undefined ? undefined : this.#addressOf(twice);
  }

  /** How many lines the cache holds. */
  get count(): number {
    return this.#slots.length;
  }
  /** Of how many lines of memory they are copies. */
  get physicalCount(): number {
    return this.#lines.length;
  }

  /** The first physical lines, by address. */
  first(most: number): PhysicalLine[] {
    return Array.from(this.#lines.subarray(0, most), (number) => this.#physicalLine(number));
  }

  /** The copy with this number, from 0, by set and way. */
  copy(number: number): Copy {
    const { ways } = this.#cache.description;
    const slot = this.#slots[number]!;
    return this.#copyOf(this.#cache.lineAt(Math.floor(slot / ways), slot % ways)!);
  }

  /** The physical line that a copy is of. */
  lineOf({ homePage, line }: HeldLine): PhysicalLine {
    return this.#physicalLine(homePage * this.#linesInPage + line);
  }

  /** All copies by set and way; where there are more than `most`, of those at one place the last, as `placeOf` says. */
  copies(most: number, placeOf: (set: number, way: number) => number): Copy[] {
    if (this.count <= most) return this.#slots.map((_, number) => this.copy(number));
    const { ways } = this.#cache.description;
    const last = new Map<number, number>();
    for (const [number, slot] of this.#slots.entries())
      last.set(placeOf(Math.floor(slot / ways), slot % ways), number);
    return [...last.values()].sort((a, b) => a - b).map((number) => this.copy(number));
  }

  #addressOf(number: number): Address {
    const page = Math.floor(number / this.#linesInPage);
    return { page, offset: (number % this.#linesInPage) * this.#cache.description.line };
  }

  #physicalLine(number: number): PhysicalLine {
    const { oracle, memory } = this.#run.machine;
    const physical = this.#addressOf(number);
    const { page, offset } = physical;
    const end = offset + this.#cache.description.line;
    const copies = this.#cache
      .copiesOf(page, number % this.#linesInPage)
      .map(({ set, way }) => this.#copyOf(this.#cache.lineAt(set, way)!));
    const newest = oracle.page(page).slice(offset, end);
    return { physical, newest, memory: memory.page(page).slice(offset, end), copies };
  }

  #copyOf(held: HeldLine): Copy {
    const offset = held.line * held.bytes.length;
    const newest = this.#run.machine.oracle.page(held.homePage).subarray(offset, offset + held.bytes.length);
    const near = this.#aliases.get(held.homePage) ?? [];
    return {
      ...held,
      alias: near.find((alias) => leadsTo(alias, this.#cache, held)),
      stale: [...held.bytes].map((byte, i) => byte !== newest[i]),
      foreign: isForeign(this.#run, this.#cache, held, newest),
    };
  }

  /** The aliases of each 4 KiB page: a transfer of many pages has as many. */
  #indexAliases(): void {
    const { aliases, scenario } = this.#run;
    for (const alias of aliases) {
      for (let page = 0; page < scenario.machine.pageSize / SMALL_PAGE; page++) {
        const known = this.#aliases.get(alias.physical.page + page);
        if (known) known.push(alias);
        else this.#aliases.set(alias.physical.page + page, [alias]);
      }
    }
  }
}

/** Whether a byte of a line that is not the newest was stored there by an access that meant another page. */
export function isForeign(
  { machine }: ScenarioRun,
  cache: Cache,
  { set, way, bytes }: HeldLine,
  newest: Uint8Array,
): boolean {
  const strays = machine.strays.inSlot(cache, set, way);
  return strays?.some((isStray, i) => isStray === 1 && bytes[i] !== newest[i]) ?? false;
}

/** What is wrong with a copy, as an outcome is called, if anything is. */
export function troubleOf({ stale, foreign }: Copy): 'stale' | 'foreign' | undefined {
  if (foreign) return 'foreign';
  return stale.includes(true) ? 'stale' : undefined;
}

/** The aliases of the story whose addresses find this line. */
export function aliasesTo({ aliases, scenario }: ScenarioRun, cache: Cache, held: HeldLine): MappedAlias[] {
  const pages = scenario.machine.pageSize / SMALL_PAGE;
  return aliases.filter((alias) => {
    const page = held.homePage - alias.physical.page;
    return page >= 0 && page < pages && leadsTo(alias, cache, held);
  });
}

/** Whether an alias of the page that a line is of finds it. */
function leadsTo({ description, virtual, physical }: MappedAlias, cache: Cache, held: HeldLine): boolean {
  const name = {
    space: description.process,
    virtualPage: virtual.page + held.homePage - physical.page,
    physicalPage: held.homePage,
    line: held.line,
  };
  return cache.setOf(name) === held.set && cache.wayOf(name) === held.way;
}

/** Which bytes of a line to show: `most` of them, from the first that anybody stored something to. */
export function windowOf(
  { newest, memory, copies }: PhysicalLine,
  most: number,
): { from: number; length: number } {
  const all = [newest, memory, ...copies.map(({ bytes }) => bytes)];
  const first = newest.findIndex((_, i) => all.some((bytes) => bytes[i] !== 0));
  const length = Math.min(most, newest.length);
  const from = Math.min(Math.floor(Math.max(first, 0) / length) * length, newest.length - length);
  return { from, length };
}
