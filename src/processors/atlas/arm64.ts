/** 64-bit ARM: data caches never alias as software sees them. */
import { LINUX_6_19 } from '../port-facts.js';
import { rowsOf } from '../row-entry.js';

export const arm64 = rowsOf(
  {
    arch: 'arm64',
    pageSize: '4 KiB',
    shmlba: ['PAGE_SIZE (asm-generic); COMPAT_SHMLBA 4*PAGE_SIZE', '4 KiB'],
    selectsCacheAliasing: false,
    runtimeCheck: '(false)',
    implementsFlushDcachePage: true,
    read: 'arch/arm64/include/asm/shmparam.h',
    tree: LINUX_6_19,
    notes: ['AIFDP only marks PG_dcache_clean for I-cache sync'],
  },
  [
    {
      name: 'Cortex-A53 (Juno)',
      names: ['Juno'],
      dcache: ['32 KiB', 4, 64],
      kind: 'PIPT',
      read: 'arch/arm64/boot/dts/arm/juno.dts (size 0x8000, line 64, 128 sets)',
    },
    {
      name: 'Cortex-A57 (Juno)',
      names: ['Juno'],
      dcache: ['32 KiB', 2, 64],
      kind: 'PIPT',
      read: 'arch/arm64/boot/dts/arm/juno.dts (256 sets)',
      notes: ['way 16 KiB > 4 KiB page but behaves PIPT'],
    },
    {
      name: 'Cortex-A76',
      dcache: ['64 KiB', 4, 64],
      kind: 'VIPT-hwfix',
      unverified: 'everything',
    },
  ],
);
