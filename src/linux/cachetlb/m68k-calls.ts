/**
 * The cachetlb calls of m68k, which does different things on the virtual cache of the 68030 and on the physical ones of
 * 68040, 68060 and ColdFire. Read in Linux 6.17: arch/m68k/include/asm/cacheflush_mm.h and page_mm.h.
 */
import { read } from '../ports/port.js';
import { type CacheStep, flush, type PortCalls, UNTREATED } from './behavior.js';

const CACHEFLUSH = (name: string) => read(`arch/m68k/include/asm/cacheflush_mm.h: ${name}()`);
const PAGE_MM = (name: string) => read(`arch/m68k/include/asm/page_mm.h: ${name}()`);

const WHOLE = [flush('whole cache')];
const VMAP: PortCalls['calls'] = {
  flush_cache_vmap: { steps: WHOLE, source: CACHEFLUSH('flush_cache_vmap') },
  flush_cache_vunmap: { steps: WHOLE, source: CACHEFLUSH('flush_cache_vunmap') },
};

/** Both kinds of copy end in flush_dcache_page() of the new page. */
function newPages(flushDcachePage: readonly CacheStep[]): Pick<PortCalls, 'copyUserPage' | 'clearUserPage'> {
  const to = { ...UNTREATED, after: flushDcachePage };
  return {
    copyUserPage: { from: UNTREATED, to, source: PAGE_MM('copy_user_page') },
    clearUserPage: { ...to, source: PAGE_MM('clear_user_page') },
  };
}

const PAGE_TO_RAM = '__flush_pages_to_ram';
const WHOLE_CURRENT = [flush('whole cache', 'current mm')];

/** 68020 and 68030: the data cache is cleared whole where translations change; it writes through. */
const virtual: PortCalls = {
  arch: 'm68k',
  caches: ['VIVT'],
  updateMmuCacheNeedsStructPage: false,
  calls: {
    ...VMAP,
    flush_cache_mm: { steps: WHOLE_CURRENT, source: CACHEFLUSH('flush_cache_mm') },
    flush_cache_dup_mm: { steps: WHOLE_CURRENT, source: CACHEFLUSH('flush_cache_dup_mm') },
    flush_cache_range: { steps: WHOLE_CURRENT, source: CACHEFLUSH('flush_cache_range') },
    flush_cache_page: { steps: WHOLE_CURRENT, source: CACHEFLUSH('flush_cache_page') },
    flush_dcache_page: {
      steps: [],
      source: CACHEFLUSH(PAGE_TO_RAM),
      note: 'clears the instruction cache alone (FLUSH_I, not FLUSH_I_AND_D): lines of the data cache stay',
    },
  },
  ...newPages([]),
  copyToUserPage: { ...UNTREATED, before: WHOLE_CURRENT, source: CACHEFLUSH('copy_to_user_page') },
  copyFromUserPage: { ...UNTREATED, before: WHOLE_CURRENT, source: CACHEFLUSH('copy_from_user_page') },
};

/** 68040 and 68060 push by physical page; ColdFire pushes the sets of the address, which holds the page's lines too. */
const physical: PortCalls = {
  arch: 'm68k',
  caches: ['non-aliasing', 'VIPT-aliasing'],
  updateMmuCacheNeedsStructPage: false,
  calls: {
    ...VMAP,
    flush_dcache_page: { steps: [flush('physical page')], source: CACHEFLUSH(PAGE_TO_RAM) },
  },
  ...newPages([flush('physical page')]),
  copyToUserPage: { ...UNTREATED, source: CACHEFLUSH('copy_to_user_page') },
  copyFromUserPage: { ...UNTREATED, source: CACHEFLUSH('copy_from_user_page') },
};

export const M68K_CALLS: readonly PortCalls[] = [virtual, physical];
