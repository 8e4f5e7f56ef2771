/** MicroBlaze. */
import { LINUX_6_19 } from '../port-facts.js';
import { rowsOf } from '../row-entry.js';

export const microblaze = rowsOf(
  {
    arch: 'microblaze',
    pageSize: '4 KiB',
    shmlba: ['PAGE_SIZE (asm-generic)', '4 KiB'],
    selectsCacheAliasing: false,
    runtimeCheck: '(false)',
    implementsFlushDcachePage: true,
    read: 'arch/microblaze/include/asm/cacheflush.h',
    tree: LINUX_6_19,
  },
  [
    {
      name: 'MicroBlaze (reference system.dts)',
      dcache: ['8 KiB', 1, 16],
      kind: 'PIPT',
      read: 'arch/microblaze/boot/dts/system.dts (0x2000, line 0x10)',
      unverified: ['ways'],
      notes: ['flush_dcache_page passes physical addresses (read) => treated as physically addressed'],
    },
  ],
);
