/** The address spaces of the ports as a table: a row a port, with what each value rests on. */
import { table } from 'arquero';
import { sourceText } from '../ports/source.js';
import type { MmapRule, Port } from '../ports/space/index.js';
import { formatSize } from '../units/size.js';
import type { Table } from './arquero-table.js';
import { count } from './words.js';

/** A row a port; null where a port has no window. Addresses are hexadecimal text. */
export function portsTable(ports: readonly Port[]): Table {
  return table({
    port: ports.map(({ arch }) => arch),
    bits: ports.map(({ addressBits }) => addressBits),
    'direct map': ports.map(({ directMap }) => hex(directMap.base)),
    'direct map from': ports.map(({ directMap }) => sourceText(directMap.source)),
    window: ports.map(({ window }) => (window ? hex(window.base) : null)),
    colors: ports.map(({ window }) => window?.slots ?? null),
    'window from': ports.map(({ window }) => (window ? sourceText(window.source) : null)),
    'mmap() colors': ports.map(({ mmap }) => mmapText(mmap)),
    'mmap() from': ports.map(({ mmap }) => sourceText(mmap.source)),
  });
}

/** The same in few columns, without what the values rest on. */
export function portsShortTable(ports: readonly Port[]): Table {
  return portsTable(ports).select('port', 'direct map', 'window', 'colors', 'mmap() colors');
}

/** How many ports there are, and on how many of them color matters. */
export function portsWords(ports: readonly Port[]): string {
  const windows = ports.filter(({ window }) => window).length;
  const colored = ports.filter(({ mmap }) => mmap.colored).length;
  return `${count(ports.length, 'port')}: ${windows} map a page at a color of choice, mmap() colors on ${colored}`;
}

/**
 * How mmap() chooses addresses, in a few words: which mappings it colors, and modulo what address and file offset agree.
 * @example
 * const [xtensa] = ports().where(({ arch }) => arch === 'xtensa').rows;
 * mmapText(xtensa.mmap) // => 'shared, modulo SHMLBA'
 */
export function mmapText({ colored, modulus, sharedOnly, onlyFor, perFile }: MmapRule): string {
  if (!colored) return 'none';
  const what = modulus === 'way' ? 'a way' : modulus === 'shmlba' ? 'SHMLBA' : formatSize(modulus);
  const where = onlyFor ? `, on ${onlyFor} only` : '';
  return `${sharedOnly ? 'shared' : 'all'}, modulo ${what}${perFile ? ', by file' : ''}${where}`;
}

/** An address as plain hexadecimal text. */
export function hex(address: bigint): string {
  return `0x${address.toString(16).padStart(8, '0')}`;
}
