/**
 * The cachetlb calls of the ports that map no page at a chosen color: they flush by physical address, by user address, or
 * the whole cache. Read in Linux 6.17 where nothing else is said.
 */
import { fromMemory, read } from '../ports/port.js';
import { flush, type PortCalls, UNTREATED } from './behavior.js';

const WHOLE = [flush('whole cache')];
const KERNEL_RANGE = [flush('kernel range')];

const ARC = (name: string) => read(`arch/arc/mm/cache.c: ${name}(), Linux 4.6`);
const ARC_H = (name: string) => read(`arch/arc/include/asm/cacheflush.h: ${name}(), Linux 4.6`);

/** ARC700 with CONFIG_ARC_CACHE_VIPT_ALIASING; later releases refuse to boot on such a cache. */
const arc: PortCalls = {
  arch: 'arc',
  caches: ['VIPT-aliasing'],
  defers: { while: 'no user maps the file', mark: 'PG_dcache_clean', flushPays: false },
  updateMmuCacheNeedsStructPage: false,
  reachesColorsBy: 'physical and virtual address in one operation',
  calls: {
    flush_cache_mm: { steps: WHOLE, source: ARC('flush_cache_mm') },
    flush_cache_range: { steps: WHOLE, source: ARC('flush_cache_range') },
    flush_cache_page: { steps: [flush('user color')], source: ARC('flush_cache_page') },
    flush_cache_vmap: { steps: WHOLE, source: ARC_H('flush_cache_vmap') },
    flush_cache_vunmap: { steps: WHOLE, source: ARC_H('flush_cache_vunmap') },
    flush_dcache_page: {
      steps: [flush('file color', 'mapped', 'colors differ')],
      source: ARC('flush_dcache_page'),
      note: 'of a page that users map it flushes the users’ lines alone: the kernel’s dirty lines stay where they are',
    },
    flush_anon_page: {
      steps: [flush('user color'), flush('kernel address')],
      source: ARC('flush_anon_page'),
    },
    update_mmu_cache: {
      steps: [flush('kernel address', 'flush owed', 'colors differ')],
      source: read('arch/arc/mm/tlb.c: update_mmu_cache()'),
    },
  },
  copyUserPage: {
    from: {
      before: [flush('user color', 'mapped', 'colors differ')],
      through: 'direct map',
      after: [flush('kernel address', 'mapped', 'colors differ')],
    },
    to: { ...UNTREATED, owes: [] },
    source: ARC('copy_user_highpage'),
    note: 'a flush is owed for the source too where it was not flushed',
  },
  clearUserPage: { ...UNTREATED, owes: [], source: ARC('clear_user_page') },
  copyToUserPage: { ...UNTREATED, source: ARC_H('copy_to_user_page') },
  copyFromUserPage: { ...UNTREATED, source: ARC_H('copy_from_user_page') },
};

const CSKY = (name: string) => read(`arch/csky/abiv1/cacheflush.c: ${name}()`);
const CSKY_H = (name: string) => read(`arch/csky/abiv1/inc/abi/cacheflush.h: ${name}()`);
const CSKY_PAGE_H = (name: string) => read(`arch/csky/abiv1/inc/abi/page.h: ${name}()`);

/** ABIv1, Linux 5.x; ABIv2 takes its cache to be physical. */
const csky: PortCalls = {
  arch: 'csky',
  caches: ['VIPT-aliasing'],
  defers: { while: 'no user maps the page', mark: 'PG_dcache_clean', flushPays: true },
  updateMmuCacheNeedsStructPage: true,
  calls: {
    flush_cache_mm: { steps: WHOLE, source: CSKY_H('flush_cache_mm') },
    flush_cache_dup_mm: { steps: WHOLE, source: CSKY_H('flush_cache_dup_mm') },
    flush_cache_range: { steps: WHOLE, source: CSKY('flush_cache_range') },
    flush_cache_page: { steps: WHOLE, source: CSKY_H('flush_cache_page') },
    flush_cache_vmap: { steps: WHOLE, source: CSKY_H('flush_cache_vmap') },
    flush_cache_vunmap: { steps: WHOLE, source: CSKY_H('flush_cache_vunmap') },
    flush_dcache_page: { steps: WHOLE, source: CSKY('flush_dcache_page') },
    flush_anon_page: { steps: WHOLE, source: CSKY_H('flush_anon_page') },
    flush_kernel_dcache_page: { steps: WHOLE, source: CSKY('flush_kernel_dcache_page') },
    update_mmu_cache: { steps: [flush('whole cache', 'flush owed')], source: CSKY('update_mmu_cache') },
    flush_kernel_vmap_range: { steps: WHOLE, source: CSKY_H('flush_kernel_vmap_range') },
    invalidate_kernel_vmap_range: { steps: WHOLE, source: CSKY_H('invalidate_kernel_vmap_range') },
  },
  copyUserPage: {
    from: UNTREATED,
    to: { ...UNTREATED, after: [flush('whole cache', 'colors differ')] },
    source: CSKY_PAGE_H('copy_user_page'),
    note: 'by flush_dcache_page(), which may put it off',
  },
  clearUserPage: {
    ...UNTREATED,
    after: [flush('whole cache', 'colors differ')],
    source: CSKY_PAGE_H('clear_user_page'),
  },
  copyToUserPage: { ...UNTREATED, after: WHOLE, source: CSKY_H('copy_to_user_page') },
  copyFromUserPage: { ...UNTREATED, source: CSKY_H('copy_from_user_page') },
};

const MICROBLAZE_H = (name: string) => read(`arch/microblaze/include/asm/cacheflush.h: ${name}()`);
const GENERIC = fromMemory('include/linux/highmem.h: copies through the direct map');

const microblaze: PortCalls = {
  arch: 'microblaze',
  caches: ['VIPT-aliasing', 'VIVT', 'non-aliasing'],
  updateMmuCacheNeedsStructPage: false,
  calls: {
    flush_cache_page: { steps: [flush('physical page')], source: MICROBLAZE_H('flush_cache_page') },
    flush_dcache_page: { steps: [flush('physical page')], source: MICROBLAZE_H('flush_dcache_folio') },
  },
  copyUserPage: { from: UNTREATED, to: UNTREATED, source: GENERIC },
  clearUserPage: { ...UNTREATED, source: GENERIC },
  copyToUserPage: { ...UNTREATED, source: MICROBLAZE_H('copy_to_user_page') },
  copyFromUserPage: { ...UNTREATED, source: read('include/asm-generic/cacheflush.h: copy_from_user_page()') },
};

const NIOS2 = (name: string) => read(`arch/nios2/mm/cacheflush.c: ${name}(), Linux 4.x`);
const NIOS2_H = (name: string) => read(`arch/nios2/include/asm/cacheflush.h: ${name}()`);
/** The instruction names a virtual address, and the running process's translation is what it finds. */
const USER_ADDRESS = [flush('user address', 'current mm')];

const nios2: PortCalls = {
  arch: 'nios2',
  caches: ['VIPT-aliasing', 'VIVT', 'non-aliasing'],
  defers: { while: 'no user maps the file', mark: 'PG_dcache_clean', flushPays: true },
  updateMmuCacheNeedsStructPage: true,
  calls: {
    flush_cache_mm: { steps: WHOLE, source: NIOS2('flush_cache_mm') },
    flush_cache_dup_mm: { steps: WHOLE, source: NIOS2('flush_cache_dup_mm') },
    flush_cache_range: { steps: USER_ADDRESS, source: NIOS2('flush_cache_range') },
    flush_cache_page: { steps: USER_ADDRESS, source: NIOS2('flush_cache_page') },
    flush_cache_vmap: { steps: KERNEL_RANGE, source: NIOS2_H('flush_cache_vmap') },
    flush_cache_vunmap: { steps: KERNEL_RANGE, source: NIOS2_H('flush_cache_vunmap') },
    flush_dcache_page: {
      steps: [flush('kernel address'), flush('current user mappings')],
      source: NIOS2('flush_dcache_page'),
      note: 'mappings of other processes are left alone',
    },
    update_mmu_cache: {
      steps: [flush('kernel address', 'flush owed'), flush('current user mappings', 'flush owed')],
      source: NIOS2('update_mmu_cache'),
    },
  },
  copyUserPage: {
    from: { ...UNTREATED, before: USER_ADDRESS },
    to: { ...UNTREATED, after: [flush('kernel address')] },
    source: NIOS2('copy_user_page'),
    note: 'the user address still leads to the old page when it is flushed',
  },
  clearUserPage: {
    before: USER_ADDRESS,
    through: 'direct map',
    after: [flush('kernel address')],
    source: NIOS2('clear_user_page'),
  },
  copyToUserPage: {
    before: USER_ADDRESS,
    through: 'direct map',
    after: [flush('kernel address')],
    source: NIOS2('copy_to_user_page'),
  },
  copyFromUserPage: {
    before: USER_ADDRESS,
    through: 'direct map',
    after: [flush('kernel address')],
    source: NIOS2('copy_from_user_page'),
  },
};

const SPARC32_H = (name: string) => read(`arch/sparc/include/asm/cacheflush_32.h: ${name}()`);
const HYPERSPARC = (name: string) => read(`arch/sparc/mm/hypersparc.S: ${name}`);
const HYPERSPARC_USER = [flush('user address')];

/** hyperSPARC. The flush wants a live translation: it compares physical tags. */
const sparc32: PortCalls = {
  arch: 'sparc32',
  caches: ['VIPT-aliasing'],
  updateMmuCacheNeedsStructPage: false,
  calls: {
    flush_cache_mm: {
      steps: HYPERSPARC_USER,
      source: HYPERSPARC('hypersparc_flush_cache_mm'),
      note: 'the lines of all processes there, those of this one here',
    },
    flush_cache_dup_mm: { steps: HYPERSPARC_USER, source: SPARC32_H('flush_cache_dup_mm') },
    flush_cache_range: { steps: HYPERSPARC_USER, source: HYPERSPARC('hypersparc_flush_cache_range') },
    flush_cache_page: { steps: HYPERSPARC_USER, source: HYPERSPARC('hypersparc_flush_cache_page') },
    flush_cache_kmaps: {
      steps: WHOLE,
      source: fromMemory('arch/sparc/include/asm/highmem.h: flush_cache_kmaps()'),
    },
    flush_cache_vmap: { steps: WHOLE, source: SPARC32_H('flush_cache_vmap') },
    flush_cache_vunmap: { steps: WHOLE, source: SPARC32_H('flush_cache_vunmap') },
    flush_dcache_page: {
      steps: [flush('kernel address')],
      source: HYPERSPARC('hypersparc_flush_page_to_ram'),
      note: 'a dirty line of a user’s color stays where it is',
    },
  },
  copyUserPage: {
    from: UNTREATED,
    to: { ...UNTREATED, after: [flush('kernel address')] },
    source: read('arch/sparc/include/asm/page_32.h: copy_user_page()'),
  },
  clearUserPage: {
    ...UNTREATED,
    after: [flush('kernel address')],
    source: read('arch/sparc/include/asm/page_32.h: clear_user_page()'),
  },
  copyToUserPage: { ...UNTREATED, before: HYPERSPARC_USER, source: SPARC32_H('copy_to_user_page') },
  copyFromUserPage: { ...UNTREATED, before: HYPERSPARC_USER, source: SPARC32_H('copy_from_user_page') },
};

export const FLUSHING_CALLS: readonly PortCalls[] = [arc, csky, microblaze, nios2, sparc32];
