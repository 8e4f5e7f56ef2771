/**
 * `copy_user_page()`, by which a private store copies a block: copy_user_bh() in fs/dax.c, Linux 4.5, copy_cow_page_dax() in
 * 6.19. It is not copy_user_highpage(), by which a page of the page cache is copied. Where a port has that one only, as ARM,
 * MIPS and Xtensa have for caches that alias, FS_DAX does not compile; its far side stands for what is not there.
 */
import type { Loaded } from '../../hardware/machine.js';
import type { CacheStep } from '../../ports/calls/index.js';
import { flush } from '../../ports/calls/steps.js';
import { carryOut, fillUserPage, type PageInKernel, type UserAddress } from '../cachetlb/index.js';
import { cachetlbKernelOf } from '../system/cachetlb-kernel.js';
import type { System } from '../system/system.js';

interface CopyUserPage {
  /** Done to the block before it is loaded; to the new page before and after it is stored, through the direct map. */
  readonly block: readonly CacheStep[];
  readonly before: readonly CacheStep[];
  readonly after: readonly CacheStep[];
  readonly source: string;
}

const PLAIN = { block: [], before: [], after: [] } as const;

/** Ports whose copy_user_page() does something else than the far side of their copy_user_highpage(). */
const OWN: Readonly<Record<string, CopyUserPage>> = {
  arc: { ...PLAIN, source: 'arch/arc/include/asm/page.h: copy_page(), Linux 6.19' },
  nds32: {
    ...PLAIN,
    before: [flush('user address')],
    after: [flush('kernel address')],
    source: 'arch/nds32/mm/cacheflush.c: copy_user_page(), Linux 5.4',
  },
  parisc: {
    ...PLAIN,
    block: [flush('user color')],
    after: [flush('kernel address')],
    source:
      'arch/parisc/kernel/cache.c: copy_user_page(), and __kunmap_atomic(), Linux 4.5 and 5.4; none in 6.19',
  },
  sh: { ...PLAIN, source: 'arch/sh/include/asm/page.h: __copy_user(), Linux 4.5 and 6.19' },
};

/** Copies a block into a frame that the user will see at the address, which leads to the block until then; `load` reads it. */
export function copyUserPageOf(
  system: System,
  {
    block,
    into,
    user,
  }: { readonly block: PageInKernel; readonly into: PageInKernel; readonly user: UserAddress },
  load: () => Loaded,
): void {
  const kernel = cachetlbKernelOf(system);
  const own = OWN[system.layout.machine.port];
  if (!own) {
    fillUserPage({ page: into, user }, load().bytes, kernel);
    return;
  }
  carryOut(own.block, { page: block, user }, kernel);
  const { bytes } = load();
  carryOut(own.before, { page: into, user }, kernel);
  kernel.machine.store(kernel.kernelAddress(into), 0, bytes);
  carryOut(own.after, { page: into, user }, kernel);
}
