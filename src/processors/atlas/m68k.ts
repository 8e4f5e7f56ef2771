/** 68000 family: user addresses are not colored, and SHMLBA promises nothing about aliases. */
import { LINUX_6_19 } from '../port-facts.js';
import { rowsOf } from '../row-entry.js';

export const m68k = rowsOf(
  {
    arch: 'm68k',
    pageSize: '4 KiB',
    shmlba: ['PAGE_SIZE (asm-generic)', '4 KiB'],
    selectsCacheAliasing: true,
    runtimeCheck: 'true',
    implementsFlushDcachePage: true,
    read: 'arch/m68k/include/asm/{cachetype,cacheflush_mm}.h',
    tree: LINUX_6_19,
    notes: ['no arch_get_unmapped_area: SHMLBA is not an alias bound here'],
  },
  [
    {
      name: '68030',
      dcache: ['256 B', 1, 16],
      kind: 'VIVT',
      write: { policy: 'through', basis: 'from memory' },
      unverified: 'everything',
      notes: ['write-through', 'all index bits inside page offset'],
    },
    {
      name: '68040',
      dcache: ['4 KiB', 4, 16],
      kind: 'PIPT',
      unverified: 'everything',
      notes: ['flush by physical page (cpushp) read in cacheflush_mm.h'],
    },
    {
      name: '68060',
      dcache: ['8 KiB', 4, 16],
      kind: 'PIPT',
      unverified: 'everything',
    },
    {
      name: 'ColdFire V4e MCF547x',
      names: ['ColdFire V4e', 'ColdFire', 'MCF547x'],
      dcache: ['32 KiB', 4, 16],
      kind: 'PIPT',
      pageSize: '8 KiB',
      shmlba: '8 KiB',
      unverified: 'everything',
      notes: ['8 KiB pages'],
    },
  ],
);
