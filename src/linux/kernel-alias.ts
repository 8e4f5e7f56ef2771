/** The aliases through which dax_io() reaches a page: the direct map, or a window where the strategy opens one. */
import { type AliasDescription, samePage } from './alias.js';
import type { FilePage } from './dax-file.js';
import type { Layout, PlacedAlias } from './layout.js';
import { type CongruentStrategy, holds, type Strategy } from './strategy.js';

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
  const ours = users.filter(({ description }) => samePage(description.of, of));
  const color = windowColor(strategy, layout, of.page, ours);
  return { name: 'window', who: 'kernel', of, at: { kind: 'window', color }, process: 0 };
}

/** The color of the first user of the page; where nobody maps it, that of the file offset, where mmap() would put it. */
export function windowColor(
  strategy: CongruentStrategy,
  layout: Layout,
  page: number,
  usersOfPage: readonly PlacedAlias[],
): number {
  if (strategy.color !== 'user') return strategy.color;
  const color = usersOfPage[0]?.color ?? layout.colorOf(layout.mmap(page));
  // Counted over half of the way, as with a SHMLBA that is too small.
  return holds(strategy, 'whole index') ? color : color % Math.max(1, layout.colors / 2);
}
