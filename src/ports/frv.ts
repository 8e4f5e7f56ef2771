/** FR-V. */
import { definePort } from './define-port.js';
import { LINUX_4_5 } from './processors/port-facts.js';

export const frv = definePort('frv', {
  facts: {
    removedIn: '4.17',
    pageSize: '16 KiB',
    shmlba: ['PAGE_SIZE', '16 KiB'],
    runtimeCheck: 'n/a',
    implementsFlushDcachePage: true,
    read: 'arch/frv/include/asm/{shmparam,cacheflush}.h',
    tree: LINUX_4_5,
  },
  processors: [
    {
      name: 'FR451',
      dcache: ['8 KiB', 2, 32],
      kind: 'PIPT',
      write: { policy: 'back', basis: 'read', from: 'arch/frv/Kconfig: FRV_DEFL_CACHE_WBACK is the default' },
      read: 'arch/frv/include/asm/cacheflush.h comment (physically indexed)',
      unverified: ['size', 'ways', 'line'],
    },
  ],
  space: undefined,
  calls: undefined,
  dma: undefined,
});
