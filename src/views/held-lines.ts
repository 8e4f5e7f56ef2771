/**
 * The lines that a cache holds at the end of a run, put together by the memory that they are copies of: what pictures and
 * tables of cache sets are made from.
 */
import type { Cache, HeldLine } from '../hardware/cache.js';
import type { MappedAlias } from '../linux/machine-aliases.js';
import type { ScenarioRun } from '../linux/run-scenario.js';
import type { Address } from '../units/address.js';

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
  const { oracle, memory } = run.machine;
  const cache = run.machine.dataCache(core);
  const bytes = cache.description.line;
  const groups = new Map<string, HeldLine[]>();
  for (const held of cache.lines()) {
    const key = `${held.homePage} ${held.line}`;
    groups.set(key, [...(groups.get(key) ?? []), held]);
  }
  return [...groups.values()]
    .map(([first, ...others]): PhysicalLine => {
      const { homePage, line } = first!;
      const offset = line * bytes;
      const newest = oracle.page(homePage).slice(offset, offset + bytes);
      const copies = [first!, ...others].map((held) => ({
        ...held,
        alias: aliasesTo(run, cache, held)[0],
        stale: [...held.bytes].map((byte, i) => byte !== newest[i]),
        foreign: isForeign(run, cache, held, newest),
      }));
      const inMemory = memory.page(homePage).slice(offset, offset + bytes);
      return { physical: { page: homePage, offset }, newest, memory: inMemory, copies };
    })
    .sort((a, b) => a.physical.page - b.physical.page || a.physical.offset - b.physical.offset);
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
export function aliasesTo({ aliases, machine }: ScenarioRun, cache: Cache, held: HeldLine): MappedAlias[] {
  return aliases.filter(({ description, virtual, physical }) => {
    const page = Math.floor(held.homePage - physical.page);
    const name = {
      space: description.process,
      virtualPage: virtual.page + page,
      physicalPage: held.homePage,
      line: held.line,
    };
    const inPage = page >= 0 && page * 4096 < machine.aliases[0]!.length;
    return inPage && cache.setOf(name) === held.set && cache.wayOf(name) === held.way;
  });
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
