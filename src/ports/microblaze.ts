/** MicroBlaze. */
import { EVERY_CACHE, UNTREATED } from './calls/port-calls.js';
import { flush, invalidate } from './calls/steps.js';
import { type DmaEntry, definePort } from './define-port.js';
import type { StepsByDirection } from './dma/port-dma.js';
import { LINUX_6_19 } from './processors/port-facts.js';
import { inFile, together } from './source.js';
import { GENERIC_MMAP } from './space/generic-mmap.js';

const CACHEFLUSH_H = inFile('6.19', 'arch/microblaze/include/asm/cacheflush.h');
const CACHE_C = inFile('6.19', 'arch/microblaze/kernel/cpu/cache.c');
const PAGE_H = inFile('6.19', 'arch/microblaze/include/asm/page.h');
const HIGHMEM_H = inFile('6.19', 'include/linux/highmem.h');
/** `wdc.flush` is given physical addresses. */
const FLUSH_RANGE = CACHE_C('__flush_dcache_range_wb', 489, 506);

const DMA_C = inFile('6.19', 'arch/microblaze/kernel/dma.c');
const INVALIDATE_RANGE = CACHE_C('__invalidate_dcache_range_wb', 377, 395);

/** The same before the device and after it. */
const SYNC: StepsByDirection = {
  'to device': [flush('kernel range')],
  'from device': [invalidate('kernel range')],
  'both ways': [flush('kernel range')],
};
const DMA: DmaEntry = {
  caches: EVERY_CACHE,
  forDevice: SYNC,
  forCpu: SYNC,
  source: together(
    DMA_C('arch_sync_dma_for_device', 33, 37),
    DMA_C('arch_sync_dma_for_cpu', 39, 43),
    DMA_C('__dma_sync', 17, 31),
    FLUSH_RANGE,
    INVALIDATE_RANGE,
  ),
  note: 'by physical address; of a range that is longer than the cache, as much as the cache is long. A cache that writes through is invalidated instead',
};

export const microblaze = definePort('microblaze', {
  facts: {
    pageSize: '4 KiB',
    shmlba: ['PAGE_SIZE (asm-generic)', '4 KiB'],
    selectsCacheAliasing: false,
    runtimeCheck: '(false)',
    implementsFlushDcachePage: true,
    read: 'arch/microblaze/include/asm/cacheflush.h',
    tree: LINUX_6_19,
  },
  processors: [
    {
      name: 'MicroBlaze (reference system.dts)',
      dcache: ['8 KiB', 1, 16],
      kind: 'PIPT',
      read: 'arch/microblaze/boot/dts/system.dts (0x2000, line 0x10)',
      unverified: ['ways'],
      notes: ['flush_dcache_page passes physical addresses (read) => treated as physically addressed'],
    },
  ],
  space: {
    addressBits: 32,
    directMap: {
      base: 0xc000_0000n,
      physicalBase: 0n,
      source: together(
        inFile('6.19', 'arch/microblaze/Kconfig')('KERNEL_START', 190, 192),
        inFile('6.19', 'arch/microblaze/include/asm/page.h')('PAGE_OFFSET', 37, 37),
      ),
    },
    mmap: GENERIC_MMAP,
    userBase: 0x2955_0000n,
    userEnd: 0xc000_0000n,
    userEndSource: inFile('6.19', 'arch/microblaze/include/asm/processor.h')('TASK_SIZE', 38, 38),
    framePfn: 0xc123,
  },
  calls: [
    {
      caches: ['VIPT-aliasing', 'VIVT', 'non-aliasing'],
      updateMmuCacheNeedsStructPage: false,
      calls: {
        flush_cache_page: {
          steps: [flush('physical page')],
          source: together(CACHEFLUSH_H('flush_cache_page', 85, 86), FLUSH_RANGE),
        },
        flush_cache_kmaps: {
          steps: [flush('whole cache')],
          source: together(
            inFile('6.19', 'arch/microblaze/include/asm/highmem.h')('flush_cache_kmaps', 52, 52),
            CACHE_C('__flush_dcache_all_wb', 472, 487),
          ),
        },
        flush_dcache_page: {
          steps: [flush('physical page')],
          source: together(CACHEFLUSH_H('flush_dcache_folio', 77, 83), FLUSH_RANGE),
        },
      },
      copyUserPage: {
        from: UNTREATED,
        to: UNTREATED,
        source: together(HIGHMEM_H('copy_user_highpage', 299, 310), PAGE_H('copy_user_page', 49, 50)),
      },
      clearUserPage: {
        ...UNTREATED,
        source: together(HIGHMEM_H('clear_user_highpage', 202, 207), PAGE_H('clear_user_page', 48, 48)),
      },
      copyToUserPage: {
        ...UNTREATED,
        source: CACHEFLUSH_H('copy_to_user_page', 88, 98),
        note: 'of a page of code, all of it is flushed',
      },
      copyFromUserPage: {
        ...UNTREATED,
        source: inFile('6.19', 'include/asm-generic/cacheflush.h')('copy_from_user_page', 116, 125),
      },
    },
  ],
  dma: [DMA],
});
