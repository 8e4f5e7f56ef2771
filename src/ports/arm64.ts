/** 64-bit ARM: data caches never alias as software sees them. */
import { EVERY_CACHE } from './calls/port-calls.js';
import { clean, flush, invalidate } from './calls/steps.js';
import { type DmaEntry, definePort } from './define-port.js';
import { inEachDirection, whereStored } from './dma/port-dma.js';
import { LINUX_6_19 } from './processors/port-facts.js';
import { inFile, together } from './source.js';
import { GENERIC_MMAP } from './space/generic-mmap.js';

const CACHE_S = inFile('6.19', 'arch/arm64/mm/cache.S');
const DMA_C = inFile('6.19', 'arch/arm64/mm/dma-mapping.c');

const CLEANED = [clean('kernel range')];
const KEPT_ENDS = [flush('partial lines'), invalidate('full lines')];
const DMA: DmaEntry = {
  caches: EVERY_CACHE,
  forDevice: inEachDirection(CLEANED),
  forCpu: whereStored(KEPT_ENDS),
  source: together(
    DMA_C('arch_sync_dma_for_device', 15, 21),
    DMA_C('arch_sync_dma_for_cpu', 23, 32),
    CACHE_S('dcache_clean_poc', 175, 179),
    CACHE_S('dcache_inval_poc', 145, 164),
  ),
  note: 'before a device stores the buffer is cleaned, and not invalidated: the CPU may fetch it again at any time',
};

export const arm64 = definePort('arm64', {
  facts: {
    pageSize: '4 KiB',
    shmlba: ['PAGE_SIZE (asm-generic); COMPAT_SHMLBA 4*PAGE_SIZE', '4 KiB'],
    selectsCacheAliasing: false,
    runtimeCheck: '(false)',
    implementsFlushDcachePage: true,
    read: 'arch/arm64/include/asm/shmparam.h',
    tree: LINUX_6_19,
    notes: ['AIFDP only marks PG_dcache_clean for I-cache sync'],
  },
  processors: [
    {
      name: 'Cortex-A53 (Juno)',
      names: ['Juno'],
      dcache: ['32 KiB', 4, 64],
      kind: 'PIPT',
      read: 'arch/arm64/boot/dts/arm/juno.dts (size 0x8000, line 64, 128 sets)',
    },
    {
      name: 'Cortex-A57 (Juno)',
      names: ['Juno'],
      dcache: ['32 KiB', 2, 64],
      kind: 'PIPT',
      read: 'arch/arm64/boot/dts/arm/juno.dts (256 sets)',
      notes: ['way 16 KiB > 4 KiB page but behaves PIPT'],
    },
    {
      name: 'Cortex-A76',
      dcache: ['64 KiB', 4, 64],
      kind: 'VIPT-hwfix',
      unverified: 'everything',
    },
  ],
  space: {
    addressBits: 64,
    directMap: {
      base: 0xffff_0000_0000_0000n,
      physicalBase: 0n,
      source: inFile('6.19', 'arch/arm64/include/asm/memory.h')('PAGE_OFFSET', 43, 45),
    },
    mmap: GENERIC_MMAP,
    userBase: 0xffff_9a50_0000n,
    userEnd: 0x1_0000_0000_0000n,
    userEndSource: inFile('6.19', 'arch/arm64/include/asm/processor.h')('TASK_SIZE_64', 55, 57),
    framePfn: 0xc123,
  },
  calls: [],
  dma: [DMA],
  userCopy: {
    zeroesRestUpTo: '4.5',
    zeroesInAtomic: true,
    goesPastCache: false,
    source: inFile('4.5', 'arch/arm64/lib/copy_from_user.S')('9999', 80, 89),
  },
});
