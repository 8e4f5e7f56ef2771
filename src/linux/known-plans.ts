/**
 * Flush plans that somebody proposed or uses. The mail is M. Wilcox's to J. Hulbert, linux-kernel, 25 January 2016; the
 * page cache's is what flush_dcache_page() has to do on an aliasing cache (Documentation/core-api/cachetlb.rst): user
 * and kernel aliases are written back and dropped before the kernel reads, before and after it writes.
 */
import { completePlan, type FlushPlan } from './flush-plan.js';

export interface KnownPlan {
  readonly name: string;
  readonly plan: FlushPlan;
}

const FLUSH_BOTH = { user: 'flush', kernel: 'flush' } as const;
const FLUSH_KERNEL = { kernel: 'flush' } as const;

export const KNOWN_PLANS: readonly KnownPlan[] = Object.freeze([
  { name: 'nothing', plan: completePlan({}) },
  {
    name: 'the mail',
    plan: completePlan({ beforeRead: { user: 'flush' }, afterWrite: { kernel: 'flush' } }),
  },
  {
    name: 'the page cache',
    plan: completePlan({ beforeRead: FLUSH_BOTH, beforeWrite: FLUSH_BOTH, afterWrite: FLUSH_BOTH }),
  },
  {
    // flush_dcache_page() of MIPS (arch/mips/mm/c-r4k.c) and SH-4 (arch/sh/mm/cache-sh4.c), given the kernel's address
    name: 'the kernel alias alone',
    plan: completePlan({
      beforeRead: FLUSH_KERNEL,
      afterRead: FLUSH_KERNEL,
      beforeWrite: FLUSH_KERNEL,
      afterWrite: FLUSH_KERNEL,
    }),
  },
]);
