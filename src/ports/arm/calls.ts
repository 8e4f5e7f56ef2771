/**
 * The cachetlb calls of ARM, which does different things on VIVT and on aliasing VIPT caches.
 * arch/arm/mm/flush.c is the same in Linux 6.19 as in 6.17, as far as it was compared.
 */
import { type Deferral, type PortCalls, UNTREATED } from '../calls/port-calls.js';
import { clean, flush, invalidate } from '../calls/steps.js';
import type { CallsEntry } from '../define-port.js';
import { assumed, read } from '../source.js';

const FLUSH_C = (name: string) => read(`arch/arm/mm/flush.c: ${name}()`);
const CACHEFLUSH_H = (name: string) => read(`arch/arm/include/asm/cacheflush.h: ${name}()`);

const DEFERS: Deferral = { while: 'no user maps the page', mark: 'PG_dcache_clean', flushPays: true };
const WHOLE = [flush('whole cache')];
const KERNEL_RANGE = [flush('kernel range')];
const COPY_FROM = { ...UNTREATED, source: CACHEFLUSH_H('copy_from_user_page') };

const RANGES: PortCalls['calls'] = {
  flush_cache_vmap: { steps: WHOLE, source: CACHEFLUSH_H('flush_cache_vmap') },
  flush_cache_vunmap: { steps: WHOLE, source: CACHEFLUSH_H('flush_cache_vunmap') },
  flush_kernel_vmap_range: { steps: KERNEL_RANGE, source: CACHEFLUSH_H('flush_kernel_vmap_range') },
  invalidate_kernel_vmap_range: {
    steps: KERNEL_RANGE,
    source: CACHEFLUSH_H('invalidate_kernel_vmap_range'),
    note: 'cleans as well as it invalidates',
  },
  flush_kernel_dcache_page: {
    steps: [flush('kernel address')],
    source: assumed('arch/arm/mm/flush.c: flush_kernel_dcache_page(), Linux 4.5'),
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
    flush_cache_mm: { steps: WHOLE, source: FLUSH_C('flush_cache_mm') },
    flush_cache_dup_mm: { steps: WHOLE, source: CACHEFLUSH_H('flush_cache_dup_mm') },
    flush_cache_range: { steps: WHOLE, source: FLUSH_C('flush_cache_range') },
    flush_cache_page: { steps: [flush('user color')], source: FLUSH_C('flush_cache_pages') },
    flush_dcache_page: {
      steps: [flush('kernel address'), flush('file color')],
      source: FLUSH_C('flush_dcache_folio'),
    },
    flush_anon_page: {
      steps: [flush('user color'), flush('kernel address')],
      source: FLUSH_C('__flush_anon_page'),
    },
    update_mmu_cache: {
      steps: [flush('kernel address', 'flush owed'), flush('file color', 'flush owed')],
      source: FLUSH_C('__sync_icache_dcache'),
      note: 'from version 6 of the architecture on done by set_pte_at()',
    },
  },
  copyUserPage: {
    from: {
      before: [flush('kernel address', 'flush owed'), flush('file color', 'flush owed')],
      through: 'window',
      after: [],
      pays: [],
    },
    to: { before: [invalidate('kernel address')], through: 'window', after: [] },
    source: read('arch/arm/mm/copypage-v6.c: v6_copy_user_highpage_aliasing()'),
    note: 'the kernel’s lines of the new page are dropped without writing them back',
  },
  clearUserPage: {
    before: [invalidate('kernel address')],
    through: 'window',
    after: [],
    source: read('arch/arm/mm/copypage-v6.c: v6_clear_user_highpage_aliasing()'),
  },
  copyToUserPage: {
    before: [],
    through: 'direct map',
    after: [flush('user color')],
    source: FLUSH_C('copy_to_user_page'),
    note: 'the lines of the user’s color are flushed after the copy, those of the direct map are not',
  },
  copyFromUserPage: COPY_FROM,
};

/** ARM926 and the like: no window helps, so the running process's own addresses are flushed. */
const vivt: CallsEntry = {
  caches: ['VIVT'],
  defers: DEFERS,
  updateMmuCacheNeedsStructPage: true,
  calls: {
    ...RANGES,
    flush_cache_mm: {
      steps: [flush('whole cache', 'current mm')],
      source: CACHEFLUSH_H('vivt_flush_cache_mm'),
      note: 'a process that does not run has no lines: the cache is flushed when processes are switched',
    },
    flush_cache_dup_mm: {
      steps: [flush('whole cache', 'current mm')],
      source: CACHEFLUSH_H('flush_cache_dup_mm'),
    },
    flush_cache_range: {
      steps: [flush('user address', 'current mm')],
      source: CACHEFLUSH_H('vivt_flush_cache_range'),
    },
    flush_cache_page: {
      steps: [flush('user address', 'current mm')],
      source: CACHEFLUSH_H('vivt_flush_cache_pages'),
    },
    flush_cache_kmaps: {
      steps: WHOLE,
      source: assumed('arch/arm/include/asm/highmem.h: flush_cache_kmaps()'),
    },
    flush_dcache_page: {
      steps: [flush('kernel address'), flush('current shared mappings')],
      source: FLUSH_C('__flush_dcache_aliases'),
    },
    flush_anon_page: {
      steps: [flush('user address', 'current mm'), flush('kernel address')],
      source: FLUSH_C('__flush_anon_page'),
    },
    update_mmu_cache: {
      steps: [flush('kernel address', 'flush owed')],
      source: read('arch/arm/mm/fault-armv.c: update_mmu_cache()'),
      note: 'make_coherent() then makes mappings uncached if the process has two of the page: not in these steps',
    },
  },
  copyUserPage: {
    from: { before: [flush('user address', 'current mm')], through: 'direct map', after: [] },
    to: { before: [invalidate('kernel address')], through: 'direct map', after: [] },
    source: read('arch/arm/mm/copypage-v4wb.c: v4wb_copy_user_highpage()'),
    note: 'the cache fetches on loads only, so that the stores then go past it; XScale and StrongARM have copies of their own',
  },
  clearUserPage: {
    before: [invalidate('kernel address')],
    through: 'direct map',
    after: [],
    source: read('arch/arm/mm/copypage-v4wb.c: v4wb_clear_user_highpage()'),
  },
  copyToUserPage: {
    before: [],
    through: 'direct map',
    after: [clean('kernel address', 'current mm')],
    source: FLUSH_C('copy_to_user_page'),
    note: 'the whole page here, the bytes alone there',
  },
  copyFromUserPage: COPY_FROM,
};

export const CALLS: readonly CallsEntry[] = [vipt, vivt];
