/** H8/300: neither an MMU nor a data cache. */
import { definePort } from './define-port.js';
import { LINUX_4_5 } from './processors/port-facts.js';

export const h8300 = definePort('h8300', {
  facts: {
    removedIn: '5.19',
    pageSize: '4 KiB',
    shmlba: ['PAGE_SIZE (asm-generic)', '4 KiB'],
    runtimeCheck: 'n/a',
    implementsFlushDcachePage: false,
    read: 'arch/h8300/include/asm/Kbuild',
    tree: LINUX_4_5,
  },
  processors: [
    {
      name: 'H8/300H',
      kind: 'none',
      unverified: ['kind'],
      notes: ['no MMU, no data cache'],
    },
  ],
  space: undefined,
  calls: undefined,
  dma: undefined,
});
