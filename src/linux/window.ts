/**
 * A window's slot, pointed at a page: what every user of a window does before an access, in a run and in a proof. A virtually
 * tagged cache would go on hitting the lines of the page that the slot led to before; physical tags need no such care.
 */
import type { Machine } from '../hardware/machine.js';
import type { Address } from '../units/address.js';
import type { WindowRules } from './strategies/index.js';

/** What is seen to when a slot is pointed elsewhere. */
export type WindowCare = Pick<WindowRules, 'flushesBeforeReuse' | 'invalidatesTlb'>;

export const FULL_CARE: WindowCare = { flushesBeforeReuse: true, invalidatesTlb: true };

/** Points the slot behind a machine alias, a page long, at a frame; nothing is done where it leads there already. */
export function openWindow(
  machine: Machine,
  alias: number,
  physical: Address,
  { flushesBeforeReuse, invalidatesTlb }: WindowCare,
): void {
  const before = machine.physicalPageOf(alias);
  if (before === physical.page) return;
  const hasVirtualTags = machine.cache.description.organization === 'VIVT';
  if (before !== undefined && hasVirtualTags && flushesBeforeReuse) {
    machine.maintain('flush', alias, 0, machine.aliases[alias]!.length);
  }
  machine.map(alias, physical, true, invalidatesTlb ? {} : { tlb: 'kept' });
}
