/** ARC: 8 KiB pages; the check says `false` because a kernel that would alias refuses to boot. */
import { UNTREATED } from './calls/port-calls.js';
import { flush } from './calls/steps.js';
import { definePort } from './define-port.js';
import { LINUX_6_19 } from './processors/port-facts.js';
import { inFile, read } from './source.js';

const WHOLE = [flush('whole cache')];

const ARC = (name: string) => read(`arch/arc/mm/cache.c: ${name}(), Linux 4.6`);
const ARC_H = (name: string) => read(`arch/arc/include/asm/cacheflush.h: ${name}(), Linux 4.6`);

export const arc = definePort('arc', {
  facts: {
    pageSize: '8 KiB',
    shmlba: ['2 * PAGE_SIZE', '16 KiB'],
    selectsCacheAliasing: true,
    runtimeCheck: 'false (dcache); icache: true',
    implementsFlushDcachePage: true,
    read: 'arch/arc/include/asm/{shmparam,cachetype}.h, mm/cache.c',
    tree: LINUX_6_19,
    notes: ['__ARCH_FORCE_SHMLBA'],
  },
  processors: [
    {
      name: 'ARC700 32K D$',
      names: ['ARC700'],
      dcache: ['32 KiB', 4, 32],
      kind: 'VIPT-nonaliasing',
      read: 'arch/arc/mm/cache.c (D$ fixed 4-way VIPT for ARCompact)',
      unverified: ['size', 'line'],
      notes: ['way = page, 1 color'],
    },
    {
      name: 'ARC700 64K D$ (aliasing)',
      names: ['ARC700'],
      dcache: ['64 KiB', 4, 32],
      kind: 'VIPT-aliasing',
      read: 'arch/arc/mm/cache.c',
      unverified: ['size', 'line'],
      notes: [
        '2 colors with 8K pages',
        'supported in 4.5 via CONFIG_ARC_CACHE_VIPT_ALIASING, 6.19 panics at boot on colors>1',
      ],
    },
    {
      name: 'ARC HS38',
      names: ['HS38'],
      dcache: ['32 KiB', 2, 64],
      kind: 'PIPT',
      read: 'arch/arc/mm/cache.c (ARCv2 D$ = PIPT, colors=1)',
      unverified: ['size', 'ways', 'line'],
      notes: ['I$ is VIPT and may alias'],
    },
  ],
  space: {
    addressBits: 32,
    directMap: {
      base: 0x8000_0000n,
      physicalBase: 0n,
      source: read(
        'arch/arc/include/asm/page.h: a kernel address is the physical address; here those count from RAM at 0x80000000',
      ),
    },
    mmap: {
      colored: true,
      modulus: 'shmlba',
      source: read('arch_get_unmapped_area(); no window: cache operations take physical and virtual address'),
    },
    userBase: 0x2001_0000n,
    userEnd: 0x6000_0000n,
    framePfn: 0xc123,
  },
  calls: [
    /** ARC700 with CONFIG_ARC_CACHE_VIPT_ALIASING; later releases refuse to boot on such a cache. */
    {
      caches: ['VIPT-aliasing'],
      defers: { while: 'no user maps the file', mark: 'PG_dcache_clean', flushPays: false },
      updateMmuCacheNeedsStructPage: false,
      reachesColorsBy: 'physical and virtual address in one operation',
      calls: {
        flush_cache_mm: { steps: WHOLE, source: ARC('flush_cache_mm') },
        flush_cache_range: { steps: WHOLE, source: ARC('flush_cache_range') },
        flush_cache_page: { steps: [flush('user color')], source: ARC('flush_cache_page') },
        flush_cache_vmap: { steps: WHOLE, source: ARC_H('flush_cache_vmap') },
        flush_cache_vunmap: { steps: WHOLE, source: ARC_H('flush_cache_vunmap') },
        flush_dcache_page: {
          steps: [flush('file color', 'mapped', 'colors differ')],
          source: ARC('flush_dcache_page'),
          note: 'of a page that users map it flushes the users’ lines alone: the kernel’s dirty lines stay where they are',
        },
        flush_anon_page: {
          steps: [flush('user color'), flush('kernel address')],
          source: ARC('flush_anon_page'),
        },
        update_mmu_cache: {
          steps: [flush('kernel address', 'flush owed', 'colors differ')],
          source: read('arch/arc/mm/tlb.c: update_mmu_cache()'),
        },
      },
      copyUserPage: {
        from: {
          before: [flush('user color', 'mapped', 'colors differ')],
          through: 'direct map',
          after: [flush('kernel address', 'mapped', 'colors differ')],
        },
        to: { ...UNTREATED, owes: [] },
        source: ARC('copy_user_highpage'),
        note: 'a flush is owed for the source too where it was not flushed',
      },
      clearUserPage: { ...UNTREATED, owes: [], source: ARC('clear_user_page') },
      copyToUserPage: { ...UNTREATED, source: ARC_H('copy_to_user_page') },
      copyFromUserPage: { ...UNTREATED, source: ARC_H('copy_from_user_page') },
    },
  ],
  userCopy: {
    zeroesRestUpTo: 'never',
    zeroesInAtomic: false,
    goesPastCache: false,
    source: inFile('4.5', 'arch/arc/include/asm/uaccess.h')('__arc_copy_from_user', 166, 390),
  },
});
