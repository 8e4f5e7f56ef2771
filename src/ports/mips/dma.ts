/**
 * What MIPS does around DMA: Hit operations on the direct map's addresses (KSEG0), line by line. Where a range has to be
 * invalidated, the lines at its ends go with all the others, whosever bytes lie in them.
 */
import { EVERY_CACHE } from '../calls/port-calls.js';
import { byIndex, flush, invalidate } from '../calls/steps.js';
import type { DmaEntry } from '../define-port.js';
import { inEachDirection, NOTHING, type StepsByDirection, whereStored } from '../dma/port-dma.js';
import { inFile, together } from '../source.js';

const DMA_C = inFile('6.19', 'arch/mips/mm/dma-noncoherent.c');
const C_R4K = inFile('6.19', 'arch/mips/mm/c-r4k.c');
const C_R3K = inFile('6.19', 'arch/mips/mm/c-r3k.c');
const KCONFIG = inFile('6.19', 'arch/mips/Kconfig');

const FOR_DEVICE = together(
  DMA_C('arch_sync_dma_for_device', 124, 128),
  DMA_C('dma_sync_virt_for_device', 57, 73),
  DMA_C('dma_sync_phys', 95, 122),
);
const FOR_CPU = together(
  DMA_C('arch_sync_dma_for_cpu', 131, 136),
  DMA_C('cpu_needs_post_dma_flush', 28, 45),
  DMA_C('dma_sync_virt_for_cpu', 75, 88),
);
const HIT_OPERATIONS = together(
  C_R4K('r4k_dma_cache_wback_inv', 748, 787),
  C_R4K('r4k_dma_cache_inv', 814, 857),
  C_R4K('_dma_cache_wback', 1752, 1754),
  inFile('6.19', 'arch/mips/include/asm/r4kcache.h')('__BUILD_BLAST_CACHE_RANGE', 288, 314),
);
const AS_LARGE =
  'a range as large as the cache flushes all of it, by index; where a secondary cache includes the primary one, the lines go by way of it';

const RANGE = [flush('kernel range')];
const DROPPED = [invalidate('kernel range')];
/** `_dma_cache_wback` is the same function as `_dma_cache_wback_inv`. */
const R4K: StepsByDirection = { 'to device': RANGE, 'from device': DROPPED, 'both ways': RANGE };
const AGAIN: StepsByDirection = whereStored(DROPPED);

const r4k: DmaEntry = {
  caches: EVERY_CACHE,
  forDevice: R4K,
  forCpu: NOTHING,
  source: together(FOR_DEVICE, FOR_CPU, HIT_OPERATIONS),
  note: `nothing afterwards: what is not in the list of cpu_needs_post_dma_flush(), and has no MAAR registers, is taken to fetch no line by itself; ${AS_LARGE}`,
};

/** CPUs that fetch lines at any time, by themselves: what they fetched while the device stored goes afterwards. */
const speculating: DmaEntry = { ...r4k, cpus: ['R10000'], forCpu: AGAIN, note: AS_LARGE };

const KEPT_ENDS = [flush('partial lines'), ...DROPPED];
const bmips5000: DmaEntry = {
  ...r4k,
  cpus: ['BMIPS5000'],
  forDevice: { ...R4K, 'from device': KEPT_ENDS },
  forCpu: whereStored(KEPT_ENDS),
  source: together(r4k.source, C_R4K('prefetch_cache_inv', 789, 812)),
  note: `the first two lines and the last two are written back, shared or not; ${AS_LARGE}`,
};

const WRITTEN_THROUGH = [byIndex(flush('kernel range'))];
const r3k: DmaEntry = {
  caches: EVERY_CACHE,
  cpus: ['R3000 (DECstation)'],
  forDevice: inEachDirection(WRITTEN_THROUGH),
  forCpu: NOTHING,
  source: together(
    FOR_DEVICE,
    C_R3K('r3k_dma_cache_wback_inv', 273, 280),
    C_R3K('_dma_cache_inv', 303, 305),
    C_R3K('r3k_flush_dcache_range', 160, 200),
  ),
  note: 'waits for the write buffer, and drops whatever lies in the sets, which loses nothing: the cache writes through',
};

const loongson64: DmaEntry = {
  caches: EVERY_CACHE,
  cpus: ['Loongson-3A1000'],
  isCoherent: true,
  forDevice: NOTHING,
  forCpu: NOTHING,
  source: KCONFIG('ARCH_DMA_DEFAULT_COHERENT', 513, 515),
  note: 'unless the device tree says otherwise of a device',
};

export const DMA: readonly DmaEntry[] = [r4k, speculating, bmips5000, r3k, loongson64];
