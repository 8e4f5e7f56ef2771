/** Blackfin: no MMU, so no second address of a page. */
import { LINUX_4_5 } from '../port-facts.js';
import { rowsOf } from '../row-entry.js';

export const blackfin = rowsOf(
  {
    arch: 'blackfin',
    removedIn: '4.17',
    pageSize: '4 KiB',
    shmlba: ['PAGE_SIZE (asm-generic)', '4 KiB'],
    runtimeCheck: 'n/a',
    implementsFlushDcachePage: true,
    flushDcachePageOnlyIf: 'writeback config',
    read: 'arch/blackfin/include/asm/{Kbuild,cacheflush.h}',
    tree: LINUX_4_5,
  },
  [
    {
      name: 'BF537',
      dcache: ['32 KiB', 2, 32],
      kind: 'PIPT',
      unverified: 'everything',
      notes: ['no MMU', 'two 16 KiB banks'],
    },
  ],
);
