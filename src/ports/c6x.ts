/** TI C6x: no MMU, so no second address of a page. */
import { EVERY_CACHE } from './calls/port-calls.js';
import { type DmaEntry, definePort } from './define-port.js';
import { AS_DIRECTED } from './dma/port-dma.js';
import { LINUX_4_5 } from './processors/port-facts.js';
import { inFile, together } from './source.js';

const DMA_C = inFile('5.4', 'arch/c6x/mm/dma-coherent.c');

const DMA: DmaEntry = {
  caches: EVERY_CACHE,
  forDevice: AS_DIRECTED,
  forCpu: AS_DIRECTED,
  source: together(
    DMA_C('c6x_dma_sync', 143, 161),
    DMA_C('arch_sync_dma_for_device', 163, 167),
    DMA_C('arch_sync_dma_for_cpu', 169, 173),
  ),
  note: 'by physical address, of the second-level cache, which takes its lines out of the first',
};

export const c6x = definePort('c6x', {
  facts: {
    removedIn: '5.12',
    pageSize: '4 KiB',
    shmlba: ['PAGE_SIZE (asm-generic)', '4 KiB'],
    runtimeCheck: 'n/a',
    implementsFlushDcachePage: false,
    read: 'arch/c6x/include/asm/{Kbuild,cacheflush.h}',
    tree: LINUX_4_5,
  },
  processors: [
    {
      name: 'C64x+',
      dcache: ['32 KiB', 2, 64],
      kind: 'PIPT',
      allocation: {
        policy: 'on loads',
        basis: 'assumed',
        from: 'SPRU610, section 3.1, says so of the C64x: read-allocate only',
      },
      replacement: { policy: 'lru', basis: 'assumed', from: 'SPRU610, section 3.1, says so of the C64x' },
      read: 'arch/c6x/include/asm/cacheflush.h comment (physically indexed)',
      unverified: ['size', 'ways', 'line'],
      notes: ['no MMU'],
    },
  ],
  space: undefined,
  calls: undefined,
  dma: [DMA],
});
