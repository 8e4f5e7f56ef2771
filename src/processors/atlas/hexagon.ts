/** Hexagon. */
import { LINUX_6_19 } from '../port-facts.js';
import { rowsOf } from '../row-entry.js';

export const hexagon = rowsOf(
  {
    arch: 'hexagon',
    pageSize: '4 KiB',
    shmlba: ['PAGE_SIZE (asm-generic)', '4 KiB'],
    selectsCacheAliasing: false,
    runtimeCheck: '(false)',
    implementsFlushDcachePage: false,
    read: 'no arch shmparam.h',
    tree: LINUX_6_19,
  },
  [
    {
      name: 'Hexagon V5',
      dcache: ['32 KiB', 8, 32],
      kind: 'unknown',
      read: 'arch/hexagon/include/asm/cacheflush.h LINESIZE 32',
      unverified: ['size', 'ways'],
    },
  ],
);
