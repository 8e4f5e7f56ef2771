/** PowerPC. */
import { LINUX_6_19 } from '../port-facts.js';
import { rowsOf } from '../row-entry.js';

export const powerpc = rowsOf(
  {
    arch: 'powerpc',
    pageSize: '4 KiB',
    shmlba: ['PAGE_SIZE', '4 KiB'],
    selectsCacheAliasing: false,
    runtimeCheck: '(false)',
    implementsFlushDcachePage: true,
    read: 'arch/powerpc/include/asm/{shmparam,cacheflush}.h',
    tree: LINUX_6_19,
    notes: ['AIFDP only for I-cache coherence'],
  },
  [
    {
      name: 'e300 (MPC8379)',
      names: ['MPC8379'],
      dcache: ['32 KiB', 8, 32],
      kind: 'PIPT',
      read: 'arch/powerpc/boot/dts/mpc8379_rdb.dts (32768, line 32)',
      unverified: ['ways', 'kind'],
    },
    {
      name: 'PPC460EX (Canyonlands)',
      names: ['Canyonlands'],
      dcache: ['32 KiB', 64, 32],
      kind: 'VIPT-nonaliasing',
      read: 'arch/powerpc/boot/dts/canyonlands.dts (32768, line 32)',
      unverified: ['ways', 'kind'],
    },
    {
      name: 'POWER9',
      dcache: ['32 KiB', 8, 128],
      kind: 'VIPT-nonaliasing',
      pageSize: '64 KiB',
      shmlba: '64 KiB',
      unverified: 'everything',
      notes: ['64 KiB pages usual'],
    },
  ],
);
