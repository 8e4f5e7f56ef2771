/** UniCore-32. */
import { LINUX_4_5 } from '../port-facts.js';
import { rowsOf } from '../row-entry.js';

export const unicore32 = rowsOf(
  {
    arch: 'unicore32',
    removedIn: '5.9',
    pageSize: '4 KiB',
    shmlba: ['PAGE_SIZE (asm-generic)', '4 KiB'],
    runtimeCheck: 'n/a',
    implementsFlushDcachePage: true,
    read: 'arch/unicore32/include/asm/Kbuild',
    tree: LINUX_4_5,
  },
  [
    {
      name: 'PKUnity-3 UniCore-II',
      names: ['PKUnity-3', 'UniCore-II'],
      dcache: ['16 KiB', 4, 32],
      kind: 'VIPT-nonaliasing',
      read: 'arch/unicore32/mm/flush.c comment, cache.h line 32',
      unverified: ['size', 'ways'],
    },
  ],
);
