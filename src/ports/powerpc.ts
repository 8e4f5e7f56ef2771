/** PowerPC. */
import { EVERY_CACHE } from './calls/port-calls.js';
import { clean, flush, invalidate } from './calls/steps.js';
import { type DmaEntry, definePort } from './define-port.js';
import { NOTHING, type StepsByDirection } from './dma/port-dma.js';
import { LINUX_6_19 } from './processors/port-facts.js';
import { inFile, together } from './source.js';
import { GENERIC_MMAP } from './space/generic-mmap.js';

const DMA_C = inFile('6.19', 'arch/powerpc/mm/dma-noncoherent.c');
const CACHEFLUSH_H = inFile('6.19', 'arch/powerpc/include/asm/cacheflush.h');

const USUALLY_COHERENT: DmaEntry = {
  caches: EVERY_CACHE,
  isCoherent: true,
  forDevice: NOTHING,
  forCpu: NOTHING,
  source: together(
    inFile('6.19', 'arch/powerpc/Kconfig')('ARCH_DMA_DEFAULT_COHERENT', 127, 127),
    inFile('6.19', 'arch/powerpc/platforms/Kconfig.cputype')('NOT_COHERENT_CACHE', 575, 584),
  ),
  note: 'on all but 44x, 8xx, MPC512x, GameCube and AmigaOne',
};

/** The same before the device and after it. */
const SYNC: StepsByDirection = {
  'to device': [clean('kernel range')],
  'from device': [invalidate('kernel range', 'fills its lines'), flush('kernel range', 'shares a line')],
  'both ways': [flush('kernel range')],
};
const PPC44X: DmaEntry = {
  caches: EVERY_CACHE,
  cpus: ['PPC460EX (Canyonlands)'],
  forDevice: SYNC,
  forCpu: SYNC,
  source: together(
    DMA_C('arch_sync_dma_for_device', 107, 111),
    DMA_C('arch_sync_dma_for_cpu', 113, 117),
    DMA_C('__dma_sync', 22, 47),
    CACHEFLUSH_H('flush_dcache_range', 70, 85),
    CACHEFLUSH_H('clean_dcache_range', 92, 103),
    CACHEFLUSH_H('invalidate_dcache_range', 110, 122),
  ),
  note: 'a range that shares a line is flushed as a whole, after the device too: what is dirty in it then goes over what the device stored',
};

export const powerpc = definePort('powerpc', {
  facts: {
    pageSize: '4 KiB',
    shmlba: ['PAGE_SIZE', '4 KiB'],
    selectsCacheAliasing: false,
    runtimeCheck: '(false)',
    implementsFlushDcachePage: true,
    read: 'arch/powerpc/include/asm/{shmparam,cacheflush}.h',
    tree: LINUX_6_19,
    notes: ['AIFDP only for I-cache coherence'],
  },
  processors: [
    {
      name: 'e300 (MPC8379)',
      names: ['MPC8379'],
      dcache: ['32 KiB', 8, 32],
      kind: 'PIPT',
      read: 'arch/powerpc/boot/dts/mpc8379_rdb.dts (32768, line 32)',
      unverified: ['ways', 'kind'],
    },
    {
      name: 'PPC460EX (Canyonlands)',
      names: ['Canyonlands'],
      dcache: ['32 KiB', 64, 32],
      kind: 'VIPT-nonaliasing',
      read: 'arch/powerpc/boot/dts/canyonlands.dts (32768, line 32)',
      unverified: ['ways', 'kind'],
    },
    {
      name: 'POWER9',
      dcache: ['32 KiB', 8, 128],
      kind: 'VIPT-nonaliasing',
      pageSize: '64 KiB',
      shmlba: '64 KiB',
      unverified: 'everything',
      notes: ['64 KiB pages usual'],
    },
  ],
  space: {
    addressBits: 64,
    directMap: {
      base: 0xc000_0000_0000_0000n,
      physicalBase: 0n,
      source: inFile('6.19', 'arch/powerpc/Kconfig')('PAGE_OFFSET', 1331, 1333),
    },
    mmap: {
      ...GENERIC_MMAP,
      source: together(
        inFile('6.19', 'arch/powerpc/mm/book3s64/slice.c')('arch_get_unmapped_area', 652, 670),
        GENERIC_MMAP.source,
      ),
    },
    userBase: 0x7fff_a550_0000n,
    userEnd: 0x10_0000_0000_0000n,
    userEndSource: inFile('6.19', 'arch/powerpc/include/asm/task_size_64.h')('TASK_SIZE_4PB', 18, 27),
    framePfn: 0xc123,
  },
  calls: [],
  dma: [USUALLY_COHERENT, PPC44X],
  userCopy: {
    zeroesRestUpTo: '4.10',
    zeroesInAtomic: true,
    goesPastCache: false,
    source: together(
      inFile('4.5', 'arch/powerpc/lib/copyuser_64.S')('143', 321, 347),
      inFile('4.10', 'arch/powerpc/lib/copyuser_64.S')('143', 321, 347),
    ),
  },
});
