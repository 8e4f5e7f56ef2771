/** M32R. */
import { LINUX_4_5 } from '../port-facts.js';
import { rowsOf } from '../row-entry.js';

export const m32r = rowsOf(
  {
    arch: 'm32r',
    removedIn: '4.17',
    pageSize: '4 KiB',
    shmlba: ['PAGE_SIZE', '4 KiB'],
    runtimeCheck: 'n/a',
    implementsFlushDcachePage: false,
    read: 'arch/m32r/include/asm/{shmparam,cacheflush}.h',
    tree: LINUX_4_5,
  },
  [
    {
      name: 'M32700',
      dcache: ['8 KiB', 2, 16],
      kind: 'unknown',
      read: 'arch/m32r/include/asm/cache.h (line 16)',
      unverified: ['size', 'ways', 'kind'],
    },
  ],
);
