/** Tilera TILE: 64 KiB pages. */
import { LINUX_4_5 } from '../port-facts.js';
import { rowsOf } from '../row-entry.js';

export const tile = rowsOf(
  {
    arch: 'tile',
    removedIn: '4.17',
    pageSize: '64 KiB',
    shmlba: ['PAGE_SIZE (asm-generic)', '64 KiB'],
    runtimeCheck: 'n/a',
    implementsFlushDcachePage: false,
    read: 'arch/tile/include/asm/{Kbuild,cacheflush.h}, Kconfig',
    tree: LINUX_4_5,
  },
  [
    {
      name: 'TILE-Gx',
      dcache: ['32 KiB', 2, 64],
      kind: 'PIPT',
      read: 'arch/tile/include/uapi/arch/chip_tilegx.h; cacheflush.h: physically indexed',
    },
    {
      name: 'TILEPro',
      dcache: ['8 KiB', 2, 16],
      kind: 'PIPT',
      read: 'arch/tile/include/uapi/arch/chip_tilepro.h',
    },
  ],
);
