/**
 * Two names of one byte on a cache, to take hold of: how either address is taken apart, and what one reads after the other has
 * stored. Nothing of a cache is decided here: the addresses are laid out, and the story is run, by the library.
 */

import { isVirtuallyIndexed, setsOf } from '../hardware/cache-description.js';
import type { AliasDescription } from '../linux/alias.js';
import type { DaxFileDescription } from '../linux/dax-file.js';
import { Layout, type PlacedAlias } from '../linux/layout.js';
import type { MachineDescription } from '../linux/machine-description.js';
import { isCoherent, runScenario } from '../linux/run-scenario.js';
import { storyOf } from '../linux/story/story.js';
import { formatAddress, fromBigInt, toBigInt } from '../units/address.js';
import { printable } from '../units/printable.js';
import { type Field, fieldsOf, tagOf } from '../views/address-fields.js';
import { ownersOf } from '../views/owners.js';
import { describeMachine, setsOfPage } from '../views/words.js';

/** Who has a name of the page, and what it is called where both are of one side. */
export type Named = Pick<AliasDescription, 'who' | 'name'>;

/** What is held in hand: a machine, two names of a page in this frame, and where they are. The first stores, the second loads. */
export interface TwoNames {
  readonly machine: MachineDescription;
  readonly pfn: number;
  readonly names: readonly [Named, Named];
  readonly addresses: readonly [bigint, bigint];
}

/** One name, taken apart. */
export interface NameLook {
  /** Its key, and how it is drawn: a second name of one side looks different. */
  readonly key: 'user' | 'kernel' | 'other';
  readonly letter: string;
  /** `the user’s address` */
  readonly called: string;
  readonly address: bigint;
  readonly color: number;
  /** Where its first byte goes. */
  readonly set: number;
  /** What is compared there. */
  readonly tag: string;
}

/** What is to be seen. */
export interface TwoNamesLook {
  readonly names: readonly [NameLook, NameLook];
  /** The machine in words. */
  readonly on: string;
  readonly colors: number;
  readonly sets: number;
  /** Fields of an address, highest bits first, up to bit 32. */
  readonly fields: readonly Field[];
  /** Bits that can be changed: the lowest that are translated, with all color bits among them. */
  readonly free: Readonly<{ low: number; high: number }>;
  readonly coherent: boolean;
  /** Where either name leads, and what the second one reads. */
  readonly verdict: string;
  /** What the tag is compared with. */
  readonly tag: string;
}

/** The addresses of notebook 01, on the CPU of notebook 01. */
export const FIRST = {
  cpu: 'SH7750',
  pfn: 0x0c123,
  names: [
    { who: 'user', name: 'user' },
    { who: 'kernel', name: 'kernel' },
  ],
  addresses: [0x2955_1000n, 0x8c12_3000n],
} as const satisfies Omit<TwoNames, 'machine'> & { readonly cpu: string };

/** The bits of an address that are drawn. */
const DRAWN_BITS = 32;
/** As many bits as a thumb can reach on a phone. */
const FREE_BITS = 8;

const OLD = [...'old'].map((letter) => letter.charCodeAt(0));
const NEW = [...'new'].map((letter) => letter.charCodeAt(0));

/** Looks at two names; an address is taken down to the page that it lies in. */
export function lookAt({ machine, pfn, names, addresses }: TwoNames): TwoNamesLook {
  // No port's own rules of where a mapping may lie: any two addresses can be tried.
  const free = { ...machine, port: 'generic' };
  const layout = new Layout(free);
  const page = BigInt(machine.pageSize);
  const file = oneByte(pfn);
  const aliasOf = ({ who, name }: Named, address: bigint): AliasDescription => ({
    ...{ name, who, of: { file, page: 0 }, process: who === 'user' ? 1 : 0 },
    at: { kind: 'address', address: formatAddress(fromBigInt(address - (address % page))) },
  });
  const [stores, loads] = [aliasOf(names[0], addresses[0]), aliasOf(names[1], addresses[1])];
  const ownerOf = ownersOf([stores, loads]);
  const looks = [stores, loads].map((alias, i) => ({
    ...placeOf(layout, layout.place(alias)),
    key: i === 1 && stores.who === loads.who ? ('other' as const) : alias.who,
    letter: ownerOf(alias).letter,
    called:
      stores.who === loads.who ? `the address of ${printable(alias.name)}` : `the ${alias.who}’s address`,
  })) as unknown as readonly [NameLook, NameLook];
  const low = Math.log2(machine.pageSize);
  const run = runScenario(
    storyOf({
      machine: free,
      strategy: { kind: 'none' },
      steps: [
        { do: 'load', alias: loads, at: 0, length: 3 },
        { do: 'store', alias: stores, at: 0, bytes: NEW },
        { do: 'load', alias: loads, at: 0, length: 3 },
      ],
    }),
  );
  const read = String.fromCharCode(...(run.steps[2]?.read ?? []));
  const coherent = isCoherent(run);
  return {
    names: looks,
    on: `${printable(machine.name)}: ${describeMachine(machine)}`,
    colors: layout.colors,
    sets: setsOf(machine.cache),
    fields: fieldsOf(free, DRAWN_BITS),
    free: { low, high: low + FREE_BITS },
    coherent,
    verdict: `${placeWords(layout, looks)} ${storyWords(names, read)}${coherent ? '.' : ': stale.'}`,
    tag: tagWords(machine),
  };
}

function placeOf(layout: Layout, alias: PlacedAlias): Pick<NameLook, 'address' | 'color' | 'set' | 'tag'> {
  const [set] = setsOfPage(layout, alias);
  return { address: toBigInt(alias.virtual), color: alias.color, set, tag: tagOf(layout, alias) };
}

function storyWords([stores, loads]: TwoNames['names'], read: string): string {
  return stores.who === loads.who
    ? `“new” is stored by ${printable(stores.name)}, and ${printable(loads.name)} reads “${read}”`
    : `The ${stores.who} stores “new”, and the ${loads.who} reads “${read}”`;
}

function placeWords({ machine, colors }: Layout, [one, other]: readonly [NameLook, NameLook]): string {
  if (!isVirtuallyIndexed(machine.cache))
    return `The physical address picks the set, so both names lead to set ${one.set}.`;
  if (colors === 1) return `The index lies inside the page offset, so both names lead to set ${one.set}.`;
  return one.color === other.color
    ? `Both have color ${one.color}, so both lead to set ${one.set}.`
    : `Color ${one.color} leads to set ${one.set}, color ${other.color} to set ${other.set}: one byte has two places.`;
}

function tagWords({ cache }: MachineDescription): string {
  return cache.organization === 'VIVT'
    ? 'The tag is the rest of the virtual address.'
    : 'The tag is the page frame, which both names share.';
}

function oneByte(firstPfn: number): DaxFileDescription {
  return {
    name: 'front.dat',
    pages: 1,
    firstPfn,
    placed: [],
    contents: [{ at: 0, bytes: OLD }],
    medium: 'persistent memory',
  };
}
