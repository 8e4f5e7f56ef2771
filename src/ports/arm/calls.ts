/**
 * The cachetlb calls of ARM, which does different things on VIVT and on aliasing VIPT caches: on these it opens a window of
 * the color, on those it names addresses of the running process.
 */
import { type Deferral, type PortCalls, UNTREATED } from '../calls/port-calls.js';
import { clean, flush, invalidate } from '../calls/steps.js';
import type { CallsEntry } from '../define-port.js';
import { inFile, together } from '../source.js';
import { OWN_COPIES, V4WB } from './vivt-copies.js';

const FLUSH_C = inFile('6.19', 'arch/arm/mm/flush.c');
const FAULT_C = inFile('6.19', 'arch/arm/mm/fault-armv.c');
const CACHEFLUSH_H = inFile('6.19', 'arch/arm/include/asm/cacheflush.h');
const COPYPAGE_V6 = inFile('6.19', 'arch/arm/mm/copypage-v6.c');

const PFN_ALIAS = FLUSH_C('flush_pfn_alias', 38, 50);
const DCACHE_FOLIO = FLUSH_C('__flush_dcache_folio', 199, 236);
const ANON_PAGE = together(CACHEFLUSH_H('flush_anon_page', 312, 319), FLUSH_C('__flush_anon_page', 382, 411));

/** `!cache_ops_need_broadcast()`: the ARM11 of several CPUs never puts anything off. */
const DEFERS: Deferral = {
  while: 'no user maps the page',
  mark: 'PG_dcache_clean',
  flushPays: true,
  onlyOnOneCpu: true,
};
const WHOLE = [flush('whole cache')];
const KERNEL_RANGE = [flush('kernel range')];
const COPY_FROM = { ...UNTREATED, source: CACHEFLUSH_H('copy_from_user_page', 170, 173) };

const RANGES: PortCalls['calls'] = {
  flush_cache_vmap: { steps: WHOLE, source: CACHEFLUSH_H('flush_cache_vmap', 331, 341) },
  flush_cache_vunmap: { steps: WHOLE, source: CACHEFLUSH_H('flush_cache_vunmap', 345, 349) },
  flush_kernel_vmap_range: { steps: KERNEL_RANGE, source: CACHEFLUSH_H('flush_kernel_vmap_range', 300, 304) },
  invalidate_kernel_vmap_range: {
    steps: KERNEL_RANGE,
    source: CACHEFLUSH_H('invalidate_kernel_vmap_range', 305, 309),
    note: 'cleans as well as it invalidates',
  },
  flush_kernel_dcache_page: {
    steps: [flush('kernel address', 'of no file'), flush('kernel address', 'of a file', 'file mapped')],
    source: inFile('5.4', 'arch/arm/mm/flush.c')('flush_kernel_dcache_page', 357, 378),
    note: 'does nothing for a page of a file that nobody maps, and does not note that a flush is owed',
  },
};

/** ARM1136 and the like: the port's own window of the color, whose lines are flushed. */
const vipt: CallsEntry = {
  caches: ['VIPT-aliasing'],
  defers: DEFERS,
  updateMmuCacheNeedsStructPage: true,
  reachesColorsBy: 'window',
  calls: {
    ...RANGES,
    flush_cache_mm: { steps: WHOLE, source: FLUSH_C('flush_cache_mm', 63, 77) },
    flush_cache_dup_mm: {
      steps: WHOLE,
      source: together(CACHEFLUSH_H('flush_cache_dup_mm', 260, 260), FLUSH_C('flush_cache_mm', 63, 77)),
    },
    flush_cache_range: { steps: WHOLE, source: FLUSH_C('flush_cache_range', 79, 96) },
    flush_cache_page: {
      steps: [flush('user color')],
      source: together(FLUSH_C('flush_cache_pages', 98, 112), PFN_ALIAS),
    },
    flush_cache_kmaps: {
      steps: [],
      source: inFile('6.19', 'arch/arm/include/asm/highmem.h')('flush_cache_kmaps', 14, 18),
      note: 'only where cache_is_vivt()',
    },
    flush_dcache_page: {
      steps: [flush('kernel address'), flush('file color', 'of a file')],
      source: together(FLUSH_C('flush_dcache_folio', 334, 364), DCACHE_FOLIO, PFN_ALIAS),
    },
    flush_anon_page: {
      steps: [flush('user color', 'anonymous'), flush('kernel address', 'anonymous')],
      source: ANON_PAGE,
    },
    update_mmu_cache: {
      steps: [flush('kernel address', 'flush owed'), flush('file color', 'of a file', 'flush owed')],
      source: together(
        inFile('6.19', 'arch/arm/include/asm/tlbflush.h')('update_mmu_cache_range', 618, 633),
        inFile('6.19', 'arch/arm/mm/mmu.c')('set_ptes', 1799, 1817),
        FLUSH_C('__sync_icache_dcache', 285, 312),
        DCACHE_FOLIO,
      ),
      note: 'from version 6 of the architecture on the call is empty, and set_ptes() does this just before it',
    },
  },
  copyUserPage: {
    from: {
      before: [flush('kernel address', 'flush owed'), flush('file color', 'of a file', 'flush owed')],
      through: 'window',
      after: [],
      pays: [],
    },
    to: { before: [invalidate('kernel address')], through: 'window', after: [] },
    source: together(
      COPYPAGE_V6('v6_copy_user_highpage_aliasing', 69, 97),
      COPYPAGE_V6('discard_old_kernel_data', 57, 64),
      DCACHE_FOLIO,
    ),
    note: 'the kernel’s lines of the new page are dropped without writing them back',
  },
  clearUserPage: {
    before: [invalidate('kernel address')],
    through: 'window',
    after: [],
    source: together(
      COPYPAGE_V6('v6_clear_user_highpage_aliasing', 104, 121),
      COPYPAGE_V6('discard_old_kernel_data', 57, 64),
    ),
  },
  copyToUserPage: {
    before: [],
    through: 'direct map',
    after: [flush('user color')],
    source: together(
      FLUSH_C('copy_to_user_page', 185, 197),
      FLUSH_C('__flush_ptrace_access', 128, 156),
      PFN_ALIAS,
    ),
    note: 'the direct map’s lines need no flush: get_user_pages() has flushed them, and this cache fetches on loads only, so that the stores go past it',
  },
  copyFromUserPage: COPY_FROM,
};

/** ARM926 and the like: no window helps, so the running process's own addresses are flushed. */
const vivt: CallsEntry = {
  caches: ['VIVT'],
  defers: DEFERS,
  updateMmuCacheNeedsStructPage: true,
  uncachesSeveralMappings: together(FAULT_C('make_coherent', 123, 172), FAULT_C('do_adjust_pte', 36, 62)),
  calls: {
    ...RANGES,
    flush_cache_mm: {
      steps: [flush('whole cache', 'current mm')],
      source: CACHEFLUSH_H('vivt_flush_cache_mm', 218, 222),
      note: 'a process that does not run has no lines: the cache is flushed when processes are switched',
    },
    flush_cache_dup_mm: {
      steps: [flush('whole cache', 'current mm')],
      source: together(
        CACHEFLUSH_H('flush_cache_dup_mm', 260, 260),
        CACHEFLUSH_H('vivt_flush_cache_mm', 218, 222),
      ),
    },
    flush_cache_range: {
      steps: [flush('user address', 'current mm')],
      source: CACHEFLUSH_H('vivt_flush_cache_range', 225, 232),
      note: 'of a long range, more than CACHE_DLIMIT bytes of each CPU, the whole cache',
    },
    flush_cache_page: {
      steps: [flush('user address', 'current mm')],
      source: CACHEFLUSH_H('vivt_flush_cache_pages', 234, 244),
    },
    flush_cache_kmaps: {
      steps: WHOLE,
      source: inFile('6.19', 'arch/arm/include/asm/highmem.h')('flush_cache_kmaps', 14, 18),
    },
    flush_dcache_page: {
      steps: [flush('kernel address'), flush('current shared mappings', 'of a file')],
      source: together(
        FLUSH_C('flush_dcache_folio', 334, 364),
        DCACHE_FOLIO,
        FLUSH_C('__flush_dcache_aliases', 238, 282),
      ),
      note: 'private mappings of the running process, and those of all others, are passed over',
    },
    flush_anon_page: {
      steps: [flush('user address', 'anonymous', 'current mm'), flush('kernel address', 'anonymous')],
      source: ANON_PAGE,
    },
    update_mmu_cache: {
      steps: [flush('kernel address', 'flush owed')],
      source: together(FAULT_C('update_mmu_cache_range', 187, 214), DCACHE_FOLIO),
      note: 'make_coherent() then makes shared mappings uncached if the process has two of the page',
    },
  },
  ...V4WB,
  copyToUserPage: {
    before: [],
    through: 'direct map',
    after: [clean('kernel address', 'current mm')],
    source: together(
      FLUSH_C('copy_to_user_page', 185, 197),
      FLUSH_C('__flush_ptrace_access', 128, 156),
      inFile('6.19', 'arch/arm/mm/proc-arm926.S')('arm926_coherent_user_range', 210, 220),
    ),
    note: 'the whole page here, the bytes alone there',
  },
  copyFromUserPage: COPY_FROM,
};

export const CALLS: readonly CallsEntry[] = [
  vipt,
  vivt,
  ...OWN_COPIES.map(({ cpus, copies }) => ({ ...vivt, cpus, ...copies })),
];
