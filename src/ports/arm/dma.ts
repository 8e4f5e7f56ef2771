/**
 * What ARM does around DMA: `dmac_map_area()` before the device and `dmac_unmap_area()` after it, by kind of CPU. All of them
 * write back the lines at the ends of a range that it does not fill. The outer cache, which is asked too, is not modeled.
 */
import { clean, flush, invalidate } from '../calls/steps.js';
import type { DmaEntry } from '../define-port.js';
import { NOTHING, whereStored } from '../dma/port-dma.js';
import { inFile, type PortValueSource, together } from '../source.js';

const IN = (file: string) => inFile('6.19', `arch/arm/mm/${file}`);
const DMA_C = IN('dma-mapping.c');
const V6_S = IN('cache-v6.S');
const V7_S = IN('cache-v7.S');
const V7M_S = IN('cache-v7m.S');
const FA_S = IN('cache-fa.S');
const NOMMU_C = IN('dma-mapping-nommu.c');

const FOR_DEVICE = DMA_C('arch_sync_dma_for_device', 679, 690);
const FOR_CPU = DMA_C('arch_sync_dma_for_cpu', 692, 724);
const BY_ADDRESS = DMA_C('dma_cache_maint_page', 627, 672);
const EVERYWHERE = together(FOR_DEVICE, FOR_CPU, BY_ADDRESS);

const CLEANED = [clean('kernel range')];
const FLUSHED = [flush('kernel range')];
/** The ends go by clean and invalidate in one, and the rest is dropped. */
const KEPT_ENDS = [flush('partial lines'), invalidate('full lines')];

/**
 * Version 6 of the architecture and later: a bidirectional buffer is cleaned alone, because what the CPU fetched by itself
 * meanwhile has to go afterwards in any case.
 */
const fromV6: DmaEntry = {
  caches: ['VIPT-aliasing', 'non-aliasing'],
  forDevice: { 'to device': CLEANED, 'from device': KEPT_ENDS, 'both ways': CLEANED },
  forCpu: whereStored(KEPT_ENDS),
  marksPagesClean: true,
  source: together(
    EVERYWHERE,
    V6_S('v6_dma_map_area', 284, 289),
    V6_S('v6_dma_unmap_area', 297, 302),
    V6_S('v6_dma_inv_range', 209, 235),
    V7_S('v7_dma_map_area', 442, 447),
    V7_S('v7_dma_unmap_area', 455, 460),
    V7_S('v7_dma_inv_range', 367, 390),
  ),
  note: 'version 6 cleans the first line of an unaligned range, and drops it with the rest',
};

const v7m: DmaEntry = {
  caches: fromV6.caches,
  cpus: ['Cortex-M7'],
  forDevice: fromV6.forDevice,
  forCpu: fromV6.forCpu,
  source: together(
    NOMMU_C('arch_sync_dma_for_device', 16, 25),
    NOMMU_C('arch_sync_dma_for_cpu', 27, 34),
    V7M_S('v7m_dma_inv_range', 370, 389),
    V7M_S('v7m_dma_map_area', 433, 438),
    V7M_S('v7m_dma_unmap_area', 446, 451),
  ),
  note: 'without an MMU; a CPU without a cache counts as coherent',
};

/** The pair of functions of a CPU of version 4 or 5: the second returns at once. */
function pair(file: string, cpu: string, map: number, last: number): PortValueSource {
  const source = IN(file);
  return together(
    source(`${cpu}_dma_map_area`, map, map + 6),
    source(`${cpu}_dma_unmap_area`, last - 2, last),
  );
}

const vivt: DmaEntry = {
  caches: ['VIVT'],
  forDevice: {
    'to device': CLEANED,
    'from device': [clean('partial lines'), invalidate('kernel range')],
    'both ways': FLUSHED,
  },
  forCpu: NOTHING,
  marksPagesClean: true,
  source: together(
    EVERYWHERE,
    pair('cache-v4wb.S', 'v4wb', 243, 259),
    IN('cache-v4wb.S')('v4wb_dma_inv_range', 194, 205),
    pair('proc-arm920.S', 'arm920', 300, 316),
    pair('proc-arm922.S', 'arm922', 302, 318),
    pair('proc-arm925.S', 'arm925', 358, 374),
    pair('proc-arm926.S', 'arm926', 321, 337),
    pair('proc-arm1020.S', 'arm1020', 349, 365),
    pair('proc-xscale.S', 'xscale', 389, 432),
    pair('proc-xsc3.S', 'xsc3', 331, 347),
  ),
  note: 'steppings A0 and A1 of the 80200 write back what they drop',
};

const fa526: DmaEntry = {
  caches: ['VIVT'],
  cpus: ['FA526', 'FA526 (Gemini)'],
  forDevice: {
    'to device': CLEANED,
    'from device': [flush('partial lines'), invalidate('kernel range')],
    'both ways': FLUSHED,
  },
  forCpu: NOTHING,
  marksPagesClean: true,
  source: together(EVERYWHERE, pair('cache-fa.S', 'fa', 231, 247), FA_S('fa_dma_inv_range', 176, 189)),
};

export const DMA: readonly DmaEntry[] = [fromV6, v7m, vivt, fa526];
