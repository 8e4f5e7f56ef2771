/** Itanium: SHMLBA of 1 MiB for speed, not against aliases. */
import { definePort } from './define-port.js';
import { coherentBy } from './dma/coherent.js';
import { LINUX_4_5 } from './processors/port-facts.js';
import { inFile } from './source.js';

export const ia64 = definePort('ia64', {
  facts: {
    removedIn: '6.7',
    pageSize: '16 KiB',
    shmlba: ['1024*1024 (performance, not correctness)', '1 MiB'],
    runtimeCheck: 'n/a',
    implementsFlushDcachePage: true,
    read: 'arch/ia64/include/asm/shmparam.h',
    tree: LINUX_4_5,
  },
  processors: [
    {
      name: 'Itanium 2',
      dcache: ['16 KiB', 4, 64],
      kind: 'VIPT-nonaliasing',
      unverified: 'everything',
    },
  ],
  space: undefined,
  calls: undefined,
  dma: [coherentBy(inFile('5.15', 'arch/ia64/Kconfig')('config IA64', 9, 60))],
});
