/** PA-RISC: colors count modulo SHM_COLOUR (4 MiB), far above any way size, and differ from file to file. */
import { LINUX_6_19 } from '../port-facts.js';
import { rowsOf } from '../row-entry.js';

export const parisc = rowsOf(
  {
    arch: 'parisc',
    pageSize: '4 KiB',
    shmlba: ['PAGE_SIZE; SHM_COLOUR 0x400000', '4 KiB'],
    colorModulus: '4 MiB',
    selectsCacheAliasing: true,
    runtimeCheck: 'true',
    implementsFlushDcachePage: true,
    read: 'arch/parisc/include/asm/{shmparam,cachetype,fixmap}.h',
    tree: LINUX_6_19,
    notes: [
      'effective color modulus is SHM_COLOUR = 4194304, color = hash(f_mapping)+pgoff, not pgoff alone',
    ],
  },
  [
    {
      name: 'PA-7300LC',
      dcache: ['64 KiB', 2, 32],
      kind: 'VIPT-aliasing',
      unverified: 'everything',
    },
    {
      name: 'PA-8500',
      dcache: ['1 MiB', 4, 64],
      kind: 'VIPT-aliasing',
      unverified: 'everything',
    },
    {
      name: 'PA-8700 (c3750)',
      names: ['c3750'],
      dcache: ['1.5 MiB', 4, 64],
      kind: 'VIPT-aliasing',
      read: 'arch/parisc/include/asm/fixmap.h (PDC alias value 11 => 4 MiB boundary; non-equivalent aliases tolerated)',
      unverified: ['size', 'ways', 'line'],
    },
    {
      name: 'PA-8800/8900',
      names: ['PA-8800', 'PA-8900'],
      dcache: ['768 KiB', 4, 128],
      kind: 'VIPT-aliasing',
      read: 'fixmap.h + processor.h parisc_requires_coherency (alias value 0; non-equivalent aliasing NOT supported)',
      unverified: ['size', 'ways', 'line'],
      notes: ['even two clean inequivalent copies are illegal'],
    },
  ],
);
