/** User Mode Linux: a port without a CPU of its own. */
import { definePort } from './define-port.js';
import { LINUX_6_19 } from './processors/port-facts.js';

export const um = definePort('um', {
  facts: {
    pageSize: '4 KiB',
    shmlba: ['PAGE_SIZE (asm-generic)', '4 KiB'],
    selectsCacheAliasing: false,
    runtimeCheck: '(false)',
    implementsFlushDcachePage: false,
    read: 'no arch shmparam.h',
    tree: LINUX_6_19,
  },
  processors: [
    {
      name: 'host CPU',
      kind: 'host',
      unverified: ['kind'],
    },
  ],
  space: undefined,
  calls: undefined,
  dma: undefined,
});
