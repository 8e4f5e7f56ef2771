/** Nios II: SHMLBA is the configured cache size, but mmap() does not color. */
import { LINUX_6_19 } from '../port-facts.js';
import { rowsOf } from '../row-entry.js';

export const nios2 = rowsOf(
  {
    arch: 'nios2',
    pageSize: '4 KiB',
    shmlba: ['CONFIG_NIOS2_DCACHE_SIZE', '32 KiB'],
    selectsCacheAliasing: true,
    runtimeCheck: 'NIOS2_DCACHE_SIZE > PAGE_SIZE',
    implementsFlushDcachePage: true,
    read: 'arch/nios2/include/asm/{shmparam,cachetype}.h, platform/Kconfig.platform, configs/10m50_defconfig',
    tree: LINUX_6_19,
    notes: ['no arch_get_unmapped_area: mmap is not colored'],
  },
  [
    {
      name: 'Nios II/f (10m50 devboard)',
      names: ['10m50'],
      dcache: ['32 KiB', 1, 32],
      kind: 'VIPT-aliasing',
      read: 'arch/nios2/boot/dts/10m50_devboard.dts (32768, line 32)',
      unverified: ['ways', 'kind'],
    },
    {
      name: 'Nios II/f (Kconfig default 0x800)',
      dcache: ['2 KiB', 1, 32],
      kind: 'VIPT-nonaliasing',
      shmlba: '2 KiB',
      read: 'arch/nios2/platform/Kconfig.platform (default 0x800, line 0x20)',
      unverified: ['ways', 'kind'],
      notes: ['SHMLBA (2048) is then smaller than PAGE_SIZE'],
    },
  ],
);
