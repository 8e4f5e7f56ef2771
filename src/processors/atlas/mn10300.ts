/** MN10300 / AM33. */
import { LINUX_4_5 } from '../port-facts.js';
import { rowsOf } from '../row-entry.js';

export const mn10300 = rowsOf(
  {
    arch: 'mn10300',
    removedIn: '4.17',
    pageSize: '4 KiB',
    shmlba: ['PAGE_SIZE', '4 KiB'],
    runtimeCheck: 'n/a',
    implementsFlushDcachePage: false,
    read: 'arch/mn10300/include/asm/{shmparam,cacheflush}.h',
    tree: LINUX_4_5,
  },
  [
    {
      name: 'MN103E010 (AM33)',
      names: ['AM33'],
      dcache: ['16 KiB', 4, 16],
      kind: 'PIPT',
      read: 'arch/mn10300/proc-mn103e010/include/proc/cache.h (4 x 256 x 16); cacheflush.h: physically indexed',
    },
  ],
);
