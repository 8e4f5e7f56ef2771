/** IBM Z. */
import { LINUX_6_19 } from '../port-facts.js';
import { rowsOf } from '../row-entry.js';

export const s390 = rowsOf(
  {
    arch: 's390',
    pageSize: '4 KiB',
    shmlba: ['PAGE_SIZE (asm-generic)', '4 KiB'],
    selectsCacheAliasing: false,
    runtimeCheck: '(false)',
    implementsFlushDcachePage: false,
    read: 'no arch shmparam.h',
    tree: LINUX_6_19,
    also: 'PAGE_SIZE in 5.4/4.5',
  },
  [
    {
      name: 'z13',
      dcache: ['128 KiB', 8, 256],
      kind: 'VIPT-hwfix',
      unverified: 'everything',
    },
  ],
);
