/**
 * `make_coherent()`: on virtual tags a process that maps a page twice would have it in two lines. The fault that brings the
 * second translation flushes the lines of all, and makes all of them uncached (arch/arm/mm/fault-armv.c, Linux 4.5 to 7.1).
 */
import type { UserPage } from './arguments.js';
import type { CachetlbKernel } from './carry-out.js';

/** A fault of the running process has led an address to a page of a file. Private mappings do not count as others. */
export function makeCoherent({ page, user }: UserPage, kernel: CachetlbKernel): void {
  const { machine } = kernel;
  const others = kernel.userAddresses(page, 'current shared').filter((alias) => alias !== user.alias);
  if (others.length === 0 || user.alias === undefined) return;
  for (const alias of [...others, user.alias]) {
    if (!machine.isCached(alias)) continue;
    machine.maintain('flush', alias, 0, kernel.layout.machine.pageSize);
    machine.map(alias, page.physical, false);
  }
}
