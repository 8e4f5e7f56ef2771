/**
 * The cachetlb calls of SuperH, which `cpu_cache_init()` picks by CPU (arch/sh/mm/cache.c):
 *
 *     SH-4, SH-4A   whatever lies in the sets of a page's color: the operand cache's address array, written to without
 *                   association (`__flush_cache_one()`; SH7751 hardware manual, section 4.5.3)
 *     SH7705        the tag of each slot is read and compared; of the whole cache, dirty lines alone
 *     other SH-3    nothing aliases, and only ranges are treated
 */
import { type CopySide, type PortCalls, UNTREATED } from '../calls/port-calls.js';
import { byIndex, bySearch, clean, flush, invalidate } from '../calls/steps.js';
import type { CallsEntry } from '../define-port.js';
import { inFile, together } from '../source.js';

const CACHE_C = inFile('6.19', 'arch/sh/mm/cache.c');
const SH4_C = inFile('6.19', 'arch/sh/mm/cache-sh4.c');
const SH7705_C = inFile('6.19', 'arch/sh/mm/cache-sh7705.c');
const SH3_C = inFile('6.19', 'arch/sh/mm/cache-sh3.c');
const FLUSH_SH4_C = inFile('6.19', 'arch/sh/mm/flush-sh4.c');
const SH_H = inFile('6.19', 'arch/sh/include/asm/cacheflush.h');

const CLEAN_RANGE = SH_H('flush_kernel_vmap_range', 75, 78);
const DROP_RANGE = SH_H('invalidate_kernel_vmap_range', 79, 82);
const ONE_COLOR = SH4_C('__flush_cache_one', 323, 378);
const EACH_TAG = SH7705_C('__flush_dcache_page', 80, 129);
const KUNMAP_COHERENT = inFile('6.19', 'arch/sh/mm/kmap.c')('kunmap_coherent', 51, 66);

/** kunmap_coherent() flushes the window. */
const WINDOW: CopySide = {
  before: [],
  through: 'window if mapped and no flush owed',
  after: [flush('user color', 'mapped and no flush owed')],
};
/** PG_dcache_clean is cleared where the direct map was used, by a load as well. */
const DEBUGGER = { ...WINDOW, owes: ['not mapped or flush owed'] } as const;

/** The calls of arch/sh/mm/cache.c where data alias (n_aliases is not 0), on whatever CPU. */
const ALIASING: Pick<PortCalls, 'copyUserPage' | 'clearUserPage' | 'copyToUserPage' | 'copyFromUserPage'> & {
  readonly calls: PortCalls['calls'];
} = {
  calls: {
    flush_anon_page: {
      steps: [
        flush('user color', 'anonymous', 'colors differ', 'mapped and no flush owed'),
        flush('kernel address', 'anonymous', 'colors differ', 'not mapped or flush owed'),
      ],
      source: together(
        SH_H('flush_anon_page', 67, 72),
        CACHE_C('__flush_anon_page', 158, 176),
        KUNMAP_COHERENT,
      ),
    },
    update_mmu_cache: {
      steps: [flush('kernel address', 'flush owed')],
      source: CACHE_C('__update_cache', 141, 156),
    },
  },
  copyUserPage: {
    from: WINDOW,
    to: { before: [], through: 'direct map', after: [flush('kernel address', 'colors differ')] },
    source: together(CACHE_C('copy_user_highpage', 99, 125), KUNMAP_COHERENT),
    note: 'the new page is flushed as well where code may run from it',
  },
  clearUserPage: {
    before: [],
    through: 'direct map',
    after: [flush('kernel address', 'colors differ')],
    source: CACHE_C('clear_user_highpage', 128, 138),
  },
  copyToUserPage: {
    ...DEBUGGER,
    source: together(CACHE_C('copy_to_user_page', 60, 79), KUNMAP_COHERENT),
    note: 'flush_cache_page() follows where code may run from the page',
  },
  copyFromUserPage: {
    ...DEBUGGER,
    source: together(CACHE_C('copy_from_user_page', 81, 97), KUNMAP_COHERENT),
  },
};

/** What flush_kernel_dcache_page was, until it went. */
const KERNEL_DCACHE_PAGE = {
  isFlushDcachePage: true,
  source: inFile('5.12', 'arch/sh/include/asm/cacheflush.h')('flush_kernel_dcache_page', 76, 79),
  note: 'is flush_dcache_page()',
} as const;

const WHOLE = [flush('whole cache')];
const NEVER_RAN = 'nothing, if the process never ran on this CPU';

/** What SH-4 does with the sets of a page's color, wherever its data alias. */
const SH4_DCACHE_PAGE = {
  steps: [byIndex(flush('kernel address'))],
  source: together(SH4_C('sh4_flush_dcache_folio', 110, 135), ONE_COLOR),
  note: 'all lines of the kernel’s color go, other pages’ too',
} as const;
const SH4_RANGES: PortCalls['calls'] = {
  flush_cache_vmap: {
    steps: WHOLE,
    source: together(SH_H('flush_cache_vmap', 92, 92), SH4_C('sh4_flush_cache_all', 182, 186)),
  },
  flush_cache_vunmap: {
    steps: WHOLE,
    source: together(SH_H('flush_cache_vunmap', 94, 94), SH4_C('sh4_flush_cache_all', 182, 186)),
  },
  flush_kernel_vmap_range: {
    steps: [clean('kernel range')],
    source: together(CLEAN_RANGE, FLUSH_SH4_C('sh4__flush_wback_region', 14, 40)),
  },
  invalidate_kernel_vmap_range: {
    steps: [invalidate('kernel range')],
    source: together(DROP_RANGE, FLUSH_SH4_C('sh4__flush_invalidate_region', 78, 104)),
  },
};

const sh4: CallsEntry = {
  ...ALIASING,
  caches: ['VIPT-aliasing'],
  defers: {
    while: 'no user maps the file',
    mark: 'PG_dcache_clean',
    flushPays: false,
    onlyOnOneCpu: true,
  },
  updateMmuCacheNeedsStructPage: true,
  reachesColorsBy: 'window',
  calls: {
    ...ALIASING.calls,
    ...SH4_RANGES,
    flush_cache_mm: { steps: WHOLE, source: SH4_C('sh4_flush_cache_mm', 198, 206), note: NEVER_RAN },
    flush_cache_dup_mm: {
      steps: WHOLE,
      source: together(SH4_C('local_flush_cache_dup_mm', 394, 394), SH4_C('sh4_flush_cache_mm', 198, 206)),
      note: NEVER_RAN,
    },
    flush_cache_range: {
      steps: WHOLE,
      source: SH4_C('sh4_flush_cache_range', 283, 307),
      note: NEVER_RAN,
    },
    /** Of the running process its own color, of another one through a window, or the direct map where that may not be. */
    flush_cache_page: {
      steps: [
        byIndex(flush('user address', 'current mm')),
        byIndex(flush('user color', 'not current mm', 'mapped and no flush owed')),
        flush('user color', 'not current mm', 'mapped and no flush owed'),
        byIndex(flush('kernel address', 'not current mm', 'not mapped or flush owed')),
      ],
      source: together(SH4_C('sh4_flush_cache_page', 214, 272), ONE_COLOR, KUNMAP_COHERENT),
      note: 'all lines of that color go, other pages’ too; nothing, if the translation is not there',
    },
    flush_dcache_page: SH4_DCACHE_PAGE,
    flush_kernel_dcache_page: { steps: SH4_DCACHE_PAGE.steps, ...KERNEL_DCACHE_PAGE },
  },
};

const EVERY_ALIAS = [bySearch(flush('physical page'))];
const DIRTY_LINES = [flush('all dirty lines')];
const WBACK_ALL = SH7705_C('cache_wback_all', 31, 59);
const BY_PA =
  'compares with __pa() of the address, which is right in the direct map alone: nothing of a vmap() alias';
const SH3_RANGES: PortCalls['calls'] = {
  flush_kernel_vmap_range: {
    steps: [clean('kernel range', 'in the direct map')],
    source: together(CLEAN_RANGE, SH3_C('sh3__flush_wback_region', 32, 63)),
    note: BY_PA,
  },
  invalidate_kernel_vmap_range: {
    steps: [flush('kernel range')],
    source: together(DROP_RANGE, SH3_C('__flush_invalidate_region', 71, 102)),
    note: 'writes back what it drops: it is __flush_purge_region()',
  },
};

/** SH-3 with 512 sets: each alias of the page is found by its tag. */
const sh7705: CallsEntry = {
  ...ALIASING,
  caches: ['VIPT-aliasing'],
  cpus: ['SH7705'],
  defers: { while: 'no user maps the file', mark: 'PG_dcache_clean', flushPays: false },
  updateMmuCacheNeedsStructPage: true,
  reachesColorsBy: 'window',
  calls: {
    ...ALIASING.calls,
    ...SH3_RANGES,
    flush_cache_mm: {
      steps: DIRTY_LINES,
      source: together(SH7705_C('local_flush_cache_mm', 195, 195), WBACK_ALL),
    },
    flush_cache_dup_mm: {
      steps: DIRTY_LINES,
      source: together(SH7705_C('local_flush_cache_dup_mm', 196, 196), WBACK_ALL),
    },
    flush_cache_range: {
      steps: DIRTY_LINES,
      source: together(SH7705_C('local_flush_cache_range', 197, 197), WBACK_ALL),
    },
    flush_cache_vmap: {
      steps: DIRTY_LINES,
      source: together(
        SH_H('flush_cache_vmap', 92, 92),
        SH7705_C('sh7705_flush_cache_all', 151, 161),
        WBACK_ALL,
      ),
    },
    flush_cache_vunmap: {
      steps: DIRTY_LINES,
      source: together(
        SH_H('flush_cache_vunmap', 94, 94),
        SH7705_C('sh7705_flush_cache_all', 151, 161),
        WBACK_ALL,
      ),
    },
    flush_cache_page: {
      steps: EVERY_ALIAS,
      source: together(SH7705_C('sh7705_flush_cache_page', 168, 174), EACH_TAG),
    },
    flush_kernel_dcache_page: { steps: EVERY_ALIAS, ...KERNEL_DCACHE_PAGE },
    flush_dcache_page: {
      steps: EVERY_ALIAS,
      source: together(SH7705_C('sh7705_flush_dcache_folio', 135, 149), EACH_TAG),
      note: 'its comment masks off the two lowest bits of the tag, its mask keeps them: where tags hold bits 10 and 11, as on the SH7706 (hardware manual, section 5.1.1), the first KiB of a page matches',
    },
  },
};

/** SH-4 whose data do not alias (n_aliases is 0): SH-X3 with its synonym avoidance, or ways no larger than a page. */
const sh4Coherent: CallsEntry = {
  caches: ['non-aliasing'],
  defers: { while: 'no user maps the file', mark: 'PG_dcache_clean', flushPays: false, onlyOnOneCpu: true },
  updateMmuCacheNeedsStructPage: true,
  calls: {
    ...SH4_RANGES,
    flush_cache_page: {
      steps: [
        byIndex(flush('user address', 'current mm')),
        byIndex(flush('kernel address', 'not current mm')),
      ],
      source: together(SH4_C('sh4_flush_cache_page', 214, 272), ONE_COLOR),
    },
    flush_dcache_page: SH4_DCACHE_PAGE,
    flush_kernel_dcache_page: { steps: SH4_DCACHE_PAGE.steps, ...KERNEL_DCACHE_PAGE },
  },
  ...untreatedCopies(),
};

/** What no CPU but SH7705 replaces on SH-3. */
const noop = (name: string, line: number) => ({
  steps: [],
  source: together(CACHE_C(name, line, line), SH_H('cache_noop', 31, 31)),
});

/** Other SH-3, and SH7705 with 16 KiB: local_flush_dcache_folio() and its like stay what they are at boot, nothing. */
const sh3: CallsEntry = {
  caches: ['non-aliasing'],
  cpus: ['SH7708', 'SH7709A', 'SH7705'],
  updateMmuCacheNeedsStructPage: true,
  calls: {
    ...SH3_RANGES,
    flush_cache_mm: noop('local_flush_cache_mm', 19),
    flush_cache_dup_mm: noop('local_flush_cache_dup_mm', 20),
    flush_cache_range: noop('local_flush_cache_range', 22),
    flush_cache_page: noop('local_flush_cache_page', 21),
    flush_cache_vmap: noop('local_flush_cache_all', 18),
    flush_cache_vunmap: noop('local_flush_cache_all', 18),
    flush_dcache_page: noop('local_flush_dcache_folio', 23),
  },
  ...untreatedCopies(),
};

/** The calls that move bytes, where no addresses alias. */
function untreatedCopies() {
  return {
    copyUserPage: { from: UNTREATED, to: UNTREATED, source: CACHE_C('copy_user_highpage', 99, 125) },
    clearUserPage: { ...UNTREATED, source: CACHE_C('clear_user_highpage', 128, 138) },
    copyToUserPage: { ...UNTREATED, source: CACHE_C('copy_to_user_page', 60, 79) },
    copyFromUserPage: { ...UNTREATED, source: CACHE_C('copy_from_user_page', 81, 97) },
  };
}

/** Those on which data alias first. */
export const CALLS: readonly CallsEntry[] = [sh4, sh7705, sh4Coherent, sh3];
