/** 68000 family: user addresses are not colored, and SHMLBA promises nothing about aliases. */
import { type PortCalls, UNTREATED } from './calls/port-calls.js';
import { type CacheStep, flush } from './calls/steps.js';
import { definePort } from './define-port.js';
import { LINUX_6_19 } from './processors/port-facts.js';
import { read } from './source.js';

const CACHEFLUSH = (name: string) => read(`arch/m68k/include/asm/cacheflush_mm.h: ${name}()`);
const PAGE_MM = (name: string) => read(`arch/m68k/include/asm/page_mm.h: ${name}()`);

const WHOLE = [flush('whole cache')];
const VMAP: PortCalls['calls'] = {
  flush_cache_vmap: { steps: WHOLE, source: CACHEFLUSH('flush_cache_vmap') },
  flush_cache_vunmap: { steps: WHOLE, source: CACHEFLUSH('flush_cache_vunmap') },
};

/** Both kinds of copy end in flush_dcache_page() of the new page. */
function newPages(flushDcachePage: readonly CacheStep[]): Pick<PortCalls, 'copyUserPage' | 'clearUserPage'> {
  const to = { ...UNTREATED, after: flushDcachePage };
  return {
    copyUserPage: { from: UNTREATED, to, source: PAGE_MM('copy_user_page') },
    clearUserPage: { ...to, source: PAGE_MM('clear_user_page') },
  };
}

const PAGE_TO_RAM = '__flush_pages_to_ram';
const WHOLE_CURRENT = [flush('whole cache', 'current mm')];

export const m68k = definePort('m68k', {
  facts: {
    pageSize: '4 KiB',
    shmlba: ['PAGE_SIZE (asm-generic)', '4 KiB'],
    selectsCacheAliasing: true,
    runtimeCheck: 'true',
    implementsFlushDcachePage: true,
    read: 'arch/m68k/include/asm/{cachetype,cacheflush_mm}.h',
    tree: LINUX_6_19,
    notes: ['no arch_get_unmapped_area: SHMLBA is not an alias bound here'],
  },
  processors: [
    {
      name: '68030',
      dcache: ['256 B', 1, 16],
      kind: 'VIVT',
      write: {
        policy: 'through',
        basis: 'read',
        from: 'amigareport.com/ar226, of the 68020 and 68030: write-through',
      },
      unverified: 'everything',
      notes: ['write-through', 'all index bits inside page offset'],
    },
    {
      name: '68040',
      dcache: ['4 KiB', 4, 16],
      kind: 'PIPT',
      write: {
        policy: 'back',
        basis: 'read',
        from: 'arch/m68k/mm/motorola.c: mm_cachebits is _PAGE_CACHE040, copyback, on 68040 and 68060',
      },
      allocation: {
        policy: 'on loads and stores',
        basis: 'read',
        from: 'M68040 user’s manual, section 4.6.1: a write miss in copyback mode reads the line',
      },
      replacement: {
        policy: 'random',
        basis: 'read',
        from: 'M68040 user’s manual, section 4.2: a counter of accesses picks the line, pseudo-random',
      },
      unverified: 'everything',
      notes: ['flush by physical page (cpushp) read in cacheflush_mm.h'],
    },
    {
      name: '68060',
      dcache: ['8 KiB', 4, 16],
      kind: 'PIPT',
      write: {
        policy: 'back',
        basis: 'read',
        from: 'arch/m68k/mm/motorola.c: mm_cachebits is _PAGE_CACHE040, copyback, unless CONFIG_060_WRITETHROUGH',
      },
      unverified: 'everything',
    },
    {
      name: 'ColdFire V4e MCF547x',
      names: ['ColdFire V4e', 'ColdFire', 'MCF547x'],
      dcache: ['32 KiB', 4, 16],
      kind: 'PIPT',
      pageSize: '8 KiB',
      shmlba: '8 KiB',
      unverified: 'everything',
      notes: ['8 KiB pages'],
    },
  ],
  space: {
    addressBits: 32,
    directMap: {
      base: 0n,
      physicalBase: 0n,
      source: read(
        'PAGE_OFFSET_RAW 0 in arch/m68k/include/asm/page_offset.h; user and kernel spaces are apart',
      ),
    },
    mmap: { colored: false, modulus: 'shmlba', source: read('no arch_get_unmapped_area()') },
    userBase: 0xc001_0000n,
    userEnd: 0xf000_0000n,
    framePfn: 0xc123,
  },
  calls: [
    /** 68020 and 68030: the data cache is cleared whole where translations change; it writes through. */
    {
      caches: ['VIVT'],
      updateMmuCacheNeedsStructPage: false,
      calls: {
        ...VMAP,
        flush_cache_mm: { steps: WHOLE_CURRENT, source: CACHEFLUSH('flush_cache_mm') },
        flush_cache_dup_mm: { steps: WHOLE_CURRENT, source: CACHEFLUSH('flush_cache_dup_mm') },
        flush_cache_range: { steps: WHOLE_CURRENT, source: CACHEFLUSH('flush_cache_range') },
        flush_cache_page: { steps: WHOLE_CURRENT, source: CACHEFLUSH('flush_cache_page') },
        flush_dcache_page: {
          steps: [],
          source: CACHEFLUSH(PAGE_TO_RAM),
          note: 'clears the instruction cache alone (FLUSH_I, not FLUSH_I_AND_D): lines of the data cache stay',
        },
      },
      ...newPages([]),
      copyToUserPage: { ...UNTREATED, before: WHOLE_CURRENT, source: CACHEFLUSH('copy_to_user_page') },
      copyFromUserPage: { ...UNTREATED, before: WHOLE_CURRENT, source: CACHEFLUSH('copy_from_user_page') },
    },
    /** 68040 and 68060 push by physical page; ColdFire pushes the sets of the address, which holds the page's lines too. */
    {
      caches: ['non-aliasing', 'VIPT-aliasing'],
      updateMmuCacheNeedsStructPage: false,
      calls: {
        ...VMAP,
        flush_dcache_page: { steps: [flush('physical page')], source: CACHEFLUSH(PAGE_TO_RAM) },
      },
      ...newPages([flush('physical page')]),
      copyToUserPage: { ...UNTREATED, source: CACHEFLUSH('copy_to_user_page') },
      copyFromUserPage: { ...UNTREATED, source: CACHEFLUSH('copy_from_user_page') },
    },
  ],
});
