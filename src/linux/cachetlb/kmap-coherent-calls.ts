/**
 * The cachetlb calls of MIPS (R4000-style caches) and SH-4: the two ports with kmap_coherent(). Their flush_dcache_page
 * reaches the kernel's color alone, so that a dirty line of the user's color stays where it is. Read in Linux 6.17.
 */
import { fromMemory, read } from '../ports/port.js';
import { type CopySide, clean, flush, invalidate, type PortCalls } from './behavior.js';

const WHOLE = [flush('whole cache')];

/** The running process's own address, a window for any other process; the direct map if the window may not be used. */
const ONE_PAGE = [
  flush('user address', 'current mm'),
  flush('user color', 'not current mm', 'mapped and no flush owed'),
  flush('kernel address', 'not current mm', 'not mapped or flush owed'),
];

const ANON = [
  flush('user color', 'colors differ', 'mapped and no flush owed'),
  flush('kernel address', 'colors differ', 'not mapped or flush owed'),
];

const C_R4K = (name: string) => read(`arch/mips/mm/c-r4k.c: ${name}()`);
const MIPS_VMAP = C_R4K('r4k_flush_kernel_vmap_range');

const MIPS_WINDOW: CopySide = { before: [], through: 'window if mapped and no flush owed', after: [] };

const mips: PortCalls = {
  arch: 'mips',
  caches: ['VIPT-aliasing'],
  defers: { while: 'no user maps the file', mark: 'PG_dcache_dirty', flushPays: false },
  updateMmuCacheNeedsStructPage: true,
  reachesColorsBy: 'window',
  calls: {
    flush_cache_mm: { steps: WHOLE, source: C_R4K('r4k_flush_cache_mm') },
    flush_cache_range: { steps: WHOLE, source: C_R4K('r4k_flush_cache_range') },
    flush_cache_page: { steps: ONE_PAGE, source: C_R4K('local_r4k_flush_cache_page') },
    flush_cache_vmap: { steps: WHOLE, source: C_R4K('r4k__flush_cache_vmap') },
    flush_cache_vunmap: { steps: WHOLE, source: C_R4K('r4k__flush_cache_vunmap') },
    flush_dcache_page: {
      steps: [flush('kernel address')],
      source: read('arch/mips/mm/cache.c: __flush_dcache_pages()'),
    },
    flush_anon_page: { steps: ANON, source: read('arch/mips/mm/cache.c: __flush_anon_page()') },
    update_mmu_cache: {
      steps: [flush('kernel address', 'flush owed', 'colors differ')],
      source: read('arch/mips/mm/cache.c: __update_cache()'),
    },
    flush_kernel_vmap_range: { steps: [flush('kernel range')], source: MIPS_VMAP },
    invalidate_kernel_vmap_range: {
      steps: [flush('kernel range')],
      source: MIPS_VMAP,
      note: 'the same function as flush_kernel_vmap_range; a range as large as the cache flushes all of it',
    },
  },
  copyUserPage: {
    from: MIPS_WINDOW,
    to: { before: [], through: 'direct map', after: [flush('kernel address', 'colors differ')] },
    source: read('arch/mips/mm/init.c: copy_user_highpage()'),
    note: 'also flushed where the instruction cache does not fetch from the data cache',
  },
  clearUserPage: {
    before: [],
    through: 'direct map',
    after: [flush('kernel address', 'colors differ')],
    source: read('arch/mips/include/asm/page.h: clear_user_page()'),
  },
  copyToUserPage: {
    ...MIPS_WINDOW,
    owes: ['not mapped or flush owed'],
    source: read('arch/mips/mm/init.c: copy_to_user_page()'),
  },
  copyFromUserPage: {
    ...MIPS_WINDOW,
    owes: ['not mapped or flush owed'],
    source: read('arch/mips/mm/init.c: copy_from_user_page()'),
  },
};

const CACHE_C = (name: string) => read(`arch/sh/mm/cache.c: ${name}()`);
const SH4 = (name: string) => read(`arch/sh/mm/cache-sh4.c: ${name}()`);
const SH_H = (name: string) => read(`arch/sh/include/asm/cacheflush.h: ${name}()`);

/** kunmap_coherent() flushes the window. */
const SH_WINDOW: CopySide = {
  before: [],
  through: 'window if mapped and no flush owed',
  after: [flush('user color', 'mapped and no flush owed')],
};

const sh: PortCalls = {
  arch: 'sh',
  caches: ['VIPT-aliasing'],
  defers: { while: 'no user maps the file', mark: 'PG_dcache_clean', flushPays: false },
  updateMmuCacheNeedsStructPage: true,
  reachesColorsBy: 'window',
  calls: {
    flush_cache_mm: { steps: WHOLE, source: SH4('sh4_flush_cache_mm') },
    flush_cache_dup_mm: { steps: WHOLE, source: SH4('sh4_flush_cache_mm') },
    flush_cache_range: { steps: WHOLE, source: SH4('sh4_flush_cache_range') },
    flush_cache_page: { steps: ONE_PAGE, source: SH4('sh4_flush_cache_page') },
    flush_cache_vmap: { steps: WHOLE, source: SH_H('flush_cache_vmap') },
    flush_cache_vunmap: { steps: WHOLE, source: SH_H('flush_cache_vunmap') },
    flush_dcache_page: {
      steps: [flush('kernel address')],
      source: SH4('sh4_flush_dcache_folio'),
      note: 'in 2009 sh4_flush_dcache_page() went through all colors; later releases do the kernel’s alone',
    },
    flush_anon_page: { steps: ANON, source: CACHE_C('__flush_anon_page') },
    flush_kernel_dcache_page: {
      steps: [flush('kernel address')],
      source: fromMemory('arch/sh/include/asm/cacheflush.h: calls flush_dcache_page(), Linux 4.5'),
    },
    update_mmu_cache: { steps: [flush('kernel address', 'flush owed')], source: CACHE_C('__update_cache') },
    flush_kernel_vmap_range: { steps: [clean('kernel range')], source: SH_H('flush_kernel_vmap_range') },
    invalidate_kernel_vmap_range: {
      steps: [invalidate('kernel range')],
      source: SH_H('invalidate_kernel_vmap_range'),
    },
  },
  copyUserPage: {
    from: SH_WINDOW,
    to: { before: [], through: 'direct map', after: [flush('kernel address', 'colors differ')] },
    source: CACHE_C('copy_user_highpage'),
  },
  clearUserPage: {
    before: [],
    through: 'direct map',
    after: [flush('kernel address', 'colors differ')],
    source: CACHE_C('clear_user_highpage'),
  },
  copyToUserPage: { ...SH_WINDOW, owes: ['not mapped or flush owed'], source: CACHE_C('copy_to_user_page') },
  copyFromUserPage: {
    ...SH_WINDOW,
    owes: ['not mapped or flush owed'],
    source: CACHE_C('copy_from_user_page'),
  },
};

export const KMAP_COHERENT_CALLS: readonly PortCalls[] = [mips, sh];
