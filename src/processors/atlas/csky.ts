/** C-SKY: the check is a constant, whether the CPU aliases or not. */
import { LINUX_6_19 } from '../port-facts.js';
import { rowsOf } from '../row-entry.js';

export const csky = rowsOf(
  {
    arch: 'csky',
    pageSize: '4 KiB',
    shmlba: ['4 * PAGE_SIZE', '16 KiB'],
    selectsCacheAliasing: true,
    runtimeCheck: 'true',
    implementsFlushDcachePage: true,
    read: 'arch/csky/include/asm/{shmparam,cachetype}.h',
    tree: LINUX_6_19,
    notes: ['__ARCH_FORCE_SHMLBA'],
  },
  [
    {
      name: 'CK610 (ABIv1)',
      names: ['ABIv1'],
      dcache: ['16 KiB', 2, 16],
      kind: 'VIPT-aliasing',
      read: 'arch/csky/Kconfig L1_CACHE_SHIFT=4; commit 93ebea86b830 text: 8 KiB per way, 4 KiB pages',
      unverified: ['size', 'ways'],
      notes: ['flush_dcache_folio = dcache_wbinv_all'],
    },
    {
      name: 'CK810 (ABIv2)',
      names: ['ABIv2'],
      dcache: ['32 KiB', 4, 32],
      kind: 'PIPT',
      read: 'arch/csky/Kconfig (line 32), abiv2/cacheflush.h (no cache flush on unmap)',
      unverified: ['size', 'ways'],
      notes: ['still reports aliasing=true (arch-wide constant)'],
    },
  ],
);
