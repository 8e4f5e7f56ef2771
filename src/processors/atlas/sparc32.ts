/** 32-bit SPARC: SHMLBA is the size of the virtually addressed cache that the PROM reports. */
import { LINUX_6_19 } from '../port-facts.js';
import { rowsOf } from '../row-entry.js';

export const sparc32 = rowsOf(
  {
    arch: 'sparc32',
    pageSize: '4 KiB',
    shmlba: ['vac_cache_size ? vac_cache_size : PAGE_SIZE', '128 KiB'],
    selectsCacheAliasing: true,
    runtimeCheck: 'vac_cache_size > PAGE_SIZE',
    implementsFlushDcachePage: true,
    read: 'arch/sparc/include/asm/{shmparam_32,cachetype}.h, mm/srmmu.c',
    tree: LINUX_6_19,
    notes: ['__ARCH_FORCE_SHMLBA', 'runtime variable read from PROM on VAC machines (hyperSPARC)'],
  },
  [
    {
      name: 'hyperSPARC 128K',
      names: ['hyperSPARC'],
      dcache: ['128 KiB', 1, 32],
      kind: 'VIPT-aliasing',
      read: 'arch/sparc/include/asm/ross.h (CS bit 128K/256K; CM write-through/copy-back)',
      unverified: ['ways', 'line', 'kind'],
      notes: ['flush needs a live translation (cachetlb doc)'],
    },
    {
      name: 'hyperSPARC 256K',
      names: ['hyperSPARC'],
      dcache: ['256 KiB', 1, 32],
      kind: 'VIPT-aliasing',
      shmlba: '256 KiB',
      read: 'arch/sparc/include/asm/ross.h',
      unverified: ['ways', 'line', 'kind'],
    },
    {
      name: 'SuperSPARC (Viking)',
      names: ['Viking'],
      dcache: ['16 KiB', 4, 32],
      kind: 'PIPT',
      shmlba: '4 KiB',
      unverified: 'everything',
      notes: ['vac_cache_size stays 0 => SHMLBA = PAGE_SIZE'],
    },
  ],
);
