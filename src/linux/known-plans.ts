/**
 * Flush plans that somebody proposed or uses. The mail is M. Wilcox's to J. Hulbert, linux-kernel, 25 January 2016. The
 * page cache calls flush_dcache_page() before it reads a page that users may write, before it writes to one, and after
 * (mm/filemap.c, Linux 4.5); what that call reaches is each port's own affair.
 */
import { asTyped, InputError } from '../units/problems.js';
import { completePlan, type FlushPlan } from './strategies/flush-plan.js';

/** A flush plan that somebody proposed or uses, and where that was read. */
export interface KnownPlan {
  readonly name: string;
  readonly plan: FlushPlan;
  /** Where it is written. */
  readonly source: string;
}

/** The plan of the page cache, with a flush of these aliases at each of its three calls. */
function pageCache(reached: { readonly user?: 'flush'; readonly kernel: 'flush' }): FlushPlan {
  return completePlan({ beforeRead: reached, beforeWrite: reached, afterWrite: reached });
}

const BOTH = pageCache({ user: 'flush', kernel: 'flush' });
/** The lines of the kernel's address only: a dirty line of the user's color stays where it is. */
const KERNEL_ALONE = pageCache({ kernel: 'flush' });

/** What flush_dcache_page(), or flush_dcache_folio(), reaches: Linux 6.19, where nothing else is said. */
const PORTS: readonly (readonly [port: string, plan: FlushPlan, source: string])[] = [
  ['arc', BOTH, 'arch/arc/mm/cache.c, Linux 4.5'],
  ['arm', BOTH, 'arch/arm/mm/flush.c'],
  ['csky', BOTH, 'arch/csky/abiv1/cacheflush.c'],
  ['m68k', BOTH, 'arch/m68k/include/asm/cacheflush_mm.h'],
  ['microblaze', BOTH, 'arch/microblaze/include/asm/cacheflush.h'],
  ['mips', KERNEL_ALONE, 'arch/mips/mm/cache.c'],
  ['nds32', BOTH, 'arch/nds32/mm/cacheflush.c, Linux 5.4'],
  ['nios2', BOTH, 'arch/nios2/mm/cacheflush.c'],
  ['parisc', BOTH, 'arch/parisc/kernel/cache.c'],
  ['sh', KERNEL_ALONE, 'arch/sh/mm/cache-sh4.c'],
  ['sparc32', KERNEL_ALONE, 'arch/sparc/mm/hypersparc.S'],
  ['sparc64', BOTH, 'arch/sparc/mm/ultra.S'],
  ['xtensa', BOTH, 'arch/xtensa/mm/cache.c'],
];

const MAIL = 'linux-kernel, 25 January 2016';

/** What the mail names, what the page cache does where its call reaches both aliases, and what it does on each port. */
export const KNOWN_PLANS: readonly KnownPlan[] = Object.freeze([
  { name: 'nothing', plan: completePlan({}), source: 'fs/dax.c, Linux 4.3 to 4.9' },
  {
    name: 'the mail',
    plan: completePlan({ beforeRead: { user: 'flush' }, afterWrite: { kernel: 'flush' } }),
    source: MAIL,
  },
  { name: 'the page cache', plan: BOTH, source: 'Documentation/core-api/cachetlb.rst' },
  ...PORTS.map(([port, plan, source]) => ({ name: port, plan, source })),
]);

/** The plan of that name. Throws an InputError that lists the names. */
export function findKnownPlan(name: string): KnownPlan {
  const found = KNOWN_PLANS.find((known) => known.name === name);
  if (found) return found;
  const names = KNOWN_PLANS.map((known) => `'${known.name}'`).join(', ');
  throw new InputError([`no plan is known as ${asTyped(name)}: there are ${names}`], `knownPlan('the mail')`);
}
