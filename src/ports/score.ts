/** S+core. */
import { definePort } from './define-port.js';
import { LINUX_4_5 } from './processors/port-facts.js';

export const score = definePort('score', {
  facts: {
    removedIn: '4.17',
    pageSize: '4 KiB',
    shmlba: ['PAGE_SIZE (asm-generic)', '4 KiB'],
    runtimeCheck: 'n/a',
    implementsFlushDcachePage: false,
    read: 'arch/score/include/asm/{shmparam,cacheflush}.h',
    tree: LINUX_4_5,
  },
  processors: [
    {
      name: 'S+core 7',
      dcache: ['4 KiB', 4, 16],
      kind: 'unknown',
      unverified: 'everything',
      notes: ['copied FIX_N_COLOURS 8 from MIPS but no kmap_coherent'],
    },
  ],
  space: undefined,
  calls: undefined,
  dma: undefined,
});
