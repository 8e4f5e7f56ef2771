/**
 * The fields of an address, as a cache takes it apart. Bits are counted from 0, the lowest.
 *
 *     tag │ color │ set in page │ byte in line        a way larger than a page: the color bits are translated
 *     tag ┊ page offset │ set │ byte in line          a way smaller than a page: ┊ is where translation ends
 */
import { isVirtuallyIndexed, setsOf } from '../hardware/cache-description.js';
import type { Layout, PlacedAlias } from '../linux/layout.js';
import type { MachineDescription } from '../linux/machine-description.js';
import { type Address, toBigInt } from '../units/address.js';

export type FieldName = 'tag' | 'color' | 'page offset' | 'set' | 'byte';

/** A run of bits, from `low` up to but not including `high`. */
export interface Field {
  readonly name: FieldName;
  readonly low: number;
  readonly high: number;
}

/** The fields of the address that picks the set, highest bits first. */
export function fieldsOf(machine: MachineDescription, addressBits: number): Field[] {
  const { cache, pageSize } = machine;
  const line = Math.log2(cache.line);
  const index = line + Math.log2(setsOf(cache));
  const page = Math.log2(pageSize);
  const fields: Field[] = [
    { name: 'tag', low: Math.max(index, page), high: addressBits },
    { name: 'color', low: page, high: isVirtuallyIndexed(cache) ? index : page },
    { name: 'set', low: page, high: isVirtuallyIndexed(cache) ? page : index },
    { name: 'page offset', low: index, high: page },
    { name: 'set', low: line, high: Math.min(index, page) },
    { name: 'byte', low: 0, high: line },
  ];
  return merged(fields.filter(({ low, high }) => high > low));
}

/** Neighbors of one name are one field: the index of a physically indexed cache does not end at the page. */
function merged(fields: readonly Field[]): Field[] {
  return fields.reduce<Field[]>((done, field) => {
    const last = done.at(-1);
    if (last?.name === field.name && last.low === field.high)
      done[done.length - 1] = { ...last, low: field.low };
    else done.push(field);
    return done;
  }, []);
}

/** The address whose bits pick the set. */
export function indexAddress(layout: Layout, alias: PlacedAlias): Address {
  return isVirtuallyIndexed(layout.machine.cache) ? alias.virtual : alias.physical;
}

/** Whether index and tag come from different addresses, so that the upper bits are not what is compared. */
export function mixes({ cache }: MachineDescription): boolean {
  return isVirtuallyIndexed(cache) && cache.organization === 'VIPT';
}

/** What a lookup compares: the page frame where the tag is another address's than the index, else the bits above that. */
export function tagOf(layout: Layout, alias: PlacedAlias): string {
  const { machine, port } = layout;
  if (mixes(machine))
    return `0x${(toBigInt(alias.physical) / BigInt(machine.pageSize)).toString(16).padStart(5, '0')}`;
  const tag = fieldsOf(machine, port.addressBits).find(({ name }) => name === 'tag')!;
  return bitsOf(indexAddress(layout, alias), tag);
}

/** The bits of a field: in binary with a gap every four digits, or in hexadecimal for a tag. */
export function bitsOf(address: Address, { name, low, high }: Field): string {
  const bits = (toBigInt(address) >> BigInt(low)) & (2n ** BigInt(high - low) - 1n);
  if (name === 'tag') return `0x${bits.toString(16).padStart(Math.ceil((high - low) / 4), '0')}`;
  return bits
    .toString(2)
    .padStart(high - low, '0')
    .replace(/\B(?=(\d{4})+$)/g, ' ');
}
