/** OpenRISC. */
import { EVERY_CACHE } from './calls/port-calls.js';
import { flush, invalidate } from './calls/steps.js';
import { type DmaEntry, definePort } from './define-port.js';
import { NOTHING } from './dma/port-dma.js';
import { LINUX_6_19 } from './processors/port-facts.js';
import { inFile, together } from './source.js';
import { GENERIC_MMAP } from './space/generic-mmap.js';

const CACHE_C = inFile('6.19', 'arch/openrisc/mm/cache.c');

const DMA: DmaEntry = {
  caches: EVERY_CACHE,
  forDevice: {
    'to device': [flush('lines from the first byte')],
    'from device': [invalidate('lines from the first byte')],
    'both ways': [],
  },
  forCpu: NOTHING,
  source: together(
    inFile('6.19', 'arch/openrisc/kernel/dma.c')('arch_sync_dma_for_device', 95, 115),
    CACHE_C('cache_loop', 31, 41),
    CACHE_C('local_dcache_range_flush', 66, 69),
    CACHE_C('local_dcache_range_inv', 71, 74),
  ),
  note: 'by physical address, and from the first byte on in strides of a line: the last line of a range that begins within one may be left out. Of a bidirectional buffer nothing is done, which its comment leaves to explicit calls; those are this function',
};

export const openrisc = definePort('openrisc', {
  facts: {
    pageSize: '8 KiB',
    shmlba: ['PAGE_SIZE (asm-generic)', '8 KiB'],
    selectsCacheAliasing: false,
    runtimeCheck: '(false)',
    implementsFlushDcachePage: true,
    read: 'arch/openrisc/include/asm/cacheflush.h',
    tree: LINUX_6_19,
    notes: ['AIFDP only defers I-cache sync'],
  },
  processors: [
    {
      name: 'OR1200 / mor1kx default',
      names: ['OR1200', 'mor1kx'],
      dcache: ['8 KiB', 1, 16],
      kind: 'VIPT-nonaliasing',
      unverified: 'everything',
      notes: ['size <= page', 'CONFIG_DCACHE_WRITETHROUGH exists (read)'],
    },
  ],
  space: {
    addressBits: 32,
    directMap: {
      base: 0xc000_0000n,
      physicalBase: 0n,
      source: inFile('6.19', 'arch/openrisc/include/asm/page.h')('PAGE_OFFSET', 20, 21),
    },
    mmap: GENERIC_MMAP,
    userBase: 0x2955_0000n,
    userEnd: 0x8000_0000n,
    userEndSource: inFile('6.19', 'arch/openrisc/include/asm/processor.h')('TASK_SIZE', 35, 35),
    framePfn: 0xc123,
  },
  calls: [],
  dma: [DMA],
});
