/** C-SKY: the check is a constant, whether the CPU aliases or not. */
import { UNTREATED } from './calls/port-calls.js';
import { flush } from './calls/steps.js';
import { definePort } from './define-port.js';
import { LINUX_6_19 } from './processors/port-facts.js';
import { assumed, read } from './source.js';

const WHOLE = [flush('whole cache')];

const CSKY = (name: string) => read(`arch/csky/abiv1/cacheflush.c: ${name}()`);
const CSKY_H = (name: string) => read(`arch/csky/abiv1/inc/abi/cacheflush.h: ${name}()`);
const CSKY_PAGE_H = (name: string) => read(`arch/csky/abiv1/inc/abi/page.h: ${name}()`);

export const csky = definePort('csky', {
  facts: {
    pageSize: '4 KiB',
    shmlba: ['4 * PAGE_SIZE', '16 KiB'],
    selectsCacheAliasing: true,
    runtimeCheck: 'true',
    implementsFlushDcachePage: true,
    read: 'arch/csky/include/asm/{shmparam,cachetype}.h',
    tree: LINUX_6_19,
    notes: ['__ARCH_FORCE_SHMLBA'],
  },
  processors: [
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
  space: {
    addressBits: 32,
    directMap: {
      base: 0x8000_0000n,
      physicalBase: 0n,
      source: assumed('PAGE_OFFSET; RAM_BASE is 0 by default'),
    },
    mmap: {
      colored: true,
      modulus: 'shmlba',
      onlyFor: 'VIPT-aliasing',
      source: read('arch_get_unmapped_area() of ABIv1; no window: the whole cache is flushed'),
    },
    userBase: 0x2955_0000n,
    userEnd: 0x7fff_8000n,
    framePfn: 0xc123,
  },
  calls: [
    /** ABIv1, Linux 5.x; ABIv2 takes its cache to be physical. */
    {
      caches: ['VIPT-aliasing'],
      defers: { while: 'no user maps the page', mark: 'PG_dcache_clean', flushPays: true },
      updateMmuCacheNeedsStructPage: true,
      calls: {
        flush_cache_mm: { steps: WHOLE, source: CSKY_H('flush_cache_mm') },
        flush_cache_dup_mm: { steps: WHOLE, source: CSKY_H('flush_cache_dup_mm') },
        flush_cache_range: { steps: WHOLE, source: CSKY('flush_cache_range') },
        flush_cache_page: { steps: WHOLE, source: CSKY_H('flush_cache_page') },
        flush_cache_vmap: { steps: WHOLE, source: CSKY_H('flush_cache_vmap') },
        flush_cache_vunmap: { steps: WHOLE, source: CSKY_H('flush_cache_vunmap') },
        flush_dcache_page: { steps: WHOLE, source: CSKY('flush_dcache_page') },
        flush_anon_page: { steps: WHOLE, source: CSKY_H('flush_anon_page') },
        flush_kernel_dcache_page: { steps: WHOLE, source: CSKY('flush_kernel_dcache_page') },
        update_mmu_cache: { steps: [flush('whole cache', 'flush owed')], source: CSKY('update_mmu_cache') },
        flush_kernel_vmap_range: { steps: WHOLE, source: CSKY_H('flush_kernel_vmap_range') },
        invalidate_kernel_vmap_range: { steps: WHOLE, source: CSKY_H('invalidate_kernel_vmap_range') },
      },
      copyUserPage: {
        from: UNTREATED,
        to: { ...UNTREATED, after: [flush('whole cache', 'colors differ')] },
        source: CSKY_PAGE_H('copy_user_page'),
        note: 'by flush_dcache_page(), which may put it off',
      },
      clearUserPage: {
        ...UNTREATED,
        after: [flush('whole cache', 'colors differ')],
        source: CSKY_PAGE_H('clear_user_page'),
      },
      copyToUserPage: { ...UNTREATED, after: WHOLE, source: CSKY_H('copy_to_user_page') },
      copyFromUserPage: { ...UNTREATED, source: CSKY_H('copy_from_user_page') },
    },
  ],
});
