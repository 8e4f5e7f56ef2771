/**
 * Two names of one byte on a cache, for the front page: how either address is taken apart, and what the kernel reads after the user
 * has stored. Nothing of a cache is decided here: the addresses are laid out, and the story is run, by the library.
 */

import { isVirtuallyIndexed } from '../hardware/cache-description.js';
import type { AliasDescription } from '../linux/alias.js';
import type { DaxFileDescription } from '../linux/dax-file.js';
import { Layout, type PlacedAlias } from '../linux/layout.js';
import type { MachineDescription } from '../linux/machine-description.js';
import { isCoherent, runScenario } from '../linux/run-scenario.js';
import { storyOf } from '../linux/story/story.js';
import { formatAddress, fromBigInt, toBigInt } from '../units/address.js';
import { type Field, fieldsOf } from '../views/address-fields.js';
import { setsOfPage } from '../views/words.js';

/** Who has a name of the page. */
export type Who = 'user' | 'kernel';

/** What is held in hand: a machine, and an address for each name. */
export interface TwoNames {
  readonly machine: MachineDescription;
  readonly user: bigint;
  readonly kernel: bigint;
}

/** One name, taken apart. */
export interface NameLook {
  readonly who: Who;
  readonly address: bigint;
  readonly color: number;
  /** Where its first byte goes. */
  readonly set: number;
}

/** What is to be seen. */
export interface TwoNamesLook {
  readonly names: readonly [NameLook, NameLook];
  readonly colors: number;
  /** Fields of an address, highest bits first, up to bit 32. */
  readonly fields: readonly Field[];
  /** Bits that can be changed: the lowest that are translated, with all color bits among them. */
  readonly free: Readonly<{ low: number; high: number }>;
  readonly coherent: boolean;
  /** Where either name leads, and what the kernel reads. */
  readonly verdict: string;
  /** What the tag is compared with. */
  readonly tag: string;
}

/** The addresses of notebook 01, on the CPU of notebook 01. */
export const FIRST: Readonly<{ cpu: string; user: bigint; kernel: bigint }> = {
  cpu: 'SH7750',
  user: 0x2955_1000n,
  kernel: 0x8c12_3000n,
};

/** The bits of an address that are drawn. */
const DRAWN_BITS = 32;
/** As many bits as a thumb can reach on a phone. */
const FREE_BITS = 8;

const OLD = [...'old'].map((letter) => letter.charCodeAt(0));
const NEW = [...'new'].map((letter) => letter.charCodeAt(0));

/** Looks at two names; an address is taken down to the page that it lies in. */
export function lookAt({ machine, user, kernel }: TwoNames): TwoNamesLook {
  // No port's own rules of where a mapping may lie: any two addresses can be tried.
  const free = { ...machine, port: 'generic' };
  const layout = new Layout(free);
  const page = BigInt(machine.pageSize);
  const names = [aliasAt('user', user - (user % page)), aliasAt('kernel', kernel - (kernel % page))] as const;
  const placed = names.map((name) => layout.place(name));
  const looks = placed.map((alias) => nameLook(layout, alias));
  const low = Math.log2(machine.pageSize);
  const run = runScenario(
    storyOf({
      machine: free,
      strategy: { kind: 'none' },
      steps: [
        { do: 'load', alias: names[1], at: 0, length: 3 },
        { do: 'store', alias: names[0], at: 0, bytes: NEW },
        { do: 'load', alias: names[1], at: 0, length: 3 },
      ],
    }),
  );
  const read = String.fromCharCode(...(run.steps[2]?.read ?? []));
  const coherent = isCoherent(run);
  return {
    names: looks as unknown as readonly [NameLook, NameLook],
    colors: layout.colors,
    fields: fieldsOf(free, DRAWN_BITS),
    free: { low, high: low + FREE_BITS },
    coherent,
    verdict: `${placeWords(layout, looks)} The user stores “new”, and the kernel reads “${read}”${coherent ? '.' : ': stale.'}`,
    tag: tagWords(machine),
  };
}

function nameLook(layout: Layout, alias: PlacedAlias): NameLook {
  const { virtual, color, description } = alias;
  const [set] = setsOfPage(layout, alias);
  return { who: description.who, address: toBigInt(virtual), color, set };
}

function placeWords({ machine, colors }: Layout, [user, kernel]: readonly NameLook[]): string {
  const { color: one, set } = user!;
  const { color: other, set: otherSet } = kernel!;
  if (!isVirtuallyIndexed(machine.cache))
    return `The physical address picks the set, so both names lead to set ${set}.`;
  if (colors === 1) return `The index lies inside the page offset, so both names lead to set ${set}.`;
  return one === other
    ? `Both have color ${one}, so both lead to set ${set}.`
    : `Color ${one} leads to set ${set}, color ${other} to set ${otherSet}: one byte has two places.`;
}

function tagWords({ cache }: MachineDescription): string {
  return cache.organization === 'VIVT'
    ? 'The tag is the rest of the virtual address.'
    : 'The tag is the page frame, which both names share.';
}

function aliasAt(who: Who, address: bigint): AliasDescription {
  const at = { kind: 'address', address: formatAddress(fromBigInt(address)) } as const;
  return { name: who, who, of: { file: FILE, page: 0 }, at, process: who === 'user' ? 1 : 0 };
}

const FILE: DaxFileDescription = {
  name: 'front.dat',
  pages: 1,
  firstPfn: 0x0c123,
  placed: [],
  contents: [{ at: 0, bytes: OLD }],
  medium: 'persistent memory',
};
