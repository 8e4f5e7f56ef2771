/** H8/300: neither an MMU nor a data cache. */
import { LINUX_4_5 } from '../port-facts.js';
import { rowsOf } from '../row-entry.js';

export const h8300 = rowsOf(
  {
    arch: 'h8300',
    removedIn: '5.19',
    pageSize: '4 KiB',
    shmlba: ['PAGE_SIZE (asm-generic)', '4 KiB'],
    runtimeCheck: 'n/a',
    implementsFlushDcachePage: false,
    read: 'arch/h8300/include/asm/Kbuild',
    tree: LINUX_4_5,
  },
  [
    {
      name: 'H8/300H',
      kind: 'none',
      unverified: ['kind'],
      notes: ['no MMU, no data cache'],
    },
  ],
);
