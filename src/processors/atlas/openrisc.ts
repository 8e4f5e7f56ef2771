/** OpenRISC. */
import { LINUX_6_19 } from '../port-facts.js';
import { rowsOf } from '../row-entry.js';

export const openrisc = rowsOf(
  {
    arch: 'openrisc',
    pageSize: '8 KiB',
    shmlba: ['PAGE_SIZE (asm-generic)', '8 KiB'],
    selectsCacheAliasing: false,
    runtimeCheck: '(false)',
    implementsFlushDcachePage: true,
    read: 'arch/openrisc/include/asm/cacheflush.h',
    tree: LINUX_6_19,
    notes: ['AIFDP only defers I-cache sync'],
  },
  [
    {
      name: 'OR1200 / mor1kx default',
      names: ['OR1200', 'mor1kx'],
      dcache: ['8 KiB', 1, 16],
      kind: 'VIPT-nonaliasing',
      unverified: 'everything',
      notes: ['size <= page', 'CONFIG_DCACHE_WRITETHROUGH exists (read)'],
    },
  ],
);
