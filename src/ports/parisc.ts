/** PA-RISC: colors count modulo SHM_COLOUR (4 MiB), far above any way size, and differ from file to file. */
import { type PortCalls, UNTREATED } from './calls/port-calls.js';
import { flush, invalidate } from './calls/steps.js';
import { type CallsEntry, type DmaEntry, definePort } from './define-port.js';
import { coherentBy } from './dma/coherent.js';
import { inEachDirection } from './dma/port-dma.js';
import { LINUX_6_19 } from './processors/port-facts.js';
import { inFile, together } from './source.js';

const CACHE_C = inFile('6.19', 'arch/parisc/kernel/cache.c');
const CACHEFLUSH_H = inFile('6.19', 'arch/parisc/include/asm/cacheflush.h');
const HIGHMEM_H = inFile('6.19', 'include/linux/highmem.h');

/** A page at an address of the user's color, by fdc; its TLB entry goes first, so that nothing is fetched again. */
const FLUSH_CACHE_PAGE = together(
  CACHE_C('__flush_cache_page', 330, 353),
  inFile('6.19', 'arch/parisc/kernel/pacache.S')('flush_dcache_page_asm', 732, 779),
);
const FLUSH_KERNEL_PAGE = CACHE_C('flush_kernel_dcache_page_addr', 355, 369);
const ON_KUNMAP = together(
  inFile('6.19', 'include/linux/highmem-internal.h')('kunmap_flush_on_unmap', 211, 216),
  CACHE_C('kunmap_flush_on_unmap', 387, 390),
);

const WHOLE = [flush('whole cache')];
const USER_COLOR = [flush('user color')];
const KERNEL = [flush('kernel address')];

const CALLS: PortCalls['calls'] = {
  flush_cache_mm: { steps: WHOLE, source: CACHE_C('flush_cache_mm', 727, 752) },
  flush_cache_dup_mm: {
    steps: WHOLE,
    source: together(CACHEFLUSH_H('flush_cache_dup_mm', 18, 18), CACHE_C('flush_cache_mm', 727, 752)),
  },
  flush_cache_range: { steps: WHOLE, source: CACHE_C('flush_cache_range', 754, 769) },
  flush_cache_page: {
    steps: USER_COLOR,
    source: together(CACHE_C('flush_cache_page', 771, 774), FLUSH_CACHE_PAGE),
  },
  flush_cache_vmap: {
    steps: WHOLE,
    source: CACHE_C('flush_cache_vmap', 825, 863),
    note: 'page by page where ioremap() made the range (VM_IOREMAP) and it is shorter than the cache, each at the color of the range’s start',
  },
  flush_cache_vunmap: { steps: WHOLE, source: CACHE_C('flush_cache_vunmap', 872, 877) },
  flush_dcache_page: {
    steps: [flush('kernel address'), flush('user mappings', 'of a file')],
    source: together(CACHE_C('flush_dcache_folio', 473, 542), FLUSH_KERNEL_PAGE, FLUSH_CACHE_PAGE),
    note: 'of the mappings that share a color one, through a window of it; private ones each',
  },
  flush_anon_page: {
    steps: [flush('user color', 'anonymous')],
    source: together(CACHE_C('flush_anon_page', 776, 782), FLUSH_CACHE_PAGE),
  },
  flush_kernel_dcache_page: {
    steps: KERNEL,
    source: inFile('5.12', 'arch/parisc/include/asm/cacheflush.h')('flush_kernel_dcache_page', 40, 44),
  },
  update_mmu_cache: {
    steps: [flush('kernel address', 'of a file', 'flush owed')],
    source: together(CACHE_C('__update_cache', 109, 132), FLUSH_KERNEL_PAGE),
  },
  flush_kernel_vmap_range: { steps: WHOLE, source: CACHE_C('flush_kernel_vmap_range', 880, 908) },
  invalidate_kernel_vmap_range: { steps: WHOLE, source: CACHE_C('invalidate_kernel_vmap_range', 911, 931) },
};

const anyCache: CallsEntry = {
  caches: ['VIPT-aliasing', 'VIVT', 'non-aliasing'],
  defers: {
    while: 'no user maps the file',
    mark: 'PG_dcache_dirty',
    flushPays: false,
    faultPays: ['of a file'],
  },
  updateMmuCacheNeedsStructPage: true,
  reachesColorsBy: 'window',
  calls: CALLS,
  copyUserPage: {
    from: { before: USER_COLOR, through: 'direct map', after: KERNEL },
    to: { ...UNTREATED, after: KERNEL },
    source: together(CACHE_C('copy_user_highpage', 647, 658), FLUSH_CACHE_PAGE, ON_KUNMAP),
    note: 'kunmap_flush_on_unmap() does what comes after, of the new page first',
  },
  clearUserPage: {
    ...UNTREATED,
    after: KERNEL,
    source: together(
      HIGHMEM_H('clear_user_highpage', 202, 207),
      inFile('6.19', 'arch/parisc/include/asm/page.h')('clear_user_page', 24, 24),
      ON_KUNMAP,
    ),
  },
  copyToUserPage: {
    before: USER_COLOR,
    through: 'direct map',
    after: KERNEL,
    source: together(CACHE_C('copy_to_user_page', 660, 666), FLUSH_CACHE_PAGE, FLUSH_KERNEL_PAGE),
  },
  copyFromUserPage: {
    before: USER_COLOR,
    through: 'direct map',
    after: KERNEL,
    source: together(CACHE_C('copy_from_user_page', 668, 674), FLUSH_CACHE_PAGE, FLUSH_KERNEL_PAGE),
  },
};

const UP_TO_THE_THRESHOLD = 'more than the size of all data caches together: the whole cache';
const COHERENCY = CACHE_C('flush_cache_page_if_present', 623, 645);

/** PA-8800 and PA-8900 may not hold two lines of one address, clean or not (`parisc_requires_coherency()`). */
const mako: CallsEntry = {
  ...anyCache,
  cpus: ['PA-8800/8900'],
  calls: {
    ...CALLS,
    flush_cache_mm: {
      steps: USER_COLOR,
      source: together(CACHE_C('flush_cache_mm', 727, 752), COHERENCY),
      note: UP_TO_THE_THRESHOLD,
    },
    flush_cache_dup_mm: {
      steps: USER_COLOR,
      source: together(
        CACHEFLUSH_H('flush_cache_dup_mm', 18, 18),
        CACHE_C('flush_cache_mm', 727, 752),
        COHERENCY,
      ),
      note: UP_TO_THE_THRESHOLD,
    },
    flush_cache_range: {
      steps: USER_COLOR,
      source: together(CACHE_C('flush_cache_range', 754, 769), COHERENCY),
      note: UP_TO_THE_THRESHOLD,
    },
    update_mmu_cache: {
      steps: KERNEL,
      source: together(
        CACHE_C('__update_cache', 109, 132),
        inFile('6.19', 'arch/parisc/kernel/processor.c')('_parisc_requires_coherency', 294, 295),
        FLUSH_KERNEL_PAGE,
      ),
    },
  },
};

const PCI_DMA_C = inFile('6.19', 'arch/parisc/kernel/pci-dma.c');
const PACACHE_S = inFile('6.19', 'arch/parisc/kernel/pacache.S');
const PARISC_KCONFIG = inFile('6.19', 'arch/parisc/Kconfig');
const RANGE_FLUSHED = [flush('kernel range')];

/** PA8000 and up. */
const PA20 = coherentBy(PARISC_KCONFIG('PA11', 230, 238));
const PA11: DmaEntry = {
  caches: anyCache.caches,
  cpus: ['PA-7300LC'],
  forDevice: inEachDirection(RANGE_FLUSHED),
  forCpu: {
    'to device': RANGE_FLUSHED,
    'from device': [invalidate('kernel range')],
    'both ways': RANGE_FLUSHED,
  },
  source: together(
    PCI_DMA_C('arch_sync_dma_for_device', 438, 446),
    PCI_DMA_C('arch_sync_dma_for_cpu', 448, 464),
    PACACHE_S('flush_kernel_dcache_range_asm', 1004, 1043),
    PACACHE_S('purge_kernel_dcache_range_asm', 1045, 1084),
    PARISC_KCONFIG('PA11', 234, 238),
  ),
};

export const parisc = definePort('parisc', {
  facts: {
    pageSize: '4 KiB',
    shmlba: ['PAGE_SIZE; SHM_COLOUR 0x400000', '4 KiB'],
    colorModulus: '4 MiB',
    selectsCacheAliasing: true,
    runtimeCheck: 'true',
    implementsFlushDcachePage: true,
    read: 'arch/parisc/include/asm/{shmparam,cachetype,fixmap}.h',
    tree: LINUX_6_19,
    notes: [
      'effective color modulus is SHM_COLOUR = 4194304, color = hash(f_mapping)+pgoff, not pgoff alone',
    ],
  },
  processors: [
    {
      name: 'PA-7300LC',
      dcache: ['64 KiB', 2, 32],
      kind: 'VIPT-aliasing',
      unverified: 'everything',
    },
    {
      name: 'PA-8500',
      dcache: ['1 MiB', 4, 64],
      kind: 'VIPT-aliasing',
      unverified: 'everything',
    },
    {
      name: 'PA-8700 (c3750)',
      names: ['c3750'],
      dcache: ['1.5 MiB', 4, 64],
      kind: 'VIPT-aliasing',
      inequivalentAliases: {
        policy: 'kept',
        basis: 'assumed',
        from: 'arch/parisc/include/asm/fixmap.h: the c3750 supports non-equivalent aliasing without a performance penalty; how is not said',
      },
      read: 'arch/parisc/include/asm/fixmap.h (PDC alias value 11 => 4 MiB boundary; non-equivalent aliases tolerated)',
      unverified: ['size', 'ways', 'line'],
    },
    {
      name: 'PA-8800/8900',
      names: ['PA-8800', 'PA-8900'],
      dcache: ['768 KiB', 4, 128],
      kind: 'VIPT-aliasing',
      inequivalentAliases: {
        policy: 'machine check',
        basis: 'assumed',
        from: 'arch/parisc/include/asm/fixmap.h: not supported; processor.h: no inequivalent aliases with different data, whether clean or not; that a high-priority machine check answers them was not read',
      },
      read: 'fixmap.h + processor.h parisc_requires_coherency (alias value 0; non-equivalent aliasing NOT supported)',
      unverified: ['size', 'ways', 'line'],
      notes: ['even two clean inequivalent copies are illegal'],
    },
  ],
  space: {
    addressBits: 32,
    directMap: {
      base: 0x1000_0000n,
      physicalBase: 0n,
      source: inFile('6.19', 'arch/parisc/include/asm/page.h')('__PAGE_OFFSET_DEFAULT', 119, 129),
    },
    window: {
      base: 0x0f80_0000n,
      slots: 1024,
      others: [{ base: 0x0fc0_0000n, what: 'the “from” half' }],
      source: inFile('6.19', 'arch/parisc/include/asm/fixmap.h')('TMPALIAS_MAP_START', 15, 32),
    },
    mmap: {
      colored: true,
      modulus: 0x40_0000,
      perFile: true,
      source: together(
        inFile('6.19', 'arch/parisc/include/asm/shmparam.h')('SHM_COLOUR', 20, 21),
        inFile('6.19', 'arch/parisc/kernel/sys_parisc.c')('GET_FILP_PGOFF', 29, 50),
        inFile('6.19', 'arch/parisc/kernel/sys_parisc.c')('arch_get_unmapped_area_common', 99, 167),
      ),
    },
    userBase: 0xf900_0000n,
    userEnd: 0xfff0_0000n,
    framePfn: 0xc123,
  },
  calls: [anyCache, mako],
  dma: [PA20, PA11],
  userCopy: {
    zeroesRestUpTo: 'never',
    zeroesInAtomic: false,
    goesPastCache: false,
    source: inFile('4.5', 'arch/parisc/lib/memcpy.c')('__copy_from_user', 500, 505),
  },
  // What __kunmap_atomic() does after it; Linux 6.19 has no copy_user_page() any more.
  blockCopy: {
    block: [flush('user color')],
    before: [],
    after: [flush('kernel address')],
    source: together(
      inFile('5.4', 'arch/parisc/kernel/cache.c')('copy_user_page', 469, 480),
      inFile('5.4', 'arch/parisc/include/asm/cacheflush.h')('__kunmap_atomic', 125, 130),
    ),
  },
});
