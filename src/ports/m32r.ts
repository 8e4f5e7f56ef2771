/** M32R. */
import { definePort } from './define-port.js';
import { LINUX_4_5 } from './processors/port-facts.js';

export const m32r = definePort('m32r', {
  facts: {
    removedIn: '4.17',
    pageSize: '4 KiB',
    shmlba: ['PAGE_SIZE', '4 KiB'],
    runtimeCheck: 'n/a',
    implementsFlushDcachePage: false,
    read: 'arch/m32r/include/asm/{shmparam,cacheflush}.h',
    tree: LINUX_4_5,
  },
  processors: [
    {
      name: 'M32700',
      dcache: ['8 KiB', 2, 16],
      kind: 'unknown',
      read: 'arch/m32r/include/asm/cache.h (line 16)',
      unverified: ['size', 'ways', 'kind'],
    },
  ],
  space: undefined,
  calls: undefined,
  dma: undefined,
});
