/**
 * The cachetlb calls of MIPS with R4000-style caches and kmap_coherent(): flush_dcache_page reaches the kernel's color alone, so
 * that a dirty line of the user's color stays where it is. Pages are flushed by address (Hit_Writeback_Inv_D), the whole cache
 * by index (Index_Writeback_Inv_D).
 */
import { type CopySide, type PortCalls, UNTREATED } from '../calls/port-calls.js';
import { type CacheStep, flush } from '../calls/steps.js';
import type { CallsEntry } from '../define-port.js';
import { inFile, together } from '../source.js';

const C_R4K = inFile('6.19', 'arch/mips/mm/c-r4k.c');
const CACHE_C = inFile('6.19', 'arch/mips/mm/cache.c');
const INIT_C = inFile('6.19', 'arch/mips/mm/init.c');
const CACHEFLUSH_H = inFile('6.19', 'arch/mips/include/asm/cacheflush.h');

const DATA_CACHE_PAGE = C_R4K('local_r4k_flush_data_cache_page', 620, 632);
const VMAP_RANGE = C_R4K('r4k_flush_kernel_vmap_range', 866, 907);
const KMAP_COHERENT = INIT_C('kmap_coherent', 76, 134);

/** kunmap_coherent() takes the translation away, and flushes nothing. */
const WINDOW: CopySide = { before: [], through: 'window if mapped and no flush owed', after: [] };
/** PG_dcache_dirty is set where the direct map was used, by a load as well. */
const DEBUGGER = { ...WINDOW, owes: ['not mapped or flush owed'] } as const;

const WHOLE = [flush('whole cache')];
const KERNEL: readonly CacheStep[] = [flush('kernel address')];
const NEVER_RAN = 'nothing, if the process never ran';
const BIG_RANGE = 'a range as large as the cache flushes all of it';

const SPACES: PortCalls['calls'] = {
  flush_cache_mm: {
    steps: WHOLE,
    source: C_R4K('r4k_flush_cache_mm', 499, 529),
    note: `${NEVER_RAN}; on R4000SC and R4400SC by way of the secondary cache`,
  },
  flush_cache_dup_mm: { steps: [], source: CACHEFLUSH_H('flush_cache_dup_mm', 49, 49) },
  flush_cache_range: {
    steps: WHOLE,
    source: C_R4K('r4k_flush_cache_range', 470, 497),
    note: NEVER_RAN,
  },
  /** The running process's own address, a window for any other process; the direct map if the window may not be used. */
  flush_cache_page: {
    steps: [
      flush('user address', 'current mm'),
      flush('user color', 'not current mm', 'mapped and no flush owed'),
      flush('kernel address', 'not current mm', 'not mapped or flush owed'),
    ],
    source: together(C_R4K('local_r4k_flush_cache_page', 537, 606), KMAP_COHERENT),
    note: 'through the window too if the translation was not used yet; nothing, if it is not there',
  },
  flush_cache_kmaps: {
    steps: [],
    source: inFile('6.19', 'arch/mips/include/asm/highmem.h')('flush_cache_kmaps', 52, 52),
    note: 'BUG_ON(cpu_has_dc_aliases): there is no highmem where data alias',
  },
  flush_cache_vmap: {
    steps: WHOLE,
    source: together(CACHEFLUSH_H('flush_cache_vmap', 97, 101), C_R4K('r4k__flush_cache_vmap', 456, 459)),
  },
  flush_cache_vunmap: {
    steps: WHOLE,
    source: together(
      CACHEFLUSH_H('flush_cache_vunmap', 107, 111),
      C_R4K('r4k__flush_cache_vunmap', 461, 464),
    ),
  },
  flush_kernel_vmap_range: {
    steps: [flush('kernel range')],
    source: together(CACHEFLUSH_H('flush_kernel_vmap_range', 143, 147), VMAP_RANGE),
    note: BIG_RANGE,
  },
  invalidate_kernel_vmap_range: {
    steps: [flush('kernel range')],
    source: together(CACHEFLUSH_H('invalidate_kernel_vmap_range', 149, 153), VMAP_RANGE),
    note: `the same function as flush_kernel_vmap_range; ${BIG_RANGE}`,
  },
};

const PAGES: PortCalls['calls'] = {
  flush_dcache_page: {
    steps: KERNEL,
    source: together(CACHE_C('__flush_dcache_folio_pages', 102, 124), DATA_CACHE_PAGE),
  },
  flush_kernel_dcache_page: {
    steps: KERNEL,
    isFlushDcachePage: true,
    source: inFile('5.12', 'arch/mips/include/asm/cacheflush.h')('flush_kernel_dcache_page', 129, 133),
    note: 'is flush_dcache_page(); in 4.5 it did nothing but check for highmem',
  },
  flush_anon_page: {
    steps: [
      flush('user color', 'anonymous', 'colors differ', 'mapped and no flush owed'),
      flush('kernel address', 'anonymous', 'colors differ', 'not mapped or flush owed'),
    ],
    source: together(CACHEFLUSH_H('flush_anon_page', 81, 86), CACHE_C('__flush_anon_page', 127, 142)),
  },
  update_mmu_cache: {
    steps: [flush('kernel address', 'flush owed', 'colors differ')],
    source: together(
      inFile('6.19', 'arch/mips/include/asm/pgtable.h')('__update_cache', 204, 229),
      CACHE_C('__update_cache', 146, 172),
    ),
    note: 'done by set_ptes(), before the translation is there; whatever the colors, if code may run from the page',
  },
};

const aliasing: CallsEntry = {
  caches: ['VIPT-aliasing'],
  defers: { while: 'no user maps the file', mark: 'PG_dcache_dirty', flushPays: false },
  updateMmuCacheNeedsStructPage: true,
  reachesColorsBy: 'window',
  calls: { ...SPACES, ...PAGES },
  copyUserPage: {
    from: WINDOW,
    to: { ...UNTREATED, after: KERNEL },
    source: together(
      INIT_C('copy_user_highpage', 163, 186),
      KMAP_COHERENT,
      C_R4K('MIPS_CACHE_IC_F_DC', 1312, 1328),
    ),
    note: 'the new page is flushed whatever the colors unless the instruction cache fetches from the data cache: on no CPU whose data alias',
  },
  clearUserPage: {
    ...UNTREATED,
    after: [flush('kernel address', 'colors differ')],
    source: inFile('6.19', 'arch/mips/include/asm/page.h')('clear_user_page', 84, 92),
  },
  copyToUserPage: {
    ...DEBUGGER,
    source: together(INIT_C('copy_to_user_page', 188, 206), KMAP_COHERENT),
    note: 'flush_cache_page() follows where code may run from the page',
  },
  copyFromUserPage: {
    ...DEBUGGER,
    source: together(INIT_C('copy_from_user_page', 208, 224), KMAP_COHERENT),
  },
};

export const CALLS: readonly CallsEntry[] = [aliasing];
