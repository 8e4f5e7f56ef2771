/**
 * SuperH: SHMLBA is a constant; what really aliases is told by the number of colors found at boot. The calls
 * are those of SH-4, with kmap_coherent(): flush_dcache_page reaches the kernel's color alone, so that a
 * dirty line of the user's color stays where it is.
 */

import type { WritePolicy } from '../hardware/cache-description.js';
import type { CopySide } from './calls/port-calls.js';
import { clean, flush, invalidate } from './calls/steps.js';
import { definePort } from './define-port.js';
import { LINUX_6_19 } from './processors/port-facts.js';
import type { AllocationPolicy, PolicyFact } from './processors/processor-row.js';
import { fromMemory, read } from './source.js';

/** In copy-back mode, which is what Linux sets up. */
const SH4: PolicyFact<AllocationPolicy> = {
  policy: 'on loads and stores',
  basis: 'read',
  from: 'SH7785 hardware manual, section 8.3.3: a store that misses in copy-back mode fetches the line',
};
const WRITE_BACK: PolicyFact<WritePolicy> = {
  policy: 'back',
  basis: 'read',
  from: 'arch/sh/mm/Kconfig: CACHE_WRITEBACK is the default of SH-3 and SH-4',
};
/** What the manuals of several SH-3 say alike. */
const sh3Lru = (manual: string) =>
  ({ policy: 'lru', basis: 'read', from: `${manual}: six LRU bits a set` }) as const;
const SH4_REPLACEMENT = {
  policy: 'lru',
  basis: 'read',
  from: 'SH7751 hardware manual, section 4.3, of the SH7751R: LRU; SH7785 hardware manual, section 8.3.3',
} as const;

const WHOLE = [flush('whole cache')];
/** The running process's own address, a window for any other process; the direct map if the window may not be used. */
const ONE_PAGE = [
  flush('user address', 'current mm'),
  flush('user color', 'not current mm', 'mapped and no flush owed'),
  flush('kernel address', 'not current mm', 'not mapped or flush owed'),
];
const ANON = [
  flush('user color', 'colors differ', 'mapped and no flush owed'),
  flush('kernel address', 'colors differ', 'not mapped or flush owed'),
];

const CACHE_C = (name: string) => read(`arch/sh/mm/cache.c: ${name}()`);
const SH4_C = (name: string) => read(`arch/sh/mm/cache-sh4.c: ${name}()`);
const SH_H = (name: string) => read(`arch/sh/include/asm/cacheflush.h: ${name}()`);

/** kunmap_coherent() flushes the window. */
const WINDOW: CopySide = {
  before: [],
  through: 'window if mapped and no flush owed',
  after: [flush('user color', 'mapped and no flush owed')],
};

export const sh = definePort('sh', {
  facts: {
    pageSize: '4 KiB',
    shmlba: ['0x4000 (constant)', '16 KiB'],
    selectsCacheAliasing: true,
    runtimeCheck: 'true',
    implementsFlushDcachePage: true,
    read: 'arch/sh/include/asm/{shmparam,cachetype}.h',
    tree: LINUX_6_19,
    notes: [
      '__ARCH_FORCE_SHMLBA',
      'real colors = boot_cpu_data.dcache.n_aliases',
      'mmap uses shm_align_mask',
    ],
  },
  processors: [
    {
      name: 'SH7708 (SH-3)',
      names: ['SH-3'],
      dcache: ['8 KiB', 4, 16],
      kind: 'VIPT-nonaliasing',
      write: WRITE_BACK,
      replacement: sh3Lru('SH7708 hardware manual, section 5.1'),
      read: 'arch/sh/kernel/cpu/sh3/probe.c (128 sets x 16 B x 4)',
    },
    {
      name: 'SH7709A/7729 (SH-3)',
      names: ['SH7709A', 'SH7729', 'SH-3'],
      dcache: ['16 KiB', 4, 16],
      kind: 'VIPT-nonaliasing',
      write: WRITE_BACK,
      read: 'arch/sh/kernel/cpu/sh3/probe.c (256 sets)',
    },
    {
      name: 'SH7705 32K mode',
      names: ['SH7705'],
      dcache: ['32 KiB', 4, 16],
      kind: 'VIPT-aliasing',
      write: WRITE_BACK,
      replacement: sh3Lru('SH7705 hardware manual, section 4.1'),
      read: 'arch/sh/kernel/cpu/sh3/probe.c (512 sets x 16 B x 4)',
    },
    {
      name: 'SH7750/SH7751 (SH-4)',
      names: ['SH7750', 'SH7751', 'SH-4'],
      dcache: ['16 KiB', 1, 32],
      kind: 'VIPT-aliasing',
      allocation: SH4,
      write: WRITE_BACK,
      read: 'arch/sh/kernel/cpu/sh4/probe.c (512 sets x 32 B x 1)',
    },
    {
      name: 'SH7750R/SH7751R',
      names: ['SH7750R', 'SH7751R'],
      dcache: ['32 KiB', 2, 32],
      kind: 'VIPT-aliasing',
      allocation: SH4,
      replacement: SH4_REPLACEMENT,
      write: WRITE_BACK,
      read: 'arch/sh/kernel/cpu/sh4/probe.c (2 ways, size from CVR)',
      unverified: ['size'],
    },
    {
      name: 'SH7780/SH7785 (SH-4A)',
      names: ['SH7780', 'SH7785', 'SH-4A'],
      dcache: ['32 KiB', 4, 32],
      kind: 'VIPT-aliasing',
      allocation: SH4,
      replacement: SH4_REPLACEMENT,
      write: WRITE_BACK,
      read: 'arch/sh/kernel/cpu/sh4/probe.c (4 ways)',
      unverified: ['size'],
    },
    {
      name: 'SH7786 (SH-X3)',
      names: ['SH-X3'],
      dcache: ['32 KiB', 4, 32],
      kind: 'VIPT-hwfix',
      write: WRITE_BACK,
      read: 'arch/sh/kernel/cpu/sh4/probe.c (4 ways, size from CVR); arch/sh/mm/cache-shx3.c: shx3_cache_init() sets CCR_CACHE_SNM, hardware-assisted synonym avoidance',
      unverified: ['size'],
      notes: ['Linux sets n_aliases to 0 here, and its check still says true: a constant of the port'],
    },
  ],
  space: {
    addressBits: 32,
    directMap: {
      base: 0x8000_0000n,
      physicalBase: 0n,
      bytes: 512n * 2n ** 20n,
      source: read('P1SEG in arch/sh/include/asm/addrspace.h'),
    },
    window: {
      base: 0xdfff_8000n,
      slots: 8,
      source: read('kmap_coherent() in arch/sh/mm/kmap.c, on one CPU; each further CPU has 8 of its own'),
    },
    mmap: { colored: true, modulus: 'way', source: read('shm_align_mask') },
    userBase: 0x2955_0000n,
    userEnd: 0x7c00_0000n,
    framePfn: 0xc123,
  },
  calls: [
    {
      caches: ['VIPT-aliasing'],
      defers: { while: 'no user maps the file', mark: 'PG_dcache_clean', flushPays: false },
      updateMmuCacheNeedsStructPage: true,
      reachesColorsBy: 'window',
      calls: {
        flush_cache_mm: { steps: WHOLE, source: SH4_C('sh4_flush_cache_mm') },
        flush_cache_dup_mm: { steps: WHOLE, source: SH4_C('sh4_flush_cache_mm') },
        flush_cache_range: { steps: WHOLE, source: SH4_C('sh4_flush_cache_range') },
        flush_cache_page: { steps: ONE_PAGE, source: SH4_C('sh4_flush_cache_page') },
        flush_cache_vmap: { steps: WHOLE, source: SH_H('flush_cache_vmap') },
        flush_cache_vunmap: { steps: WHOLE, source: SH_H('flush_cache_vunmap') },
        flush_dcache_page: {
          steps: [flush('kernel address')],
          source: SH4_C('sh4_flush_dcache_folio'),
          note: 'in 2009 sh4_flush_dcache_page() went through all colors; later releases do the kernel’s alone',
        },
        flush_anon_page: { steps: ANON, source: CACHE_C('__flush_anon_page') },
        flush_kernel_dcache_page: {
          steps: [flush('kernel address')],
          source: fromMemory('arch/sh/include/asm/cacheflush.h: calls flush_dcache_page(), Linux 4.5'),
        },
        update_mmu_cache: {
          steps: [flush('kernel address', 'flush owed')],
          source: CACHE_C('__update_cache'),
        },
        flush_kernel_vmap_range: { steps: [clean('kernel range')], source: SH_H('flush_kernel_vmap_range') },
        invalidate_kernel_vmap_range: {
          steps: [invalidate('kernel range')],
          source: SH_H('invalidate_kernel_vmap_range'),
        },
      },
      copyUserPage: {
        from: WINDOW,
        to: { before: [], through: 'direct map', after: [flush('kernel address', 'colors differ')] },
        source: CACHE_C('copy_user_highpage'),
      },
      clearUserPage: {
        before: [],
        through: 'direct map',
        after: [flush('kernel address', 'colors differ')],
        source: CACHE_C('clear_user_highpage'),
      },
      copyToUserPage: {
        ...WINDOW,
        owes: ['not mapped or flush owed'],
        source: CACHE_C('copy_to_user_page'),
      },
      copyFromUserPage: {
        ...WINDOW,
        owes: ['not mapped or flush owed'],
        source: CACHE_C('copy_from_user_page'),
      },
    },
  ],
});
