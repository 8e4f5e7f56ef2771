/** Xtensa: cores are generated, and SHMLBA follows the way size of each. */
import type { CopySide } from './calls/port-calls.js';
import { flush, invalidate } from './calls/steps.js';
import { definePort } from './define-port.js';
import { LINUX_6_19 } from './processors/port-facts.js';
import { read } from './source.js';

const WHOLE = [flush('whole cache')];
const WINDOW: CopySide = { before: [], through: 'window', after: [] };

const XTENSA = (name: string) => read(`arch/xtensa/mm/cache.c: ${name}()`);
const XTENSA_H = (name: string) => read(`arch/xtensa/include/asm/cacheflush.h: ${name}()`);

/** The kernel's lines of a page that will be stored to under another color are dropped, not written back. */
const NEW_PAGE: CopySide = {
  before: [invalidate('kernel address', 'colors differ')],
  through: 'window',
  after: [],
  owes: [],
};

export const xtensa = definePort('xtensa', {
  facts: {
    pageSize: '4 KiB',
    shmlba: ['(PAGE_SIZE > DCACHE_WAY_SIZE) ? PAGE_SIZE : DCACHE_WAY_SIZE', '4 KiB'],
    selectsCacheAliasing: true,
    runtimeCheck: 'DCACHE_WAY_SIZE > PAGE_SIZE',
    implementsFlushDcachePage: true,
    flushDcachePageOnlyIf: 'DCACHE_WAY_SIZE > PAGE_SIZE or SMP',
    read: 'arch/xtensa/include/asm/{shmparam,cachetype,cacheflush}.h',
    tree: LINUX_6_19,
  },
  processors: [
    {
      name: 'dc232b',
      dcache: ['16 KiB', 4, 32],
      kind: 'VIPT-nonaliasing',
      write: {
        policy: 'back',
        basis: 'read',
        from: 'arch/xtensa/variants/dc232b/include/variant/core.h: XCHAL_DCACHE_IS_WRITEBACK 1; arch/xtensa/include/asm/pgtable.h: _PAGE_CA_WB',
      },
      read: 'arch/xtensa/variants/dc232b/include/variant/core.h',
    },
    {
      name: 'dc233c',
      dcache: ['16 KiB', 4, 32],
      kind: 'VIPT-nonaliasing',
      write: {
        policy: 'back',
        basis: 'read',
        from: 'arch/xtensa/variants/dc233c/include/variant/core.h: XCHAL_DCACHE_IS_WRITEBACK 1; arch/xtensa/include/asm/pgtable.h: _PAGE_CA_WB',
      },
      read: 'arch/xtensa/variants/dc233c/include/variant/core.h',
    },
    {
      name: 'fsf',
      dcache: ['8 KiB', 2, 16],
      kind: 'VIPT-nonaliasing',
      write: {
        policy: 'through',
        basis: 'read',
        from: 'arch/xtensa/variants/fsf/include/variant/core.h: XCHAL_DCACHE_IS_WRITEBACK 0',
      },
      read: 'arch/xtensa/variants/fsf/include/variant/core.h',
      notes: ['write-through (XCHAL_DCACHE_IS_WRITEBACK 0)'],
    },
    {
      name: 'test_mmuhifi_c3',
      dcache: ['16 KiB', 2, 32],
      kind: 'VIPT-aliasing',
      shmlba: '8 KiB',
      write: {
        policy: 'back',
        basis: 'read',
        from: 'arch/xtensa/variants/test_mmuhifi_c3/include/variant/core.h: XCHAL_DCACHE_IS_WRITEBACK 1; arch/xtensa/include/asm/pgtable.h: _PAGE_CA_WB',
      },
      read: 'arch/xtensa/variants/test_mmuhifi_c3/include/variant/core.h',
      notes: ['only in-tree variant that aliases'],
    },
    {
      name: 'csp',
      dcache: ['16 KiB', 4, 64],
      kind: 'VIPT-nonaliasing',
      write: {
        policy: 'back',
        basis: 'read',
        from: 'arch/xtensa/variants/csp/include/variant/core.h: XCHAL_DCACHE_IS_WRITEBACK 1; arch/xtensa/include/asm/pgtable.h: _PAGE_CA_WB',
      },
      read: 'arch/xtensa/variants/csp/include/variant/core.h',
    },
  ],
  space: {
    addressBits: 32,
    directMap: {
      base: 0xd000_0000n,
      physicalBase: 0n,
      bytes: 128n * 2n ** 20n,
      source: read('XCHAL_KSEG_CACHED_VADDR, 128 MiB'),
    },
    window: {
      base: 0xc800_0000n,
      slots: 2,
      source: read('TLBTEMP_BASE_1 = VMALLOC_START + 0x08000000; one way of slots, 2 on test_mmuhifi_c3'),
    },
    mmap: {
      colored: true,
      modulus: 'shmlba',
      sharedOnly: true,
      source: read('SHMLBA is the way size; MAP_SHARED only'),
    },
    userBase: 0x2955_0000n,
    userEnd: 0x4000_0000n,
    framePfn: 0x4123,
  },
  calls: [
    {
      caches: ['VIPT-aliasing'],
      defers: { while: 'no user maps the file', mark: 'PG_dcache_dirty', flushPays: false },
      updateMmuCacheNeedsStructPage: true,
      reachesColorsBy: 'window',
      calls: {
        flush_cache_mm: { steps: WHOLE, source: XTENSA_H('flush_cache_mm') },
        flush_cache_dup_mm: { steps: WHOLE, source: XTENSA_H('flush_cache_dup_mm') },
        flush_cache_range: { steps: WHOLE, source: XTENSA('local_flush_cache_range') },
        flush_cache_page: { steps: [flush('user color')], source: XTENSA('local_flush_cache_page') },
        flush_cache_vmap: { steps: WHOLE, source: XTENSA_H('flush_cache_vmap') },
        flush_cache_vunmap: { steps: WHOLE, source: XTENSA_H('flush_cache_vunmap') },
        flush_dcache_page: {
          steps: [flush('kernel address'), flush('file color', 'colors differ')],
          source: XTENSA('flush_dcache_folio'),
          note: 'the kernel’s color too is reached through the window',
        },
        update_mmu_cache: {
          steps: [flush('kernel address', 'flush owed'), flush('user color', 'flush owed')],
          source: XTENSA('update_mmu_cache_range'),
        },
      },
      copyUserPage: { from: WINDOW, to: NEW_PAGE, source: XTENSA('copy_user_highpage') },
      clearUserPage: { ...NEW_PAGE, source: XTENSA('clear_user_highpage') },
      copyToUserPage: {
        before: [flush('user color', 'colors differ')],
        through: 'direct map',
        after: [flush('kernel address', 'colors differ')],
        source: XTENSA('copy_to_user_page'),
      },
      copyFromUserPage: {
        before: [flush('user color', 'colors differ')],
        through: 'direct map',
        after: [],
        source: XTENSA('copy_from_user_page'),
      },
    },
  ],
});
