/**
 * What SuperH does around DMA: before the device, never after it. SH-4 has an instruction for each operation (ocbwb, ocbp,
 * ocbi), and drops the lines at the ends of a range with all others; SH-3 can only write back what it drops.
 */
import { EVERY_CACHE } from '../calls/port-calls.js';
import { clean, flush } from '../calls/steps.js';
import type { DmaEntry } from '../define-port.js';
import { AS_DIRECTED, NOTHING } from '../dma/port-dma.js';
import { inFile, together } from '../source.js';

const COHERENT_C = inFile('6.19', 'arch/sh/kernel/dma-coherent.c');
const SH4_C = inFile('6.19', 'arch/sh/mm/flush-sh4.c');
const SH3_C = inFile('6.19', 'arch/sh/mm/cache-sh3.c');
const KCONFIG = inFile('6.19', 'arch/sh/Kconfig');
const NO_FOR_CPU = KCONFIG('DMA_NONCOHERENT', 138, 142);

const FOR_DEVICE = together(COHERENT_C('arch_sync_dma_for_device', 15, 33), NO_FOR_CPU);

const sh4: DmaEntry = {
  caches: EVERY_CACHE,
  forDevice: AS_DIRECTED,
  forCpu: NOTHING,
  source: together(
    FOR_DEVICE,
    SH4_C('sh4__flush_wback_region', 14, 40),
    SH4_C('sh4__flush_purge_region', 48, 73),
    SH4_C('sh4__flush_invalidate_region', 78, 104),
  ),
};

const sh3: DmaEntry = {
  caches: EVERY_CACHE,
  cpus: ['SH7708', 'SH7709A', 'SH7705'],
  forDevice: {
    'to device': [clean('kernel range')],
    'from device': [flush('kernel range')],
    'both ways': [flush('kernel range')],
  },
  forCpu: NOTHING,
  source: together(
    FOR_DEVICE,
    SH3_C('sh3__flush_wback_region', 32, 63),
    SH3_C('sh3__flush_purge_region', 71, 88),
    SH3_C('__flush_invalidate_region', 90, 102),
  ),
  note: 'writes back what it should invalidate: __flush_invalidate_region is sh3__flush_purge_region()',
};

const shx3: DmaEntry = {
  caches: EVERY_CACHE,
  cpus: ['SH7786 (SH-X3)'],
  isCoherent: true,
  forDevice: NOTHING,
  forCpu: NOTHING,
  source: together(KCONFIG('DMA_COHERENT', 196, 200), NO_FOR_CPU),
};

export const DMA: readonly DmaEntry[] = [sh4, sh3, shx3];
