/** FR-V. */
import { LINUX_4_5 } from '../port-facts.js';
import { rowsOf } from '../row-entry.js';

export const frv = rowsOf(
  {
    arch: 'frv',
    removedIn: '4.17',
    pageSize: '16 KiB',
    shmlba: ['PAGE_SIZE', '16 KiB'],
    runtimeCheck: 'n/a',
    implementsFlushDcachePage: true,
    read: 'arch/frv/include/asm/{shmparam,cacheflush}.h',
    tree: LINUX_4_5,
  },
  [
    {
      name: 'FR451',
      dcache: ['8 KiB', 2, 32],
      kind: 'PIPT',
      read: 'arch/frv/include/asm/cacheflush.h comment (physically indexed)',
      unverified: ['size', 'ways', 'line'],
    },
  ],
);
