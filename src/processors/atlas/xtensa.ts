/** Xtensa: cores are generated, and SHMLBA follows the way size of each. */
import { LINUX_6_19 } from '../port-facts.js';
import { rowsOf } from '../row-entry.js';

export const xtensa = rowsOf(
  {
    arch: 'xtensa',
    pageSize: '4 KiB',
    shmlba: ['(PAGE_SIZE > DCACHE_WAY_SIZE) ? PAGE_SIZE : DCACHE_WAY_SIZE', '4 KiB'],
    selectsCacheAliasing: true,
    runtimeCheck: 'DCACHE_WAY_SIZE > PAGE_SIZE',
    implementsFlushDcachePage: true,
    flushDcachePageOnlyIf: 'DCACHE_WAY_SIZE > PAGE_SIZE or SMP',
    read: 'arch/xtensa/include/asm/{shmparam,cachetype,cacheflush}.h',
    tree: LINUX_6_19,
  },
  [
    {
      name: 'dc232b',
      dcache: ['16 KiB', 4, 32],
      kind: 'VIPT-nonaliasing',
      read: 'arch/xtensa/variants/dc232b/include/variant/core.h',
    },
    {
      name: 'dc233c',
      dcache: ['16 KiB', 4, 32],
      kind: 'VIPT-nonaliasing',
      read: 'arch/xtensa/variants/dc233c/include/variant/core.h',
    },
    {
      name: 'fsf',
      dcache: ['8 KiB', 2, 16],
      kind: 'VIPT-nonaliasing',
      write: { policy: 'through', basis: 'read' },
      read: 'arch/xtensa/variants/fsf/include/variant/core.h',
      notes: ['write-through (XCHAL_DCACHE_IS_WRITEBACK 0)'],
    },
    {
      name: 'test_mmuhifi_c3',
      dcache: ['16 KiB', 2, 32],
      kind: 'VIPT-aliasing',
      shmlba: '8 KiB',
      read: 'arch/xtensa/variants/test_mmuhifi_c3/include/variant/core.h',
      notes: ['only in-tree variant that aliases'],
    },
    {
      name: 'csp',
      dcache: ['16 KiB', 4, 64],
      kind: 'VIPT-nonaliasing',
      read: 'arch/xtensa/variants/csp/include/variant/core.h',
    },
  ],
);
