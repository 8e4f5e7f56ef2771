/**
 * 32-bit SPARC: SHMLBA is the size of the virtually addressed cache that the PROM reports. The calls are those of hyperSPARC,
 * whose flush of a page compares physical tags, and wants a live translation.
 */
import { EVERY_CACHE, type PortCalls, UNTREATED } from './calls/port-calls.js';
import { flush } from './calls/steps.js';
import { type DmaEntry, definePort } from './define-port.js';
import { NOTHING } from './dma/port-dma.js';
import { LINUX_6_19 } from './processors/port-facts.js';
import { inFile, together } from './source.js';

const WHOLE = [flush('whole cache')];
const USER_ADDRESS = [flush('user address')];
const KERNEL = [flush('kernel address')];

const CACHEFLUSH_H = inFile('6.19', 'arch/sparc/include/asm/cacheflush_32.h');
const PAGE_H = inFile('6.19', 'arch/sparc/include/asm/page_32.h');
const HYPERSPARC_S = inFile('6.19', 'arch/sparc/mm/hypersparc.S');
const INIT_C = inFile('6.19', 'arch/sparc/mm/init_32.c');

const CACHE_ALL = HYPERSPARC_S('hypersparc_flush_cache_all', 27, 38);
const CACHE_MM = HYPERSPARC_S('hypersparc_flush_cache_mm', 41, 75);
const CACHE_PAGE = HYPERSPARC_S('hypersparc_flush_cache_page', 163, 215);
const PAGE_TO_RAM = HYPERSPARC_S('hypersparc_flush_page_to_ram', 222, 256);
const NEW_PAGE_TO_RAM = together(INIT_C('sparc_flush_page_to_ram', 267, 272), PAGE_TO_RAM);

const ALL_USER_LINES = 'the lines of all processes there, those of this one here';

const CALLS: PortCalls['calls'] = {
  flush_cache_mm: {
    steps: USER_ADDRESS,
    source: together(CACHEFLUSH_H('flush_cache_mm', 10, 11), CACHE_MM),
    note: ALL_USER_LINES,
  },
  flush_cache_dup_mm: {
    steps: USER_ADDRESS,
    source: together(CACHEFLUSH_H('flush_cache_dup_mm', 12, 13), CACHE_MM),
    note: ALL_USER_LINES,
  },
  flush_cache_range: {
    steps: USER_ADDRESS,
    source: HYPERSPARC_S('hypersparc_flush_cache_range', 78, 161),
    note: 'a range of four times the cache and more: the lines of all processes',
  },
  flush_cache_page: { steps: USER_ADDRESS, source: CACHE_PAGE },
  flush_cache_kmaps: {
    steps: WHOLE,
    source: together(
      inFile('6.19', 'arch/sparc/include/asm/highmem.h')('flush_cache_kmaps', 51, 51),
      CACHE_ALL,
    ),
  },
  flush_cache_vmap: {
    steps: WHOLE,
    source: together(CACHEFLUSH_H('flush_cache_vmap', 50, 50), CACHE_ALL),
  },
  flush_cache_vunmap: {
    steps: WHOLE,
    source: together(CACHEFLUSH_H('flush_cache_vunmap', 52, 52), CACHE_ALL),
  },
  flush_dcache_page: {
    steps: KERNEL,
    source: together(INIT_C('sparc_flush_folio_to_ram', 275, 282), PAGE_TO_RAM),
    note: 'a dirty line of a user’s color stays where it is',
  },
  update_mmu_cache: {
    steps: [],
    source: inFile('6.19', 'arch/sparc/include/asm/pgtable_32.h')('update_mmu_cache_range', 314, 315),
  },
};

const DMA: DmaEntry = {
  caches: EVERY_CACHE,
  isCoherent: true,
  forDevice: NOTHING,
  forCpu: NOTHING,
  source: together(
    inFile('6.19', 'arch/sparc/mm/hypersparc.S')('hypersparc_flush_page_for_dma', 258, 261),
    inFile('6.19', 'arch/sparc/mm/viking.S')('viking_flush_page_for_dma', 196, 200),
    inFile('6.19', 'arch/sparc/mm/iommu.c')('__sbus_iommu_map_phys', 184, 214),
    inFile('6.19', 'arch/sparc/kernel/ioport.c')('arch_sync_dma_for_cpu', 303, 316),
  ),
  note: 'on hyperSPARC and SuperSPARC; on LEON without snooping, which writes through, the whole cache is dropped after a device has stored',
};

export const sparc32 = definePort('sparc32', {
  facts: {
    pageSize: '4 KiB',
    shmlba: ['vac_cache_size ? vac_cache_size : PAGE_SIZE', '128 KiB'],
    selectsCacheAliasing: true,
    runtimeCheck: 'vac_cache_size > PAGE_SIZE',
    implementsFlushDcachePage: true,
    read: 'arch/sparc/include/asm/{shmparam_32,cachetype}.h, mm/srmmu.c',
    tree: LINUX_6_19,
    notes: ['__ARCH_FORCE_SHMLBA', 'runtime variable read from PROM on VAC machines (hyperSPARC)'],
  },
  processors: [
    {
      name: 'hyperSPARC 128K',
      names: ['hyperSPARC'],
      dcache: ['128 KiB', 1, 32],
      kind: 'VIPT-aliasing',
      write: {
        policy: 'back',
        basis: 'read',
        from: 'arch/sparc/mm/srmmu.c: init_hypersparc() sets HYPERSPARC_CMODE, which is copy-back (arch/sparc/include/asm/ross.h)',
      },
      read: 'arch/sparc/include/asm/ross.h (CS bit 128K/256K; CM write-through/copy-back)',
      unverified: ['ways', 'line', 'kind'],
      notes: ['flush needs a live translation (cachetlb doc)'],
    },
    {
      name: 'hyperSPARC 256K',
      names: ['hyperSPARC'],
      dcache: ['256 KiB', 1, 32],
      kind: 'VIPT-aliasing',
      shmlba: '256 KiB',
      write: {
        policy: 'back',
        basis: 'read',
        from: 'arch/sparc/mm/srmmu.c: init_hypersparc() sets HYPERSPARC_CMODE, which is copy-back (arch/sparc/include/asm/ross.h)',
      },
      read: 'arch/sparc/include/asm/ross.h',
      unverified: ['ways', 'line', 'kind'],
    },
    {
      name: 'SuperSPARC (Viking)',
      names: ['Viking'],
      dcache: ['16 KiB', 4, 32],
      kind: 'PIPT',
      shmlba: '4 KiB',
      unverified: 'everything',
      notes: ['vac_cache_size stays 0 => SHMLBA = PAGE_SIZE'],
    },
  ],
  space: {
    addressBits: 32,
    directMap: {
      base: 0xf000_0000n,
      physicalBase: 0n,
      // Memory starts where the machine says, at phys_base, which is a multiple of any way, and 0 here.
      source: PAGE_H('PAGE_OFFSET', 117, 123),
    },
    mmap: {
      colored: true,
      modulus: 'shmlba',
      sharedOnly: true,
      source: together(
        inFile('6.19', 'arch/sparc/kernel/sys_sparc_32.c')('arch_get_unmapped_area', 43, 78),
        inFile('6.19', 'arch/sparc/include/asm/shmparam_32.h')('vac_cache_size', 7, 8),
      ),
    },
    userBase: 0x5000_0000n,
    userEnd: 0xf000_0000n,
    framePfn: 0xc123,
  },
  calls: [
    {
      caches: ['VIPT-aliasing'],
      updateMmuCacheNeedsStructPage: false,
      calls: CALLS,
      copyUserPage: {
        from: UNTREATED,
        to: { ...UNTREATED, after: KERNEL },
        source: together(PAGE_H('copy_user_page', 24, 27), NEW_PAGE_TO_RAM),
      },
      clearUserPage: {
        ...UNTREATED,
        after: KERNEL,
        source: together(PAGE_H('clear_user_page', 20, 23), NEW_PAGE_TO_RAM),
      },
      copyToUserPage: {
        ...UNTREATED,
        before: USER_ADDRESS,
        source: together(CACHEFLUSH_H('copy_to_user_page', 20, 24), CACHE_PAGE),
      },
      copyFromUserPage: {
        ...UNTREATED,
        before: USER_ADDRESS,
        source: together(CACHEFLUSH_H('copy_from_user_page', 25, 29), CACHE_PAGE),
      },
    },
  ],
  dma: [DMA],
  userCopy: {
    zeroesRestUpTo: '4.10',
    zeroesInAtomic: false,
    goesPastCache: false,
    source: together(
      inFile('4.5', 'arch/sparc/lib/copy_user.S')('fixupretl', 364, 380),
      inFile('4.10', 'arch/sparc/lib/copy_user.S')('fixupretl', 366, 382),
    ),
  },
});
