/** Ports on which hardware keeps devices and caches coherent: the kernel asks none of them to do anything around DMA. */
import { EVERY_CACHE } from '../calls/port-calls.js';
import { inFile, type PortValueSource, together } from '../source.js';
import { NOTHING, type PortDma } from './port-dma.js';

/** A port that selects none of ARCH_HAS_SYNC_DMA_FOR_*: `dev_is_dma_coherent()` is true of any device. */
const DEV_IS_DMA_COHERENT = inFile('6.19', 'include/linux/dma-map-ops.h')('dev_is_dma_coherent', 227, 242);

/** An entry for all caches of such a port; `selects` is where its Kconfig says what it selects. */
export function coherentBy(selects: PortValueSource, note?: string): Omit<PortDma, 'arch'> {
  return {
    caches: EVERY_CACHE,
    isCoherent: true,
    forDevice: NOTHING,
    forCpu: NOTHING,
    source: together(DEV_IS_DMA_COHERENT, selects),
    ...(note && { note }),
  };
}
