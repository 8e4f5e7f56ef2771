/** x86. */
import { LINUX_6_19 } from '../port-facts.js';
import { rowsOf } from '../row-entry.js';

export const x86 = rowsOf(
  {
    arch: 'x86',
    pageSize: '4 KiB',
    shmlba: ['PAGE_SIZE', '4 KiB'],
    selectsCacheAliasing: false,
    runtimeCheck: '(false)',
    implementsFlushDcachePage: false,
    read: 'arch/x86/include/asm/shmparam.h',
    tree: LINUX_6_19,
  },
  [
    {
      name: 'Pentium P5',
      names: ['Pentium', 'P5'],
      dcache: ['8 KiB', 2, 32],
      kind: 'PIPT',
      unverified: 'everything',
    },
    {
      name: 'Athlon K7/K8',
      names: ['Athlon', 'K7', 'K8'],
      dcache: ['64 KiB', 2, 64],
      kind: 'VIPT-hwfix',
      unverified: 'everything',
    },
    {
      name: 'Core i7 (Haswell)',
      names: ['Haswell'],
      dcache: ['32 KiB', 8, 64],
      kind: 'VIPT-nonaliasing',
      unverified: 'everything',
    },
    {
      name: 'Ice Lake',
      dcache: ['48 KiB', 12, 64],
      kind: 'VIPT-nonaliasing',
      unverified: 'everything',
    },
  ],
);
