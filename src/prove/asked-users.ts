/** Where to put a user so that its color is the direct map's, or is not. */
import type { AliasDescription } from '../linux/alias.js';
import type { FilePage } from '../linux/dax-file.js';
import { Layout } from '../linux/layout.js';
import type { MachineDescription } from '../linux/machine-description.js';
import { addBytes, formatAddress } from '../units/address.js';

/** A user's address of the color that the page has in the direct map. */
export function congruentUser(machine: MachineDescription, page: FilePage): string {
  return userOfColor(machine, page, 0);
}

/** A user's address of the next color; of the only one, where pages have one. */
export function otherUser(machine: MachineDescription, page: FilePage): string {
  return userOfColor(machine, page, 1);
}

function userOfColor(machine: MachineDescription, page: FilePage, further: number): string {
  const layout = new Layout(machine);
  const kernel: AliasDescription = {
    name: 'kernel',
    who: 'kernel',
    of: page,
    at: { kind: 'direct map' },
    process: 0,
  };
  const wanted = (layout.place(kernel).color + further) % layout.colors;
  const start = layout.mmap(0);
  const pages = (wanted - layout.colorOf(start) + layout.colors) % layout.colors;
  return formatAddress(addBytes(start, pages * machine.pageSize));
}
