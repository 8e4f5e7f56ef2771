/** The aliases through which dax_io() reaches a page: the direct map, or a window where the strategy opens one. */
import { type AliasDescription, samePage } from './alias.js';
import type { FilePage } from './dax-file.js';
import type { Layout, PlacedAlias } from './layout.js';
import type { Strategy } from './strategy.js';

/** The alias that dax_io() uses of a page under a strategy; `users` are the user aliases of the story. */
export function kernelAliasOf(
  of: FilePage,
  strategy: Strategy,
  layout: Layout,
  users: readonly PlacedAlias[],
): AliasDescription {
  if (strategy.kind !== 'congruent') {
    return { name: 'kernel', who: 'kernel', of, at: { kind: 'direct map' }, process: 0 };
  }
  const color = strategy.color === 'user' ? colorOfUser(of, layout, users) : strategy.color;
  return { name: 'window', who: 'kernel', of, at: { kind: 'window', color }, process: 0 };
}

/** The color of the first user of the page; where nobody maps it, that of the file offset, where mmap() would put it. */
function colorOfUser(of: FilePage, layout: Layout, users: readonly PlacedAlias[]): number {
  const user = users.find(({ description }) => samePage(description.of, of));
  return user ? user.color : layout.colorOf(layout.mmap(of.page));
}
