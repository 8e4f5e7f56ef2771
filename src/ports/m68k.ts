/**
 * 68000 family: user addresses are not colored, and SHMLBA promises nothing about aliases. The calls tell three kinds of CPU
 * apart: 68020 and 68030 (the data cache is cleared whole, where translations change; it writes through), 68040 and 68060 (a
 * physical page is pushed; the 68060 keeps its lines), and ColdFire (whatever lies in the sets of an address is pushed).
 */
import { type PortCalls, UNTREATED } from './calls/port-calls.js';
import { byIndex, type CacheStep, clean, flush, invalidate } from './calls/steps.js';
import { type CallsEntry, type DmaEntry, definePort } from './define-port.js';
import { NOTHING } from './dma/port-dma.js';
import { LINUX_6_19 } from './processors/port-facts.js';
import { inFile, type PortValueSource, together } from './source.js';

const CACHEFLUSH_H = inFile('6.19', 'arch/m68k/include/asm/cacheflush_mm.h');
const PAGE_MM_H = inFile('6.19', 'arch/m68k/include/asm/page_mm.h');

const CACHE_ALL = CACHEFLUSH_H('__flush_cache_all', 160, 177);
const CACHE_030 = CACHEFLUSH_H('__flush_cache_030', 179, 189);
const PAGES_TO_RAM = CACHEFLUSH_H('__flush_pages_to_ram', 224, 255);
const TO_USER = CACHEFLUSH_H('copy_to_user_page', 272, 279);
const FROM_USER = CACHEFLUSH_H('copy_from_user_page', 280, 286);
const ICACHE_USER_PAGE = inFile('6.19', 'arch/m68k/mm/cache.c')('flush_icache_user_page', 99, 126);

/** All of the data cache, before and after vmap(). */
function vmap(steps: readonly CacheStep[]): PortCalls['calls'] {
  return {
    flush_cache_vmap: { steps, source: together(CACHEFLUSH_H('flush_cache_vmap', 193, 193), CACHE_ALL) },
    flush_cache_vunmap: { steps, source: together(CACHEFLUSH_H('flush_cache_vunmap', 195, 195), CACHE_ALL) },
  };
}

/** The calls before translations change: __flush_cache_030(), which on later CPUs does nothing. */
function translations(steps: readonly CacheStep[]): PortCalls['calls'] {
  const does = (name: string, first: number, last: number) => ({
    steps,
    source: together(CACHEFLUSH_H(name, first, last), CACHE_030),
  });
  return {
    flush_cache_mm: does('flush_cache_mm', 197, 201),
    flush_cache_dup_mm: does('flush_cache_dup_mm', 203, 203),
    flush_cache_range: does('flush_cache_range', 207, 213),
    flush_cache_page: does('flush_cache_page', 215, 219),
  };
}

/** Both kinds of copy end in flush_dcache_page() of the new page. */
function newPages(flushDcachePage: readonly CacheStep[]): Pick<PortCalls, 'copyUserPage' | 'clearUserPage'> {
  const to = { ...UNTREATED, after: flushDcachePage };
  const source = (name: string, first: number, last: number): PortValueSource =>
    together(PAGE_MM_H(name, first, last), PAGES_TO_RAM);
  return {
    copyUserPage: { from: UNTREATED, to, source: source('copy_user_page', 59, 62) },
    clearUserPage: { ...to, source: source('clear_user_page', 55, 58) },
  };
}

/** The bit in the cache control register clears: what it drops was written through. */
const CLEARED = [invalidate('whole cache')];
const CLEARED_CURRENT = [invalidate('whole cache', 'current mm')];
const WHOLE = [flush('whole cache')];
const SETS_OF_PAGE = [byIndex(flush('kernel address'))];

const before040: CallsEntry = {
  caches: ['VIVT'],
  updateMmuCacheNeedsStructPage: false,
  calls: {
    ...vmap(CLEARED),
    ...translations(CLEARED_CURRENT),
    flush_dcache_page: {
      steps: [],
      source: PAGES_TO_RAM,
      note: 'clears the instruction cache alone (FLUSH_I, not FLUSH_I_AND_D): lines of the data cache stay, until any system call has gone through its 256 bytes',
    },
  },
  ...newPages([]),
  copyToUserPage: {
    ...UNTREATED,
    before: CLEARED_CURRENT,
    source: together(TO_USER, CACHE_030, ICACHE_USER_PAGE),
  },
  copyFromUserPage: { ...UNTREATED, before: CLEARED_CURRENT, source: together(FROM_USER, CACHE_030) },
};

/** The calls that push lines: all of the cache, or those of a physical page. */
function pushing(all: readonly CacheStep[], page: readonly CacheStep[]): CallsEntry {
  return {
    caches: ['non-aliasing', 'VIPT-aliasing'],
    updateMmuCacheNeedsStructPage: false,
    calls: {
      ...vmap(all),
      ...translations([]),
      flush_dcache_page: { steps: page, source: PAGES_TO_RAM },
    },
    ...newPages(page),
    copyToUserPage: {
      ...UNTREATED,
      after: page,
      source: together(TO_USER, ICACHE_USER_PAGE),
      note: 'for the instruction cache’s sake; cpushp %bc is about both caches',
    },
    copyFromUserPage: { ...UNTREATED, source: FROM_USER },
  };
}

const from040 = pushing(WHOLE, [flush('physical page')]);

/** Told to keep the lines that cpush writes back (CC6_PUSH_DPI). */
const KEPT = inFile('6.19', 'arch/m68k/kernel/head.S')('CC6_PUSH_DPI', 1482, 1485);
const CLEANED_PAGE = [clean('physical page')];
const pushed060 = pushing([clean('whole cache')], CLEANED_PAGE);
const on060: CallsEntry = {
  ...pushed060,
  caches: ['non-aliasing'],
  cpus: ['68060'],
  calls: {
    ...pushed060.calls,
    flush_dcache_page: { steps: CLEANED_PAGE, source: together(PAGES_TO_RAM, KEPT) },
  },
};

const coldfire: CallsEntry = {
  caches: ['non-aliasing'],
  cpus: ['ColdFire'],
  updateMmuCacheNeedsStructPage: false,
  calls: {
    ...vmap(WHOLE),
    ...translations([]),
    flush_dcache_page: {
      steps: SETS_OF_PAGE,
      source: together(
        PAGES_TO_RAM,
        CACHEFLUSH_H('flush_cf_bcache', 98, 114),
        inFile('6.19', 'arch/m68k/include/asm/m54xxacr.h')('ICACHE_SET_MASK', 54, 71),
      ),
      note: 'all that lies in the sets of the kernel’s address: a page is as large as a way, and so that is the whole cache',
    },
  },
  ...newPages(SETS_OF_PAGE),
  copyToUserPage: {
    ...UNTREATED,
    source: together(TO_USER, ICACHE_USER_PAGE),
    note: 'the instruction cache alone is flushed',
  },
  copyFromUserPage: { ...UNTREATED, source: FROM_USER },
};

const CACHE_PUSH = inFile('6.19', 'arch/m68k/mm/memory.c')('cache_push', 146, 190);
const CACHE_CLEAR = inFile('6.19', 'arch/m68k/mm/memory.c')('cache_clear', 97, 135);
const SYNC_DMA = together(
  inFile('6.19', 'arch/m68k/kernel/dma.c')('arch_sync_dma_for_device', 29, 45),
  CACHE_PUSH,
  CACHE_CLEAR,
);

const before040Dma: DmaEntry = {
  caches: ['VIVT'],
  forDevice: { 'to device': [], 'from device': CLEARED, 'both ways': [] },
  forCpu: NOTHING,
  source: SYNC_DMA,
  note: 'of a bidirectional buffer the data cache keeps its lines, and reads what was there before the device stored',
};

/** Whole pages, whatever the range: of one that is a part of a page nothing is lost. */
const PUSHED = [flush('physical page')];
const from040Dma: DmaEntry = {
  caches: ['non-aliasing', 'VIPT-aliasing'],
  forDevice: {
    'to device': PUSHED,
    'from device': [invalidate('physical page', 'a whole page'), flush('physical page', 'part of a page')],
    'both ways': PUSHED,
  },
  forCpu: NOTHING,
  source: SYNC_DMA,
};

/** Where only a part of a page is meant, lines are dropped after they were pushed. */
const on060Dma: DmaEntry = {
  ...from040Dma,
  cpus: ['68060'],
  forDevice: { ...from040Dma.forDevice, 'to device': CLEANED_PAGE, 'both ways': CLEANED_PAGE },
  source: together(SYNC_DMA, KEPT, inFile('6.19', 'arch/m68k/mm/memory.c')('pushcl040', 57, 68)),
  note: 'of a bidirectional buffer the cache keeps its lines, and reads what was there before the device stored',
};

const coldfireDma: DmaEntry = {
  caches: ['non-aliasing'],
  cpus: ['ColdFire'],
  forDevice: { 'to device': WHOLE, 'from device': [invalidate('whole cache')], 'both ways': WHOLE },
  forCpu: NOTHING,
  source: together(
    SYNC_DMA,
    CACHEFLUSH_H('clear_cf_bcache', 49, 56),
    CACHEFLUSH_H('flush_cf_bcache', 98, 114),
  ),
  note: 'before a device stores, the whole cache is dropped (CACR_DCINVA), whatever is dirty in it',
};

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
      // Users and kernel have address spaces of their own, by function code.
      source: inFile('6.19', 'arch/m68k/include/asm/page_offset.h')('PAGE_OFFSET_RAW', 4, 10),
    },
    mmap: {
      colored: false,
      modulus: 'shmlba',
      source: inFile('6.19', 'mm/mmap.c')('arch_get_unmapped_area', 721, 730),
    },
    userBase: 0xc001_0000n,
    userEnd: 0xf000_0000n,
    framePfn: 0xc123,
  },
  calls: [before040, from040, on060, coldfire],
  dma: [before040Dma, from040Dma, on060Dma, coldfireDma],
  userCopy: {
    zeroesRestUpTo: '4.10',
    zeroesInAtomic: true,
    goesPastCache: false,
    source: together(
      inFile('4.5', 'arch/m68k/lib/uaccess.c')('__generic_copy_from_user', 10, 59),
      inFile('4.10', 'arch/m68k/lib/uaccess.c')('__generic_copy_from_user', 10, 59),
    ),
  },
});
