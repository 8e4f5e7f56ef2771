/** C-SKY: the check is a constant, whether the CPU aliases or not. */
import { type CopySide, UNTREATED } from './calls/port-calls.js';
import { clean, flush, invalidate } from './calls/steps.js';
import { type DmaEntry, definePort } from './define-port.js';
import { inEachDirection, whereStored } from './dma/port-dma.js';
import { LINUX_6_19 } from './processors/port-facts.js';
import { inFile, together } from './source.js';

const WHOLE = [flush('whole cache')];

const CACHEFLUSH_C = inFile('6.19', 'arch/csky/abiv1/cacheflush.c');
const CACHEFLUSH_H = inFile('6.19', 'arch/csky/abiv1/inc/abi/cacheflush.h');
const PAGE_H = inFile('6.19', 'arch/csky/abiv1/inc/abi/page.h');
const DCACHE_FOLIO = CACHEFLUSH_C('flush_dcache_folio', 18, 35);
const ALL = inFile('6.19', 'arch/csky/mm/cachev1.c')('cache_op_all', 32, 41);
const DO_ALIAS = PAGE_H('pages_do_alias', 7, 11);

/** The new page has no mapping yet, so that flush_dcache_page() puts nothing off, and notes that nothing is owed. */
const FLUSHED_IF_ALIASED: CopySide = {
  ...UNTREATED,
  after: [flush('whole cache', 'addresses differ modulo SHMLBA')],
  pays: ['addresses differ modulo SHMLBA'],
};
const NEVER_PUT_OFF = 'by flush_dcache_page(), which puts nothing off for a page that has no mapping yet';

const DMA_C = inFile('6.19', 'arch/csky/mm/dma-mapping.c');
const CACHEV1_C = inFile('6.19', 'arch/csky/mm/cachev1.c');
const CACHEV2_C = inFile('6.19', 'arch/csky/mm/cachev2.c');
const SYNC_DMA = together(
  DMA_C('arch_sync_dma_for_device', 58, 72),
  DMA_C('arch_sync_dma_for_cpu', 74, 87),
  DMA_C('cache_op', 14, 45),
);

/** Whatever is asked for, the lines are written back and dropped; of a page or more, all lines of the cache. */
const V1_RANGE = [flush('whole cache', 'a whole page'), flush('kernel range', 'part of a page')];
const ABIV1_DMA: DmaEntry = {
  caches: ['VIPT-aliasing', 'VIVT'],
  forDevice: inEachDirection(V1_RANGE),
  forCpu: whereStored(V1_RANGE),
  source: together(SYNC_DMA, CACHEV1_C('cache_op_range', 43, 78), CACHEV1_C('dma_inv_range', 123, 136)),
  note: 'dma_inv_range() writes back as well: what is dirty after the device has stored goes over it',
};

const V2_DROPPED = [invalidate('kernel range')];
const V2_FLUSHED = [flush('kernel range')];
const ABIV2_DMA: DmaEntry = {
  caches: ['non-aliasing'],
  forDevice: { 'to device': [clean('kernel range')], 'from device': V2_FLUSHED, 'both ways': V2_FLUSHED },
  forCpu: whereStored(V2_DROPPED),
  source: together(SYNC_DMA, CACHEV2_C('dma_wbinv_range', 95, 102), CACHEV2_C('dma_inv_range', 104, 120)),
};

export const csky = definePort('csky', {
  facts: {
    pageSize: '4 KiB',
    shmlba: ['4 * PAGE_SIZE', '16 KiB'],
    selectsCacheAliasing: true,
    runtimeCheck: 'true',
    implementsFlushDcachePage: true,
    read: 'arch/csky/include/asm/{shmparam,cachetype}.h',
    tree: LINUX_6_19,
    notes: ['__ARCH_FORCE_SHMLBA'],
  },
  processors: [
    {
      name: 'CK610 (ABIv1)',
      names: ['ABIv1'],
      dcache: ['16 KiB', 2, 16],
      kind: 'VIPT-aliasing',
      read: 'arch/csky/Kconfig L1_CACHE_SHIFT=4; commit 93ebea86b830 text: 8 KiB per way, 4 KiB pages',
      unverified: ['size', 'ways'],
      notes: ['flush_dcache_folio = dcache_wbinv_all'],
    },
    {
      name: 'CK810 (ABIv2)',
      names: ['ABIv2'],
      dcache: ['32 KiB', 4, 32],
      kind: 'PIPT',
      read: 'arch/csky/Kconfig (line 32), abiv2/cacheflush.h (no cache flush on unmap)',
      unverified: ['size', 'ways'],
      notes: ['still reports aliasing=true (arch-wide constant)'],
    },
  ],
  space: {
    addressBits: 32,
    directMap: {
      base: 0x8000_0000n,
      physicalBase: 0n,
      source: together(
        inFile('6.19', 'arch/csky/Kconfig')('PAGE_OFFSET', 228, 231),
        inFile('6.19', 'arch/csky/Kconfig')('DRAM_BASE', 330, 332),
      ),
    },
    mmap: {
      colored: true,
      modulus: 'shmlba',
      onlyFor: 'VIPT-aliasing',
      source: inFile('6.19', 'arch/csky/abiv1/mmap.c')('arch_get_unmapped_area', 24, 72),
    },
    userBase: 0x2955_0000n,
    userEnd: 0x7fff_8000n,
    userEndSource: inFile('6.19', 'arch/csky/include/asm/processor.h')('TASK_SIZE', 29, 29),
    framePfn: 0xc123,
  },
  calls: [
    /** ABIv1. ABIv2 takes its cache to be physical, and cleans lines for the sake of instruction fetches alone. */
    {
      caches: ['VIPT-aliasing'],
      defers: { while: 'no user maps the page', mark: 'PG_dcache_clean', flushPays: true },
      updateMmuCacheNeedsStructPage: true,
      calls: {
        flush_cache_mm: { steps: WHOLE, source: together(CACHEFLUSH_H('flush_cache_mm', 15, 15), ALL) },
        flush_cache_dup_mm: {
          steps: WHOLE,
          source: together(CACHEFLUSH_H('flush_cache_dup_mm', 17, 17), ALL),
        },
        flush_cache_range: { steps: WHOLE, source: together(CACHEFLUSH_C('flush_cache_range', 68, 75), ALL) },
        flush_cache_page: { steps: WHOLE, source: together(CACHEFLUSH_H('flush_cache_page', 16, 16), ALL) },
        flush_cache_kmaps: {
          steps: [],
          source: inFile('6.19', 'arch/csky/include/asm/highmem.h')('flush_cache_kmaps', 35, 35),
        },
        flush_cache_vmap: { steps: WHOLE, source: together(CACHEFLUSH_H('flush_cache_vmap', 45, 45), ALL) },
        flush_cache_vunmap: {
          steps: WHOLE,
          source: together(CACHEFLUSH_H('flush_cache_vunmap', 47, 47), ALL),
        },
        flush_dcache_page: { steps: WHOLE, source: together(DCACHE_FOLIO, ALL) },
        flush_anon_page: {
          steps: [flush('whole cache', 'anonymous')],
          source: together(CACHEFLUSH_H('flush_anon_page', 33, 38), ALL),
        },
        flush_kernel_dcache_page: {
          steps: [flush('whole cache', 'of no file'), flush('whole cache', 'of a file', 'file mapped')],
          source: inFile('5.4', 'arch/csky/abiv1/cacheflush.c')('flush_kernel_dcache_page', 58, 66),
          note: 'does nothing for a page of a file that nobody maps, and does not note that a flush is owed',
        },
        update_mmu_cache: {
          steps: [flush('whole cache', 'flush owed')],
          source: CACHEFLUSH_C('update_mmu_cache_range', 44, 66),
        },
        flush_kernel_vmap_range: {
          steps: WHOLE,
          source: together(CACHEFLUSH_H('flush_kernel_vmap_range', 23, 26), ALL),
        },
        invalidate_kernel_vmap_range: {
          steps: WHOLE,
          source: together(CACHEFLUSH_H('invalidate_kernel_vmap_range', 27, 30), ALL),
        },
      },
      copyUserPage: {
        from: UNTREATED,
        to: FLUSHED_IF_ALIASED,
        source: together(PAGE_H('copy_user_page', 21, 27), DO_ALIAS, DCACHE_FOLIO),
        note: NEVER_PUT_OFF,
      },
      clearUserPage: {
        ...FLUSHED_IF_ALIASED,
        source: together(PAGE_H('clear_user_page', 13, 19), DO_ALIAS, DCACHE_FOLIO),
        note: NEVER_PUT_OFF,
      },
      copyToUserPage: {
        ...UNTREATED,
        after: WHOLE,
        source: together(CACHEFLUSH_H('copy_to_user_page', 58, 62), ALL),
      },
      copyFromUserPage: { ...UNTREATED, source: CACHEFLUSH_H('copy_from_user_page', 53, 56) },
    },
  ],
  dma: [ABIV1_DMA, ABIV2_DMA],
});
