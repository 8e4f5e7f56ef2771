/** ARC: 8 KiB pages; the check says `false` because a kernel that would alias refuses to boot. */
import { PLAIN_COPY } from './block-copy.js';
import { EVERY_CACHE, UNTREATED } from './calls/port-calls.js';
import { flush, invalidate } from './calls/steps.js';
import { type DmaEntry, definePort } from './define-port.js';
import { AS_DIRECTED, whereStored } from './dma/port-dma.js';
import { LINUX_6_19 } from './processors/port-facts.js';
import { inFile, together } from './source.js';

const WHOLE = [flush('whole cache')];

const CACHE_C = inFile('5.15', 'arch/arc/mm/cache.c');
const CACHEFLUSH_H = inFile('5.15', 'arch/arc/include/asm/cacheflush.h');
const ALL = CACHE_C('flush_cache_all', 938, 949);
const DCACHE_PAGE = CACHE_C('__flush_dcache_page', 933, 936);

const NEW_CACHE_C = inFile('6.19', 'arch/arc/mm/cache.c');
const NEW_CACHEFLUSH_H = inFile('6.19', 'arch/arc/include/asm/cacheflush.h');
const NEW_HIGHMEM_H = inFile('6.19', 'arch/arc/include/asm/highmem.h');
const NEW_ALL = NEW_CACHE_C('flush_cache_all', 869, 880);

/** `addr_not_cache_congruent()`: it compares four colors, of which SHMLBA and the cache have two. */
const NOT_CONGRUENT = 'addresses differ modulo 4 pages';
const CONGRUENT = CACHEFLUSH_H('addr_not_cache_congruent', 85, 105);

const NEW_DMA_C = inFile('6.19', 'arch/arc/mm/dma.c');
const DMA_DROPPED = [invalidate('kernel range')];
const DMA: DmaEntry = {
  caches: EVERY_CACHE,
  forDevice: AS_DIRECTED,
  forCpu: whereStored(DMA_DROPPED),
  source: together(
    NEW_DMA_C('arch_sync_dma_for_device', 51, 70),
    NEW_DMA_C('arch_sync_dma_for_cpu', 72, 88),
    NEW_CACHE_C('__dma_cache_wback_inv_l1', 722, 735),
    NEW_CACHE_C('__dc_line_op', 455, 475),
    NEW_CACHE_C('__cache_line_loop_v4', 247, 294),
  ),
  note: 'by physical address, which is that of the direct map; the second-level cache is asked too, where there is one',
};

export const arc = definePort('arc', {
  facts: {
    pageSize: '8 KiB',
    shmlba: ['2 * PAGE_SIZE', '16 KiB'],
    selectsCacheAliasing: true,
    runtimeCheck: 'false (dcache); icache: true',
    implementsFlushDcachePage: true,
    read: 'arch/arc/include/asm/{shmparam,cachetype}.h, mm/cache.c',
    tree: LINUX_6_19,
    notes: ['__ARCH_FORCE_SHMLBA'],
  },
  processors: [
    {
      name: 'ARC700 32K D$',
      names: ['ARC700'],
      dcache: ['32 KiB', 4, 32],
      kind: 'VIPT-nonaliasing',
      read: 'arch/arc/mm/cache.c (D$ fixed 4-way VIPT for ARCompact)',
      unverified: ['size', 'line'],
      notes: ['way = page, 1 color'],
    },
    {
      name: 'ARC700 64K D$ (aliasing)',
      names: ['ARC700'],
      dcache: ['64 KiB', 4, 32],
      kind: 'VIPT-aliasing',
      read: 'arch/arc/mm/cache.c',
      unverified: ['size', 'line'],
      notes: [
        '2 colors with 8K pages',
        'supported in 4.5 via CONFIG_ARC_CACHE_VIPT_ALIASING, 6.19 panics at boot on colors>1',
      ],
    },
    {
      name: 'ARC HS38',
      names: ['HS38'],
      dcache: ['32 KiB', 2, 64],
      kind: 'PIPT',
      read: 'arch/arc/mm/cache.c (ARCv2 D$ = PIPT, colors=1)',
      unverified: ['size', 'ways', 'line'],
      notes: ['I$ is VIPT and may alias'],
    },
  ],
  space: {
    addressBits: 32,
    directMap: {
      base: 0x8000_0000n,
      physicalBase: 0n,
      // A kernel address is the physical address; here those count from RAM at 0x80000000.
      source: together(
        inFile('6.19', 'arch/arc/include/asm/page.h')('__va', 106, 114),
        inFile('6.19', 'arch/arc/Kconfig')('LINUX_RAM_BASE', 444, 460),
      ),
    },
    mmap: {
      colored: true,
      modulus: 'shmlba',
      onlyFor: 'VIPT-aliasing',
      source: inFile('5.15', 'arch/arc/mm/mmap.c')('arch_get_unmapped_area', 28, 76),
    },
    userBase: 0x2001_0000n,
    userEnd: 0x6000_0000n,
    userEndSource: inFile('6.19', 'arch/arc/include/asm/processor.h')('TASK_SIZE', 85, 85),
    framePfn: 0xc123,
  },
  calls: [
    /** ARC700 with CONFIG_ARC_CACHE_VIPT_ALIASING, last seen in Linux 5.15; 6.8 refuses to boot on such a cache. */
    {
      caches: ['VIPT-aliasing'],
      defers: {
        while: 'no user maps the file',
        mark: 'PG_dcache_clean',
        flushPays: false,
        faultPays: [NOT_CONGRUENT],
      },
      updateMmuCacheNeedsStructPage: false,
      reachesColorsBy: 'physical and virtual address in one operation',
      calls: {
        flush_cache_mm: { steps: WHOLE, source: together(CACHE_C('flush_cache_mm', 953, 956), ALL) },
        flush_cache_dup_mm: { steps: [], source: CACHEFLUSH_H('flush_cache_dup_mm', 51, 51) },
        flush_cache_range: { steps: WHOLE, source: together(CACHE_C('flush_cache_range', 971, 975), ALL) },
        flush_cache_page: {
          steps: [flush('user color')],
          source: together(CACHE_C('flush_cache_page', 958, 969), DCACHE_PAGE),
        },
        flush_cache_kmaps: {
          steps: WHOLE,
          source: together(
            inFile('5.15', 'arch/arc/include/asm/highmem.h')('flush_cache_kmaps', 47, 50),
            ALL,
          ),
        },
        flush_cache_vmap: { steps: WHOLE, source: together(CACHEFLUSH_H('flush_cache_vmap', 48, 48), ALL) },
        flush_cache_vunmap: {
          steps: WHOLE,
          source: together(CACHEFLUSH_H('flush_cache_vunmap', 49, 49), ALL),
        },
        flush_dcache_page: {
          steps: [flush('file color', 'of a file', 'mapped', NOT_CONGRUENT)],
          source: together(CACHE_C('flush_dcache_page', 755, 784), CONGRUENT, DCACHE_PAGE),
          note: 'of a page that users map it flushes the users’ lines alone: the kernel’s dirty lines stay where they are; a page of no file is left alone',
        },
        flush_anon_page: {
          steps: [flush('user color'), flush('kernel address')],
          source: together(CACHE_C('flush_anon_page', 977, 985), DCACHE_PAGE),
          note: 'of any page: PageAnon() is not asked',
        },
        update_mmu_cache: {
          steps: [flush('kernel address', 'flush owed', NOT_CONGRUENT)],
          source: together(
            inFile('5.15', 'arch/arc/mm/tlb.c')('update_mmu_cache', 470, 505),
            CONGRUENT,
            DCACHE_PAGE,
          ),
          note: 'of pages of code, also where the addresses are congruent',
        },
      },
      copyUserPage: {
        from: {
          before: [flush('user color', 'mapped', NOT_CONGRUENT)],
          through: 'direct map',
          after: [flush('kernel address', 'mapped', NOT_CONGRUENT)],
          pays: ['mapped', NOT_CONGRUENT],
          owes: [],
        },
        to: { ...UNTREATED, owes: [] },
        source: together(CACHE_C('copy_user_highpage', 989, 1037), CONGRUENT, DCACHE_PAGE),
        note: 'a flush is owed for the source too where it was not flushed',
      },
      clearUserPage: { ...UNTREATED, owes: [], source: CACHE_C('clear_user_page', 1039, 1043) },
      copyToUserPage: {
        ...UNTREATED,
        source: CACHEFLUSH_H('copy_to_user_page', 107, 112),
        note: 'of a page of code, the lines of the user’s color are flushed',
      },
      copyFromUserPage: { ...UNTREATED, source: CACHEFLUSH_H('copy_from_user_page', 114, 115) },
    },
    /** Caches that do not alias, as all do that newer releases boot on: what is left flushes everything. */
    {
      caches: ['non-aliasing'],
      updateMmuCacheNeedsStructPage: false,
      calls: {
        flush_cache_kmaps: {
          steps: WHOLE,
          source: together(NEW_HIGHMEM_H('flush_cache_kmaps', 47, 50), NEW_ALL),
        },
        flush_cache_vmap: {
          steps: WHOLE,
          source: together(NEW_CACHEFLUSH_H('flush_cache_vmap', 42, 42), NEW_ALL),
        },
        flush_cache_vunmap: {
          steps: WHOLE,
          source: together(NEW_CACHEFLUSH_H('flush_cache_vunmap', 44, 44), NEW_ALL),
        },
        flush_dcache_page: {
          steps: [],
          source: NEW_CACHE_C('flush_dcache_folio', 705, 709),
          note: 'notes that a page of code owes a flush for the instruction cache',
        },
      },
      copyUserPage: {
        from: UNTREATED,
        to: UNTREATED,
        source: NEW_CACHE_C('copy_user_highpage', 882, 897),
      },
      clearUserPage: { ...UNTREATED, source: NEW_CACHE_C('clear_user_page', 899, 904) },
      copyToUserPage: {
        ...UNTREATED,
        source: NEW_CACHEFLUSH_H('copy_to_user_page', 59, 64),
        note: 'of a page of code, the lines of the bytes are flushed',
      },
      copyFromUserPage: { ...UNTREATED, source: NEW_CACHEFLUSH_H('copy_from_user_page', 66, 67) },
    },
  ],
  dma: [DMA],
  userCopy: {
    zeroesRestUpTo: 'never',
    zeroesInAtomic: false,
    goesPastCache: false,
    source: inFile('4.5', 'arch/arc/include/asm/uaccess.h')('__arc_copy_from_user', 166, 390),
  },
  blockCopy: {
    ...PLAIN_COPY,
    source: inFile('6.19', 'arch/arc/include/asm/page.h')('copy_user_page', 25, 26),
  },
});
