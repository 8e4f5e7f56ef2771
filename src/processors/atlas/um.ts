/** User Mode Linux: a port without a CPU of its own. */
import { LINUX_6_19 } from '../port-facts.js';
import { rowsOf } from '../row-entry.js';

export const um = rowsOf(
  {
    arch: 'um',
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
      name: 'host CPU',
      kind: 'host',
      unverified: ['kind'],
    },
  ],
);
