/** Itanium: SHMLBA of 1 MiB for speed, not against aliases. */
import { LINUX_4_5 } from '../port-facts.js';
import { rowsOf } from '../row-entry.js';

export const ia64 = rowsOf(
  {
    arch: 'ia64',
    removedIn: '6.7',
    pageSize: '16 KiB',
    shmlba: ['1024*1024 (performance, not correctness)', '1 MiB'],
    runtimeCheck: 'n/a',
    implementsFlushDcachePage: true,
    read: 'arch/ia64/include/asm/shmparam.h',
    tree: LINUX_4_5,
  },
  [
    {
      name: 'Itanium 2',
      dcache: ['16 KiB', 4, 64],
      kind: 'VIPT-nonaliasing',
      unverified: 'everything',
    },
  ],
);
