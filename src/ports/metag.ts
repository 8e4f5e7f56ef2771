/** Imagination META: write-through caches. */
import { definePort } from './define-port.js';
import { LINUX_4_5 } from './processors/port-facts.js';

export const metag = definePort('metag', {
  facts: {
    removedIn: '4.17',
    pageSize: '4 KiB',
    shmlba: ['PAGE_SIZE (asm-generic)', '4 KiB'],
    runtimeCheck: 'n/a',
    implementsFlushDcachePage: true,
    read: 'arch/metag/include/asm/{Kbuild,cacheflush.h}',
    tree: LINUX_4_5,
  },
  processors: [
    {
      name: 'META 1.2 (ATP)',
      names: ['ATP'],
      dcache: ['16 KiB', 4, 64],
      kind: 'VIVT',
      write: { policy: 'through', basis: 'read', from: 'arch/metag/include/asm/cacheflush.h' },
      read: 'arch/metag/include/asm/cacheflush.h (write-through, virtually tagged); cache.h line 64; mm/cache.c 4 ways default',
      unverified: ['size'],
    },
    {
      name: 'META 2.1 (HTP)',
      names: ['HTP'],
      dcache: ['16 KiB', 4, 64],
      kind: 'PIPT',
      write: { policy: 'through', basis: 'read', from: 'arch/metag/include/asm/cacheflush.h' },
      read: 'arch/metag/include/asm/cacheflush.h (write-through, physically tagged)',
      unverified: ['size'],
    },
  ],
  space: undefined,
  calls: undefined,
  dma: undefined,
});
