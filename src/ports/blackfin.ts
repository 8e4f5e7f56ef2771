/** Blackfin: no MMU, so no second address of a page. */
import { definePort } from './define-port.js';
import { LINUX_4_5 } from './processors/port-facts.js';

export const blackfin = definePort('blackfin', {
  facts: {
    removedIn: '4.17',
    pageSize: '4 KiB',
    shmlba: ['PAGE_SIZE (asm-generic)', '4 KiB'],
    runtimeCheck: 'n/a',
    implementsFlushDcachePage: true,
    flushDcachePageOnlyIf: 'writeback config',
    read: 'arch/blackfin/include/asm/{Kbuild,cacheflush.h}',
    tree: LINUX_4_5,
  },
  processors: [
    {
      name: 'BF537',
      dcache: ['32 KiB', 2, 32],
      kind: 'PIPT',
      write: {
        policy: 'back',
        basis: 'read',
        from: 'arch/blackfin/Kconfig: BFIN_EXTMEM_WRITEBACK is the default on one processor',
      },
      unverified: 'everything',
      notes: ['no MMU', 'two 16 KiB banks'],
    },
  ],
  space: undefined,
  calls: undefined,
  dma: undefined,
});
