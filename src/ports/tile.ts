/** Tilera TILE: 64 KiB pages. */
import { definePort } from './define-port.js';
import { LINUX_4_5 } from './processors/port-facts.js';

export const tile = definePort('tile', {
  facts: {
    removedIn: '4.17',
    pageSize: '64 KiB',
    shmlba: ['PAGE_SIZE (asm-generic)', '64 KiB'],
    runtimeCheck: 'n/a',
    implementsFlushDcachePage: false,
    read: 'arch/tile/include/asm/{Kbuild,cacheflush.h}, Kconfig',
    tree: LINUX_4_5,
  },
  processors: [
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
  space: undefined,
  calls: undefined,
  dma: undefined,
});
