/** TI C6x: no MMU, so no second address of a page. */
import { definePort } from './define-port.js';
import { LINUX_4_5 } from './processors/port-facts.js';

export const c6x = definePort('c6x', {
  facts: {
    removedIn: '5.12',
    pageSize: '4 KiB',
    shmlba: ['PAGE_SIZE (asm-generic)', '4 KiB'],
    runtimeCheck: 'n/a',
    implementsFlushDcachePage: false,
    read: 'arch/c6x/include/asm/{Kbuild,cacheflush.h}',
    tree: LINUX_4_5,
  },
  processors: [
    {
      name: 'C64x+',
      dcache: ['32 KiB', 2, 64],
      kind: 'PIPT',
      allocation: {
        policy: 'on loads',
        basis: 'assumed',
        from: 'SPRU610, section 3.1, says so of the C64x: read-allocate only',
      },
      replacement: { policy: 'lru', basis: 'assumed', from: 'SPRU610, section 3.1, says so of the C64x' },
      read: 'arch/c6x/include/asm/cacheflush.h comment (physically indexed)',
      unverified: ['size', 'ways', 'line'],
      notes: ['no MMU'],
    },
  ],
  space: undefined,
  calls: undefined,
});
