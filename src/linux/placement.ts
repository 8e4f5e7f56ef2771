/** The aliases of a story, each at its address: what mmap() places goes where no other mapping of the process lies. */
import { type Address, formatAddress } from '../units/address.js';
import type { AliasDescription } from './alias.js';
import type { Layout, PlacedAlias } from './layout.js';

/** The aliases with their addresses, in the same order. Each stated address is taken before mmap() looks for a free one. */
export function placeAliases(layout: Layout, aliases: readonly AliasDescription[]): PlacedAlias[] {
  const taken = new Set<string>();
  const key = (process: number, virtual: Address) => `${process} ${formatAddress(virtual)}`;
  /** Where to look for the next free place of a color: nothing that is taken is given back. */
  const next = new Map<string, number>();
  for (const alias of aliases) {
    if (alias.at.kind !== 'mmap') taken.add(key(alias.process, layout.place(alias).virtual));
  }
  return aliases.map((alias) => {
    const placed = layout.place(alias, (nthPlace) => {
      const first = key(alias.process, nthPlace(0));
      let nth = next.get(first) ?? 0;
      while (taken.has(key(alias.process, nthPlace(nth)))) nth++;
      next.set(first, nth + 1);
      return nth;
    });
    taken.add(key(alias.process, placed.virtual));
    return placed;
  });
}

/** Two aliases that would be one address of two pages: no page table can hold both. */
export function clashesAmong(placed: readonly PlacedAlias[]): [PlacedAlias, PlacedAlias][] {
  const first = new Map<string, PlacedAlias>();
  const clashes: [PlacedAlias, PlacedAlias][] = [];
  for (const alias of placed) {
    const key = `${alias.description.process} ${formatAddress(alias.virtual)}`;
    const other = first.get(key);
    if (!other) first.set(key, alias);
    else if (!mayShare(alias, other)) clashes.push([other, alias]);
  }
  return clashes;
}

/** A window leads to one page after another; two names of one mapping lead to one page. */
function mayShare(a: PlacedAlias, b: PlacedAlias): boolean {
  if (a.description.at.kind === 'window' && b.description.at.kind === 'window') return true;
  return a.physical.page === b.physical.page && a.physical.offset === b.physical.offset;
}
