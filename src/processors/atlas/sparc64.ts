/** 64-bit SPARC: 8 KiB pages under a 16 KiB way. */
import { LINUX_6_19 } from '../port-facts.js';
import { rowsOf } from '../row-entry.js';

export const sparc64 = rowsOf(
  {
    arch: 'sparc64',
    pageSize: '8 KiB',
    shmlba: ['(PAGE_SIZE > L1DCACHE_SIZE) ? PAGE_SIZE : L1DCACHE_SIZE', '16 KiB'],
    selectsCacheAliasing: true,
    runtimeCheck: 'L1DCACHE_SIZE > PAGE_SIZE',
    implementsFlushDcachePage: true,
    read: 'arch/sparc/include/asm/{shmparam_64,spitfire,cachetype}.h',
    tree: LINUX_6_19,
    notes: ['L1DCACHE_SIZE 0x4000', '__ARCH_FORCE_SHMLBA'],
  },
  [
    {
      name: 'UltraSPARC I/II',
      names: ['UltraSPARC I', 'UltraSPARC II', 'Spitfire'],
      dcache: ['16 KiB', 1, 32],
      kind: 'VIPT-aliasing',
      write: { policy: 'through', basis: 'from memory' },
      read: 'arch/sparc/mm/ultra.S (16K, 32 B line tag walk)',
      unverified: ['ways'],
      notes: ['write-through: stale reads possible, no lost writes'],
    },
    {
      name: 'UltraSPARC III (Cheetah)',
      names: ['Cheetah'],
      dcache: ['64 KiB', 4, 32],
      kind: 'VIPT-aliasing',
      read: 'arch/sparc/mm/ultra.S (invalidate by physical address, 32 B)',
      unverified: ['size', 'ways'],
    },
    {
      name: 'UltraSPARC T1 (sun4v)',
      names: ['sun4v'],
      dcache: ['8 KiB', 4, 16],
      kind: 'PIPT',
      read: 'flush_dcache_folio returns at once for tlb_type==hypervisor (read in mm/init_64.c)',
      unverified: 'everything',
      notes: ['constant check still says aliasing'],
    },
  ],
);
