/** The sentences that descriptions read as. The field's words, the same everywhere. */
import {
  type CacheDescription,
  colorsOf,
  isVirtuallyIndexed,
  setsOf,
} from '../hardware/cache-description.js';
import type { CoresDescription } from '../hardware/cores.js';
import type { Layout, PlacedAlias } from '../linux/layout.js';
import type { LinuxDescription } from '../linux/linux-description.js';
import { colorsOn, coresOf, type MachineDescription } from '../linux/machine-description.js';
import { addressModulo, formatAddress } from '../units/address.js';
import { formatSize, isPowerOfTwo } from '../units/size.js';

/** `1 color`, `4 colors`; `plural` where an `s` does not make it. */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${n} ${n === 1 ? noun : plural}`;
}

/** `1-way`, `4-way`, `fully associative`. */
function waysOf(cache: CacheDescription): string {
  return setsOf(cache) === 1 ? 'fully associative' : `${cache.ways}-way`;
}

/** A cache in a few words; only what differs from the common case is said. */
export function describeCache(cache: CacheDescription): string {
  const unusual = [
    cache.write === 'through' && 'write-through',
    !cache.writeAllocate && 'no write-allocate',
    cache.replacement !== 'lru' && cache.ways > 1 && cache.replacement,
    cache.addressSpaceIds && 'address-space ids',
    cache.resolvesSynonyms && 'synonyms resolved in hardware',
    cache.onAlias === 'trap' && 'aliases trapped',
    cache.onAlias === 'machine check' && 'machine check on an alias',
  ].filter(Boolean);
  const geometry = `${cache.organization} ${formatSize(cache.size)} ${waysOf(cache)} ${cache.line} B lines`;
  return [geometry, ...unusual].join(', ');
}

/** A machine in a few words. */
export function describeMachine(machine: MachineDescription): string {
  return [
    describeCache(machine.cache),
    `${formatSize(machine.pageSize)} pages`,
    count(colorsOn(machine), 'color'),
    `SHMLBA ${formatSize(machine.shmlba)}`,
    ...(coresOf(machine).count > 1 ? [describeCores(coresOf(machine))] : []),
  ].join(' · ');
}

function describeCores({ count: cores, snoops }: CoresDescription): string {
  const carried = {
    none: 'that do not snoop',
    'virtual index': 'whose snoops carry the virtual index',
    'physical address': 'whose snoops carry the physical address',
  };
  return `${count(cores, 'core')} ${carried[snoops]}`;
}

/** How many colors a cache gives 4 KiB pages, where that can be said. */
export function describeColors(cache: CacheDescription): string {
  if (!isVirtuallyIndexed(cache)) return 'physical index: 1 color';
  const colors = colorsOf(cache, 4096);
  return isPowerOfTwo(colors) ? count(colors, 'color') : 'colors unknown';
}

/** Which Linux runs, in a few words. */
export function describeLinux({ era, mount }: LinuxDescription): string {
  return `Linux ${era}${mount === 'dax' ? '' : ', without -o dax'}`;
}

/** An alias on a machine, in a sentence. */
export function describePlacedAlias(layout: Layout, alias: PlacedAlias): string {
  const { description, virtual, physical, color } = alias;
  const [first, last] = setsOfPage(layout, alias);
  const sets = first === last ? `set ${first}` : `sets ${first}–${last}`;
  const place = `va ${formatAddress(virtual)}  pa ${formatAddress(physical)}`;
  return `${description.name} alias  ${place}  color ${color}  ${sets}`;
}

/** The first and the last set that the lines of an alias's page fall into. */
export function setsOfPage(layout: Layout, { virtual, physical }: PlacedAlias): readonly [number, number] {
  const { cache, pageSize } = layout.machine;
  const sets = setsOf(cache);
  const indexed = isVirtuallyIndexed(cache) ? virtual : physical;
  const linesInPage = pageSize / cache.line;
  if (linesInPage >= sets) return [0, sets - 1];
  const first = addressModulo(indexed, sets * cache.line) / cache.line;
  return [first, first + linesInPage - 1];
}
