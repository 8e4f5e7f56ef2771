/** The aliases through which dax_io() reaches a page: the direct map, or a window where the strategy opens one. */
import { type AliasDescription, samePage } from './alias.js';
import type { FilePage } from './dax-file.js';
import type { Layout, PlacedAlias } from './layout.js';
import { behaviorOf, type Strategy } from './strategies/index.js';

/** The alias that dax_io() uses of a page under a strategy; `users` are the user aliases of the story. */
export function kernelAliasOf(
  of: FilePage,
  strategy: Strategy,
  layout: Layout,
  users: readonly PlacedAlias[],
): AliasDescription {
  const { window } = behaviorOf(strategy);
  if (!window) return { name: 'kernel', who: 'kernel', of, at: { kind: 'direct map' }, process: 0 };
  const ours = users.filter(({ description }) => samePage(description.of, of));
  const color = window.color(layout, of.page, ours);
  return { name: 'window', who: 'kernel', of, at: { kind: 'window', color }, process: 0 };
}
