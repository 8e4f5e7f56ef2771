/** UniCore-32. */
import { definePort } from './define-port.js';
import { LINUX_4_5 } from './processors/port-facts.js';

export const unicore32 = definePort('unicore32', {
  facts: {
    removedIn: '5.9',
    pageSize: '4 KiB',
    shmlba: ['PAGE_SIZE (asm-generic)', '4 KiB'],
    runtimeCheck: 'n/a',
    implementsFlushDcachePage: true,
    read: 'arch/unicore32/include/asm/Kbuild',
    tree: LINUX_4_5,
  },
  processors: [
    {
      name: 'PKUnity-3 UniCore-II',
      names: ['PKUnity-3', 'UniCore-II'],
      dcache: ['16 KiB', 4, 32],
      kind: 'VIPT-nonaliasing',
      read: 'arch/unicore32/mm/flush.c comment, cache.h line 32',
      unverified: ['size', 'ways'],
    },
  ],
  space: undefined,
  calls: undefined,
  dma: undefined,
});
