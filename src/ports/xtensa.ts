/** Xtensa: cores are generated, and SHMLBA follows the way size of each. */
import type { CopySide } from './calls/port-calls.js';
import { EVERY_CACHE } from './calls/port-calls.js';
import { clean, flush, invalidate } from './calls/steps.js';
import { type DmaEntry, definePort } from './define-port.js';
import { NOTHING, whereStored } from './dma/port-dma.js';
import { LINUX_6_19 } from './processors/port-facts.js';
import { inFile, together } from './source.js';

const WHOLE = [flush('whole cache')];
const WINDOW: CopySide = { before: [], through: 'window', after: [] };

const CACHE_C = inFile('6.19', 'arch/xtensa/mm/cache.c');
const CACHEFLUSH_H = inFile('6.19', 'arch/xtensa/include/asm/cacheflush.h');
const MISC_S = inFile('6.19', 'arch/xtensa/mm/misc.S');
const PGTABLE_H = inFile('6.19', 'arch/xtensa/include/asm/pgtable.h');
const ALL = CACHEFLUSH_H('local_flush_cache_all', 114, 118);
const PAGE_ALIAS = MISC_S('__flush_invalidate_dcache_page_alias', 225, 242);
const INVALIDATE_COHERENT = CACHE_C('kmap_invalidate_coherent', 59, 79);

/** The kernel's lines of a page that will be stored to under another color are dropped, not written back. */
const NEW_PAGE: CopySide = {
  before: [invalidate('kernel address', 'colors differ')],
  through: 'window',
  after: [],
  owes: [],
};

const DMA_C = inFile('6.19', 'arch/xtensa/kernel/pci-dma.c');
const CACHEASM_H = inFile('6.19', 'arch/xtensa/include/asm/cacheasm.h');
const DMA_CLEANED = [clean('kernel range')];
const DMA_DROPPED = [invalidate('kernel range')];

const WRITING_BACK: DmaEntry = {
  caches: EVERY_CACHE,
  forDevice: { 'to device': DMA_CLEANED, 'from device': [], 'both ways': DMA_CLEANED },
  forCpu: whereStored(DMA_DROPPED),
  source: together(
    DMA_C('arch_sync_dma_for_device', 64, 81),
    DMA_C('arch_sync_dma_for_cpu', 46, 62),
    DMA_C('do_cache_op', 24, 44),
    CACHEASM_H('___flush_dcache_range', 153, 168),
    MISC_S('__flush_dcache_range', 393, 418),
  ),
  note: 'nothing before a device stores: a line of the buffer that is dirty then may be written back over what the device stored',
};
const WRITING_THROUGH: DmaEntry = {
  ...WRITING_BACK,
  cpus: ['fsf'],
  forDevice: NOTHING,
  source: together(
    WRITING_BACK.source,
    inFile('6.19', 'arch/xtensa/variants/fsf/include/variant/core.h')('XCHAL_DCACHE_IS_WRITEBACK', 122, 122),
  ),
  note: 'the cache writes through',
};

export const xtensa = definePort('xtensa', {
  facts: {
    pageSize: '4 KiB',
    shmlba: ['(PAGE_SIZE > DCACHE_WAY_SIZE) ? PAGE_SIZE : DCACHE_WAY_SIZE', '4 KiB'],
    selectsCacheAliasing: true,
    runtimeCheck: 'DCACHE_WAY_SIZE > PAGE_SIZE',
    implementsFlushDcachePage: true,
    flushDcachePageOnlyIf: 'DCACHE_WAY_SIZE > PAGE_SIZE or SMP',
    read: 'arch/xtensa/include/asm/{shmparam,cachetype,cacheflush}.h',
    tree: LINUX_6_19,
  },
  processors: [
    {
      name: 'dc232b',
      dcache: ['16 KiB', 4, 32],
      kind: 'VIPT-nonaliasing',
      write: {
        policy: 'back',
        basis: 'read',
        from: 'arch/xtensa/variants/dc232b/include/variant/core.h: XCHAL_DCACHE_IS_WRITEBACK 1; arch/xtensa/include/asm/pgtable.h: _PAGE_CA_WB',
      },
      read: 'arch/xtensa/variants/dc232b/include/variant/core.h',
    },
    {
      name: 'dc233c',
      dcache: ['16 KiB', 4, 32],
      kind: 'VIPT-nonaliasing',
      write: {
        policy: 'back',
        basis: 'read',
        from: 'arch/xtensa/variants/dc233c/include/variant/core.h: XCHAL_DCACHE_IS_WRITEBACK 1; arch/xtensa/include/asm/pgtable.h: _PAGE_CA_WB',
      },
      read: 'arch/xtensa/variants/dc233c/include/variant/core.h',
    },
    {
      name: 'fsf',
      dcache: ['8 KiB', 2, 16],
      kind: 'VIPT-nonaliasing',
      write: {
        policy: 'through',
        basis: 'read',
        from: 'arch/xtensa/variants/fsf/include/variant/core.h: XCHAL_DCACHE_IS_WRITEBACK 0',
      },
      read: 'arch/xtensa/variants/fsf/include/variant/core.h',
      notes: ['write-through (XCHAL_DCACHE_IS_WRITEBACK 0)'],
    },
    {
      name: 'test_mmuhifi_c3',
      dcache: ['16 KiB', 2, 32],
      kind: 'VIPT-aliasing',
      shmlba: '8 KiB',
      write: {
        policy: 'back',
        basis: 'read',
        from: 'arch/xtensa/variants/test_mmuhifi_c3/include/variant/core.h: XCHAL_DCACHE_IS_WRITEBACK 1; arch/xtensa/include/asm/pgtable.h: _PAGE_CA_WB',
      },
      read: 'arch/xtensa/variants/test_mmuhifi_c3/include/variant/core.h',
      notes: ['only in-tree variant that aliases'],
    },
    {
      name: 'csp',
      dcache: ['16 KiB', 4, 64],
      kind: 'VIPT-nonaliasing',
      write: {
        policy: 'back',
        basis: 'read',
        from: 'arch/xtensa/variants/csp/include/variant/core.h: XCHAL_DCACHE_IS_WRITEBACK 1; arch/xtensa/include/asm/pgtable.h: _PAGE_CA_WB',
      },
      read: 'arch/xtensa/variants/csp/include/variant/core.h',
    },
  ],
  space: {
    addressBits: 32,
    uncachedSegment: {
      name: 'the bypass KSEG',
      base: 0xd800_0000n,
      physicalBase: 0n,
      bytes: 128n * 2n ** 20n,
      source: inFile('6.19', 'arch/xtensa/include/asm/kmem_layout.h')('XCHAL_KSEG_BYPASS_VADDR', 29, 29),
    },
    directMap: {
      base: 0xd000_0000n,
      physicalBase: 0n,
      bytes: 128n * 2n ** 20n,
      source: together(
        inFile('6.19', 'arch/xtensa/include/asm/kmem_layout.h')('XCHAL_KSEG_CACHED_VADDR', 26, 33),
        inFile('6.19', 'arch/xtensa/include/asm/kmem_layout.h')('XCHAL_KSEG_PADDR', 57, 61),
        inFile('6.19', 'arch/xtensa/include/asm/page.h')('PAGE_OFFSET', 24, 25),
      ),
    },
    window: {
      base: 0xc800_0000n,
      slots: 2,
      // One way of slots for each side: two pages on test_mmuhifi_c3, the only variant that aliases.
      copies: { from: 0xc800_2000n },
      source: together(PGTABLE_H('TLBTEMP_BASE_1', 67, 69), PGTABLE_H('TLBTEMP_BASE_2', 70, 70)),
    },
    mmap: {
      colored: true,
      modulus: 'shmlba',
      sharedOnly: true,
      source: together(
        inFile('6.19', 'arch/xtensa/kernel/syscall.c')('arch_get_unmapped_area', 57, 99),
        inFile('6.19', 'arch/xtensa/include/asm/shmparam.h')('SHMLBA', 19, 19),
      ),
    },
    userBase: 0x2955_0000n,
    userEnd: 0x4000_0000n,
    userEndSource: inFile('6.19', 'arch/xtensa/include/asm/processor.h')('TASK_SIZE', 34, 34),
    framePfn: 0x4123,
  },
  calls: [
    {
      caches: ['VIPT-aliasing'],
      defers: { while: 'no user maps the file', mark: 'PG_dcache_dirty', flushPays: false },
      updateMmuCacheNeedsStructPage: true,
      reachesColorsBy: 'window',
      calls: {
        flush_cache_mm: { steps: WHOLE, source: together(CACHEFLUSH_H('flush_cache_mm', 120, 120), ALL) },
        flush_cache_dup_mm: {
          steps: WHOLE,
          source: together(CACHEFLUSH_H('flush_cache_dup_mm', 120, 121), ALL),
        },
        flush_cache_range: { steps: WHOLE, source: CACHE_C('local_flush_cache_range', 184, 189) },
        flush_cache_page: {
          steps: [flush('user color')],
          source: together(CACHE_C('local_flush_cache_page', 199, 211), PAGE_ALIAS),
        },
        flush_cache_kmaps: {
          steps: WHOLE,
          source: together(
            inFile('6.19', 'arch/xtensa/include/asm/highmem.h')('flush_cache_kmaps', 73, 76),
            ALL,
          ),
        },
        flush_cache_vmap: { steps: WHOLE, source: together(CACHEFLUSH_H('flush_cache_vmap', 123, 123), ALL) },
        flush_cache_vunmap: {
          steps: WHOLE,
          source: together(CACHEFLUSH_H('flush_cache_vunmap', 125, 125), ALL),
        },
        flush_dcache_page: {
          steps: [
            flush('kernel address', 'of a file'),
            flush('kernel address', 'of no file', 'colors differ'),
            flush('file color', 'colors differ'),
          ],
          source: together(CACHE_C('flush_dcache_folio', 126, 177), PAGE_ALIAS),
          note: 'the kernel’s color too is reached through the window',
        },
        update_mmu_cache: {
          steps: [flush('kernel address', 'flush owed'), flush('user color', 'flush owed')],
          source: together(CACHE_C('update_mmu_cache_range', 216, 264), PAGE_ALIAS),
        },
      },
      copyUserPage: {
        from: WINDOW,
        to: NEW_PAGE,
        source: together(
          CACHE_C('copy_user_highpage', 102, 117),
          INVALIDATE_COHERENT,
          MISC_S('copy_page_alias', 157, 214),
        ),
      },
      clearUserPage: {
        ...NEW_PAGE,
        source: together(
          CACHE_C('clear_user_highpage', 88, 99),
          INVALIDATE_COHERENT,
          MISC_S('clear_page_alias', 119, 148),
        ),
      },
      copyToUserPage: {
        before: [flush('user color', 'colors differ')],
        through: 'direct map',
        after: [flush('kernel address', 'colors differ')],
        source: together(CACHE_C('copy_to_user_page', 273, 311), PAGE_ALIAS),
        note: 'afterwards the whole page here, the bytes alone there',
      },
      copyFromUserPage: {
        before: [flush('user color', 'colors differ')],
        through: 'direct map',
        after: [],
        source: together(CACHE_C('copy_from_user_page', 313, 333), PAGE_ALIAS),
      },
    },
  ],
  dma: [WRITING_BACK, WRITING_THROUGH],
  userCopy: {
    zeroesRestUpTo: '4.10',
    zeroesInAtomic: true,
    goesPastCache: false,
    source: together(
      inFile('4.5', 'arch/xtensa/lib/usercopy.S')('l_fixup', 308, 320),
      inFile('4.10', 'arch/xtensa/lib/usercopy.S')('l_fixup', 308, 320),
    ),
  },
});
