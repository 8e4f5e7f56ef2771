/** ETRAX CRIS. */
import { definePort } from './define-port.js';
import { LINUX_4_5 } from './processors/port-facts.js';

export const cris = definePort('cris', {
  facts: {
    removedIn: '4.17',
    pageSize: '8 KiB',
    shmlba: ['PAGE_SIZE', '8 KiB'],
    runtimeCheck: 'n/a',
    implementsFlushDcachePage: false,
    read: 'arch/cris/include/asm/{shmparam,cacheflush}.h',
    tree: LINUX_4_5,
  },
  processors: [
    {
      name: 'ETRAX FS',
      dcache: ['16 KiB', 2, 32],
      kind: 'VIPT-nonaliasing',
      read: 'arch/cris/include/arch-v32/arch/cache.h (line 32)',
      unverified: ['size', 'ways', 'kind'],
    },
  ],
  space: undefined,
  calls: undefined,
  dma: undefined,
});
