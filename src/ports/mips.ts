/**
 * MIPS: shmat() aligns to 256 KiB, mmap() to the way size that was found at boot. The calls are those of
 * R4000-style caches, with kmap_coherent(): flush_dcache_page reaches the kernel's color alone, so that a
 * dirty line of the user's color stays where it is.
 */
import type { CopySide } from './calls/port-calls.js';
import { flush } from './calls/steps.js';
import { definePort } from './define-port.js';
import { LINUX_6_19 } from './processors/port-facts.js';
import { read } from './source.js';

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

const C_R4K = (name: string) => read(`arch/mips/mm/c-r4k.c: ${name}()`);
const VMAP = C_R4K('r4k_flush_kernel_vmap_range');

const WINDOW: CopySide = { before: [], through: 'window if mapped and no flush owed', after: [] };

export const mips = definePort('mips', {
  facts: {
    pageSize: '4 KiB',
    shmlba: ['0x40000 (constant)', '256 KiB'],
    selectsCacheAliasing: true,
    runtimeCheck: 'cpu_has_dc_aliases',
    implementsFlushDcachePage: true,
    read: 'arch/mips/include/asm/{shmparam,cachetype}.h',
    tree: LINUX_6_19,
    notes: ['__ARCH_FORCE_SHMLBA for shmat', 'mmap uses shm_align_mask = max(waysize,PAGE)-1'],
  },
  processors: [
    {
      name: 'R3000 (DECstation)',
      names: ['DECstation'],
      dcache: ['64 KiB', 1, 4],
      kind: 'PIPT',
      read: 'dc_aliases=0 read in mach-dec/cpu-feature-overrides.h',
      unverified: 'everything',
    },
    {
      name: 'R4000PC',
      dcache: ['8 KiB', 1, 16],
      kind: 'VIPT-aliasing',
      write: {
        policy: 'back',
        basis: 'read',
        from: 'MIPS R4000 user’s manual, section 11.2: data are kept consistent by write-back',
      },
      read: 'arch/mips/mm/c-r4k.c probe_pcache (1 way)',
      unverified: ['size', 'line'],
    },
    {
      name: 'VR4300 (R4300i)',
      names: ['R4300i', 'R4300'],
      dcache: ['8 KiB', 1, 16],
      kind: 'VIPT-aliasing',
      read: 'arch/mips/mm/c-r4k.c probe_pcache (1 way, no secondary cache: CPU_R4300)',
      unverified: ['size', 'line'],
      notes: ['arch/mips/kernel/cpu-probe.c gives it no MIPS_CPU_VCE: nothing traps its aliases'],
    },
    {
      name: 'R4400SC',
      dcache: ['16 KiB', 1, 16],
      kind: 'VIPT-trapped',
      write: {
        policy: 'back',
        basis: 'read',
        from: 'MIPS R4000 user’s manual, section 11.2: data are kept consistent by write-back',
      },
      inequivalentAliases: {
        policy: 'trapped',
        basis: 'read',
        from: 'MIPS R4000 user’s manual, chapter 11: PIdx of the secondary cache detects an alias and signals a virtual coherency exception; arch/mips/kernel/genex.S: handle_vced writes back, invalidates, and the access is done again',
      },
      read: 'arch/mips/mm/c-r4k.c probe_pcache (1 way)',
      unverified: ['size', 'line'],
      notes: [
        'SC/MC parts raise VCED/VCEI virtual-coherency exceptions',
        'the secondary cache, which detects the alias, is not modeled',
      ],
    },
    {
      name: 'R4600',
      dcache: ['16 KiB', 2, 32],
      kind: 'VIPT-aliasing',
      read: 'arch/mips/mm/c-r4k.c probe_pcache (2 ways)',
      unverified: ['size', 'line'],
    },
    {
      name: 'R5000',
      dcache: ['32 KiB', 2, 32],
      kind: 'VIPT-aliasing',
      read: 'arch/mips/mm/c-r4k.c probe_pcache (2 ways)',
      unverified: ['size', 'line'],
    },
    {
      name: 'R10000',
      dcache: ['32 KiB', 2, 32],
      kind: 'VIPT-hwfix',
      replacement: { policy: 'lru', basis: 'read', from: 'MIPS R10000 user’s manual, section 4.2' },
      write: { policy: 'back', basis: 'read', from: 'MIPS R10000 user’s manual, section 4.2: write back' },
      read: 'arch/mips/mm/c-r4k.c probe_pcache (32K 2-way, line 32, comment: hardware hides aliases)',
    },
    {
      name: 'RM7000',
      dcache: ['16 KiB', 4, 32],
      kind: 'VIPT-nonaliasing',
      read: 'arch/mips/mm/c-r4k.c probe_pcache (4 ways)',
      unverified: ['size', 'line'],
    },
    {
      name: '4Kc',
      dcache: ['16 KiB', 4, 16],
      kind: 'VIPT-nonaliasing',
      write: {
        policy: 'through',
        basis: 'read',
        from: '79RC32438 user reference manual, 4Kc core, Cacheability Attributes: uncached and write-through',
      },
      allocation: {
        policy: 'on loads',
        basis: 'read',
        from: '79RC32438 user reference manual, 4Kc core, Cacheability Attributes: read-allocate only',
      },
      replacement: {
        policy: 'fifo',
        basis: 'read',
        from: '79RC32438 user reference manual, 4Kc core, Replacement Policy: least recently filled',
      },
      read: 'geometry comes from Config1 in probe_pcache',
      unverified: 'everything',
      notes: ['way = page'],
    },
    {
      name: '24Kc (AR71xx/ath79)',
      names: ['AR71xx', 'ath79'],
      dcache: ['32 KiB', 4, 32],
      kind: 'VIPT-aliasing',
      read: 'arch/mips/include/asm/mach-ath79/cpu-feature-overrides.h (cpu_has_dc_aliases 1)',
      unverified: ['size', 'ways', 'line'],
    },
    {
      name: '34Kc',
      dcache: ['32 KiB', 4, 32],
      kind: 'VIPT-aliasing',
      read: 'arch/mips/mm/c-r4k.c probe_pcache (aliasing unless Config7.AR)',
      unverified: ['size', 'ways', 'line'],
    },
    {
      name: '74Kc (without AR, or erratum)',
      dcache: ['32 KiB', 4, 32],
      kind: 'VIPT-aliasing',
      read: 'arch/mips/mm/c-r4k.c probe_pcache',
      unverified: ['size', 'ways', 'line'],
      notes: ['Config7.AR gives effective physical index unless has_74k_erratum'],
    },
    {
      name: '1004Kc (MT7621)',
      names: ['MT7621'],
      dcache: ['32 KiB', 4, 32],
      kind: 'VIPT-hwfix',
      read: 'arch/mips/include/asm/mach-ralink/mt7621/cpu-feature-overrides.h (dc_aliases 0)',
      unverified: ['size', 'ways', 'line'],
    },
    {
      name: 'I6400',
      dcache: ['32 KiB', 4, 64],
      kind: 'PIPT',
      read: 'arch/mips/mm/c-r4k.c probe_pcache (MIPS_CACHE_PINDEX)',
      unverified: ['size', 'ways', 'line'],
    },
    {
      name: 'BMIPS5000',
      dcache: ['32 KiB', 8, 32],
      kind: 'VIPT-hwfix',
      read: 'arch/mips/mm/c-r4k.c probe_pcache (aliases handled in hardware)',
      unverified: ['size', 'ways', 'line'],
    },
    {
      name: 'Loongson-3A1000',
      names: ['3A1000'],
      dcache: ['64 KiB', 4, 32],
      kind: 'VIPT-nonaliasing',
      pageSize: '16 KiB',
      read: 'arch/mips/include/asm/mach-loongson64/cpu-feature-overrides.h (PAGE_SIZE < 0x4000)',
      unverified: ['size', 'ways', 'line'],
      notes: ['16 KiB pages mandatory'],
    },
    {
      name: 'Au1500 (Alchemy)',
      names: ['Alchemy'],
      dcache: ['16 KiB', 4, 32],
      kind: 'VIPT-nonaliasing',
      read: 'arch/mips/include/asm/mach-au1x00/cpu-feature-overrides.h (dc_aliases 0)',
      unverified: ['size', 'ways', 'line'],
    },
  ],
  space: {
    addressBits: 32,
    directMap: {
      base: 0x8000_0000n,
      physicalBase: 0n,
      bytes: 512n * 2n ** 20n,
      source: read('KSEG0 of a 32-bit kernel in arch/mips/include/asm/addrspace.h'),
    },
    window: {
      base: 0xfffd_0000n,
      slots: 8,
      others: [{ base: 0xfffd_8000n, what: 'the same in an interrupt' }],
      source: read('FIX_CMAP of kmap_coherent() in arch/mips/mm/init.c, FIXADDR_TOP 0xfffe0000'),
    },
    mmap: {
      colored: true,
      modulus: 'way',
      source: read('shm_align_mask = max(waysize, PAGE_SIZE) - 1; only shmat() uses the 256 KiB SHMLBA'),
    },
    userBase: 0x7700_0000n,
    userEnd: 0x7fff_8000n,
    framePfn: 0x4123,
  },
  calls: [
    {
      caches: ['VIPT-aliasing'],
      defers: { while: 'no user maps the file', mark: 'PG_dcache_dirty', flushPays: false },
      updateMmuCacheNeedsStructPage: true,
      reachesColorsBy: 'window',
      calls: {
        flush_cache_mm: { steps: WHOLE, source: C_R4K('r4k_flush_cache_mm') },
        flush_cache_range: { steps: WHOLE, source: C_R4K('r4k_flush_cache_range') },
        flush_cache_page: { steps: ONE_PAGE, source: C_R4K('local_r4k_flush_cache_page') },
        flush_cache_vmap: { steps: WHOLE, source: C_R4K('r4k__flush_cache_vmap') },
        flush_cache_vunmap: { steps: WHOLE, source: C_R4K('r4k__flush_cache_vunmap') },
        flush_dcache_page: {
          steps: [flush('kernel address')],
          source: read('arch/mips/mm/cache.c: __flush_dcache_pages()'),
        },
        flush_anon_page: { steps: ANON, source: read('arch/mips/mm/cache.c: __flush_anon_page()') },
        update_mmu_cache: {
          steps: [flush('kernel address', 'flush owed', 'colors differ')],
          source: read('arch/mips/mm/cache.c: __update_cache()'),
        },
        flush_kernel_vmap_range: { steps: [flush('kernel range')], source: VMAP },
        invalidate_kernel_vmap_range: {
          steps: [flush('kernel range')],
          source: VMAP,
          note: 'the same function as flush_kernel_vmap_range; a range as large as the cache flushes all of it',
        },
      },
      copyUserPage: {
        from: WINDOW,
        to: { before: [], through: 'direct map', after: [flush('kernel address', 'colors differ')] },
        source: read('arch/mips/mm/init.c: copy_user_highpage()'),
        note: 'also flushed where the instruction cache does not fetch from the data cache',
      },
      clearUserPage: {
        before: [],
        through: 'direct map',
        after: [flush('kernel address', 'colors differ')],
        source: read('arch/mips/include/asm/page.h: clear_user_page()'),
      },
      copyToUserPage: {
        ...WINDOW,
        owes: ['not mapped or flush owed'],
        source: read('arch/mips/mm/init.c: copy_to_user_page()'),
      },
      copyFromUserPage: {
        ...WINDOW,
        owes: ['not mapped or flush owed'],
        source: read('arch/mips/mm/init.c: copy_from_user_page()'),
      },
    },
  ],
});
