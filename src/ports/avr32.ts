/** AVR32. */
import { definePort } from './define-port.js';
import { LINUX_4_5 } from './processors/port-facts.js';

export const avr32 = definePort('avr32', {
  facts: {
    removedIn: '4.12',
    pageSize: '4 KiB',
    shmlba: ['PAGE_SIZE', '4 KiB'],
    runtimeCheck: 'n/a',
    implementsFlushDcachePage: false,
    read: 'arch/avr32/include/asm/{shmparam,cacheflush}.h',
    tree: LINUX_4_5,
  },
  processors: [
    {
      name: 'AP7000',
      dcache: ['16 KiB', 4, 32],
      kind: 'VIPT-nonaliasing',
      read: 'arch/avr32/include/asm/cache.h (line 32)',
      unverified: ['size', 'ways', 'kind'],
    },
  ],
  space: undefined,
  calls: undefined,
  dma: undefined,
});
