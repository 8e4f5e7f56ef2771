/** ARC: 8 KiB pages; the check says `false` because a kernel that would alias refuses to boot. */
import { LINUX_6_19 } from '../port-facts.js';
import { rowsOf } from '../row-entry.js';

export const arc = rowsOf(
  {
    arch: 'arc',
    pageSize: '8 KiB',
    shmlba: ['2 * PAGE_SIZE', '16 KiB'],
    selectsCacheAliasing: true,
    runtimeCheck: 'false (dcache); icache: true',
    implementsFlushDcachePage: true,
    read: 'arch/arc/include/asm/{shmparam,cachetype}.h, mm/cache.c',
    tree: LINUX_6_19,
    notes: ['__ARCH_FORCE_SHMLBA'],
  },
  [
    {
      name: 'ARC700 32K D$',
      names: ['ARC700'],
      dcache: ['32 KiB', 4, 32],
      kind: 'VIPT-nonaliasing',
      read: 'arch/arc/mm/cache.c (D$ fixed 4-way VIPT for ARCompact)',
      unverified: ['size', 'line'],
      notes: ['way = page, 1 color'],
    },
    {
      name: 'ARC700 64K D$ (aliasing)',
      names: ['ARC700'],
      dcache: ['64 KiB', 4, 32],
      kind: 'VIPT-aliasing',
      read: 'arch/arc/mm/cache.c',
      unverified: ['size', 'line'],
      notes: [
        '2 colors with 8K pages',
        'supported in 4.5 via CONFIG_ARC_CACHE_VIPT_ALIASING, 6.19 panics at boot on colors>1',
      ],
    },
    {
      name: 'ARC HS38',
      names: ['HS38'],
      dcache: ['32 KiB', 2, 64],
      kind: 'PIPT',
      read: 'arch/arc/mm/cache.c (ARCv2 D$ = PIPT, colors=1)',
      unverified: ['size', 'ways', 'line'],
      notes: ['I$ is VIPT and may alias'],
    },
  ],
);
