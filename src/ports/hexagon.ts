/** Hexagon. */
import { EVERY_CACHE } from './calls/port-calls.js';
import { type DmaEntry, definePort } from './define-port.js';
import { AS_DIRECTED, NOTHING } from './dma/port-dma.js';
import { LINUX_6_19 } from './processors/port-facts.js';
import { inFile, together } from './source.js';
import { GENERIC_MMAP } from './space/generic-mmap.js';

const DMA_C = inFile('6.19', 'arch/hexagon/kernel/dma.c');
const CACHE_C = inFile('6.19', 'arch/hexagon/mm/cache.c');

const DMA: DmaEntry = {
  caches: EVERY_CACHE,
  forDevice: AS_DIRECTED,
  forCpu: NOTHING,
  source: together(
    DMA_C('arch_sync_dma_for_device', 12, 33),
    CACHE_C('flush_dcache_range', 15, 33),
    CACHE_C('hexagon_clean_dcache_range', 60, 78),
    CACHE_C('hexagon_inv_dcache_range', 80, 98),
  ),
};

export const hexagon = definePort('hexagon', {
  facts: {
    pageSize: '4 KiB',
    shmlba: ['PAGE_SIZE (asm-generic)', '4 KiB'],
    selectsCacheAliasing: false,
    runtimeCheck: '(false)',
    implementsFlushDcachePage: false,
    read: 'no arch shmparam.h',
    tree: LINUX_6_19,
  },
  processors: [
    {
      name: 'Hexagon V5',
      dcache: ['32 KiB', 8, 32],
      kind: 'unknown',
      write: {
        policy: 'back',
        basis: 'read',
        from: 'arch/hexagon/include/asm/vm_mmu.h: CACHE_DEFAULT is __HEXAGON_C_WB_L2',
      },
      read: 'arch/hexagon/include/asm/cacheflush.h LINESIZE 32',
      unverified: ['size', 'ways'],
    },
  ],
  space: {
    addressBits: 32,
    directMap: {
      base: 0xc000_0000n,
      physicalBase: 0n,
      source: inFile('6.19', 'arch/hexagon/include/asm/mem-layout.h')('PAGE_OFFSET', 19, 19),
    },
    mmap: GENERIC_MMAP,
    userBase: 0x2955_0000n,
    userEnd: 0xc000_0000n,
    userEndSource: inFile('6.19', 'arch/hexagon/include/asm/mem-layout.h')('TASK_SIZE', 41, 41),
    framePfn: 0xc123,
  },
  calls: [],
  dma: [DMA],
});
