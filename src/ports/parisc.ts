/** PA-RISC: colors count modulo SHM_COLOUR (4 MiB), far above any way size, and differ from file to file. */
import { UNTREATED } from './calls/port-calls.js';
import { flush } from './calls/steps.js';
import { definePort } from './define-port.js';
import { LINUX_6_19 } from './processors/port-facts.js';
import { fromMemory, read } from './source.js';

const WHOLE = [flush('whole cache')];
const ON_KUNMAP = flush('kernel address');

const PARISC = (name: string) => read(`arch/parisc/kernel/cache.c: ${name}()`);

export const parisc = definePort('parisc', {
  facts: {
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
  processors: [
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
      inequivalentAliases: {
        policy: 'kept',
        basis: 'assumed',
        from: 'arch/parisc/include/asm/fixmap.h: the c3750 supports non-equivalent aliasing without a performance penalty; how is not said',
      },
      read: 'arch/parisc/include/asm/fixmap.h (PDC alias value 11 => 4 MiB boundary; non-equivalent aliases tolerated)',
      unverified: ['size', 'ways', 'line'],
    },
    {
      name: 'PA-8800/8900',
      names: ['PA-8800', 'PA-8900'],
      dcache: ['768 KiB', 4, 128],
      kind: 'VIPT-aliasing',
      inequivalentAliases: {
        policy: 'machine check',
        basis: 'assumed',
        from: 'arch/parisc/include/asm/fixmap.h: not supported; processor.h: no inequivalent aliases with different data, whether clean or not; that a high-priority machine check answers them was not read',
      },
      read: 'fixmap.h + processor.h parisc_requires_coherency (alias value 0; non-equivalent aliasing NOT supported)',
      unverified: ['size', 'ways', 'line'],
      notes: ['even two clean inequivalent copies are illegal'],
    },
  ],
  space: {
    addressBits: 32,
    directMap: {
      base: 0x1000_0000n,
      physicalBase: 0n,
      source: read('__PAGE_OFFSET of a 32-bit kernel in arch/parisc/include/asm/page.h'),
    },
    window: {
      base: 0x0f80_0000n,
      slots: 1024,
      others: [{ base: 0x0fc0_0000n, what: 'the “from” half' }],
      source: read('tmpalias region at __PAGE_OFFSET - 8 MiB, two halves of 4 MiB'),
    },
    mmap: {
      colored: true,
      modulus: 0x40_0000,
      perFile: true,
      source: read('SHM_COLOUR; color = hash of f_mapping + pgoff, modulo 1024 pages'),
    },
    userBase: 0xf900_0000n,
    userEnd: 0xfff0_0000n,
    framePfn: 0xc123,
  },
  calls: [
    {
      caches: ['VIPT-aliasing', 'VIVT', 'non-aliasing'],
      defers: { while: 'no user maps the file', mark: 'PG_dcache_dirty', flushPays: false },
      updateMmuCacheNeedsStructPage: true,
      reachesColorsBy: 'window',
      calls: {
        flush_cache_mm: {
          steps: WHOLE,
          source: PARISC('flush_cache_mm'),
          note: 'page by page for a small process on PA-8800/8900',
        },
        flush_cache_dup_mm: {
          steps: WHOLE,
          source: read('arch/parisc/include/asm/cacheflush.h: flush_cache_dup_mm()'),
        },
        flush_cache_range: {
          steps: WHOLE,
          source: PARISC('flush_cache_range'),
          note: 'page by page for a short range on PA-8800/8900',
        },
        flush_cache_page: { steps: [flush('user color')], source: PARISC('flush_cache_page') },
        flush_cache_vmap: { steps: WHOLE, source: PARISC('flush_cache_vmap') },
        flush_cache_vunmap: { steps: WHOLE, source: PARISC('flush_cache_vunmap') },
        flush_dcache_page: {
          steps: [flush('kernel address'), flush('user mappings')],
          source: PARISC('flush_dcache_folio'),
          note: 'one mapping for each color, through a window of it',
        },
        flush_anon_page: { steps: [flush('user color')], source: PARISC('flush_anon_page') },
        flush_kernel_dcache_page: {
          steps: [flush('kernel address')],
          source: fromMemory('arch/parisc/include/asm/cacheflush.h: flush_kernel_dcache_page(), Linux 4.5'),
        },
        update_mmu_cache: {
          steps: [flush('kernel address', 'flush owed')],
          source: PARISC('__update_cache'),
          note: 'on PA-8800/8900 always',
        },
        flush_kernel_vmap_range: { steps: WHOLE, source: PARISC('flush_kernel_vmap_range') },
        invalidate_kernel_vmap_range: { steps: WHOLE, source: PARISC('invalidate_kernel_vmap_range') },
      },
      copyUserPage: {
        from: { before: [flush('user color')], through: 'direct map', after: [ON_KUNMAP] },
        to: { ...UNTREATED, after: [ON_KUNMAP] },
        source: PARISC('copy_user_highpage'),
        note: 'kunmap_flush_on_unmap() does what comes after',
      },
      clearUserPage: {
        ...UNTREATED,
        after: [ON_KUNMAP],
        source: fromMemory('include/linux/highmem.h: clear_user_highpage(), with kunmap_flush_on_unmap()'),
      },
      copyToUserPage: {
        before: [flush('user color')],
        through: 'direct map',
        after: [flush('kernel address')],
        source: PARISC('copy_to_user_page'),
      },
      copyFromUserPage: {
        before: [flush('user color')],
        through: 'direct map',
        after: [flush('kernel address')],
        source: PARISC('copy_from_user_page'),
      },
    },
  ],
});
