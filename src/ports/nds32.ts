/** Andes NDS32: the smallest port with a congruent window. */
import type { CopySide } from './calls/port-calls.js';
import { clean, flush, invalidate } from './calls/steps.js';
import { definePort } from './define-port.js';
import { LINUX_5_4 } from './processors/port-facts.js';
import { assumed, read } from './source.js';

const WHOLE = [flush('whole cache')];
const WINDOW: CopySide = { before: [], through: 'window', after: [] };

const NDS32 = (name: string) => read(`arch/nds32/mm/cacheflush.c: ${name}(), Linux 5.4`);

export const nds32 = definePort('nds32', {
  facts: {
    removedIn: '5.18',
    pageSize: '4 KiB',
    shmlba: ['4 * SZ_8K', '32 KiB'],
    runtimeCheck: 'n/a (CONFIG_CPU_CACHE_ALIASING)',
    implementsFlushDcachePage: true,
    read: 'arch/nds32/include/asm/shmparam.h',
    tree: LINUX_5_4,
    notes: ['__ARCH_FORCE_SHMLBA'],
  },
  processors: [
    {
      name: 'AndesCore N13/N10/D10',
      names: ['N13', 'N10', 'D10'],
      dcache: ['32 KiB', 4, 32],
      kind: 'VIPT-aliasing',
      read: 'arch/nds32/Kconfig.cpu (VIPT, may alias)',
      unverified: ['size', 'ways', 'line'],
      notes: ['locked-TLB kremap0/1 congruent window'],
    },
    {
      name: 'AndesCore N15/D15',
      names: ['N15', 'D15'],
      dcache: ['32 KiB', 4, 32],
      kind: 'PIPT',
      read: 'arch/nds32/Kconfig.cpu',
      unverified: ['size', 'ways', 'line'],
    },
  ],
  space: {
    addressBits: 32,
    directMap: { base: 0xc000_0000n, physicalBase: 0n, source: assumed('PAGE_OFFSET') },
    window: {
      base: 0xffff_c000n,
      slots: 4,
      others: [{ base: 0xffff_8000n, what: 'the second page of a copy' }],
      source: read('kremap0() and kremap1() in arch/nds32/mm/cacheflush.c, Linux 5.4'),
    },
    mmap: {
      colored: true,
      modulus: 'shmlba',
      onlyFor: 'VIPT-aliasing',
      source: read('arch/nds32/mm/mmap.c: only with CONFIG_CPU_CACHE_ALIASING'),
    },
    userBase: 0x2955_0000n,
    userEnd: 0xbf00_0000n,
    framePfn: 0xc123,
  },
  calls: [
    {
      caches: ['VIPT-aliasing'],
      defers: { while: 'no user maps the file', mark: 'PG_dcache_dirty', flushPays: false },
      updateMmuCacheNeedsStructPage: true,
      reachesColorsBy: 'window',
      calls: {
        flush_cache_mm: { steps: WHOLE, source: NDS32('flush_cache_mm') },
        flush_cache_range: {
          steps: [flush('user address', 'current mm')],
          source: NDS32('flush_cache_range'),
          note: 'more than 8 pages: the whole cache',
        },
        flush_cache_page: { steps: [flush('user color')], source: NDS32('flush_cache_page') },
        flush_cache_vmap: { steps: WHOLE, source: NDS32('flush_cache_vmap') },
        flush_cache_vunmap: { steps: WHOLE, source: NDS32('flush_cache_vunmap') },
        flush_dcache_page: {
          steps: [flush('kernel address'), flush('file color', 'colors differ')],
          source: NDS32('flush_dcache_page'),
        },
        flush_anon_page: {
          steps: [flush('kernel address', 'current mm')],
          source: NDS32('flush_anon_page'),
          note: 'the kernel’s lines, not those of the user address',
        },
        flush_kernel_dcache_page: {
          steps: [flush('kernel address')],
          source: NDS32('flush_kernel_dcache_page'),
        },
        update_mmu_cache: {
          steps: [flush('kernel address', 'flush owed')],
          source: NDS32('update_mmu_cache'),
        },
        flush_kernel_vmap_range: { steps: [clean('kernel range')], source: NDS32('flush_kernel_vmap_range') },
        invalidate_kernel_vmap_range: {
          steps: [invalidate('kernel range')],
          source: NDS32('invalidate_kernel_vmap_range'),
        },
      },
      copyUserPage: {
        from: { ...WINDOW, before: [clean('kernel address', 'colors differ')] },
        to: { ...WINDOW, before: [invalidate('kernel address', 'colors differ')] },
        source: NDS32('copy_user_highpage'),
      },
      clearUserPage: {
        ...WINDOW,
        before: [invalidate('kernel address', 'colors differ')],
        source: NDS32('clear_user_highpage'),
      },
      copyToUserPage: { ...WINDOW, source: NDS32('copy_to_user_page') },
      copyFromUserPage: { ...WINDOW, source: NDS32('copy_from_user_page') },
    },
  ],
});
