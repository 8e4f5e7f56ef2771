/** ETRAX CRIS. */
import { LINUX_4_5 } from '../port-facts.js';
import { rowsOf } from '../row-entry.js';

export const cris = rowsOf(
  {
    arch: 'cris',
    removedIn: '4.17',
    pageSize: '8 KiB',
    shmlba: ['PAGE_SIZE', '8 KiB'],
    runtimeCheck: 'n/a',
    implementsFlushDcachePage: false,
    read: 'arch/cris/include/asm/{shmparam,cacheflush}.h',
    tree: LINUX_4_5,
  },
  [
    {
      name: 'ETRAX FS',
      dcache: ['16 KiB', 2, 32],
      kind: 'VIPT-nonaliasing',
      read: 'arch/cris/include/arch-v32/arch/cache.h (line 32)',
      unverified: ['size', 'ways', 'kind'],
    },
  ],
);
