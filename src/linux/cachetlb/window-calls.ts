/**
 * The cachetlb calls of the other ports that map a page at an address of a chosen color: NDS32, PA-RISC, 64-bit SPARC and
 * Xtensa. Read in Linux 6.17 where nothing else is said. What ARM, MIPS and SH do is in files of their own.
 */
import { fromMemory, read } from '../ports/port.js';
import { type CopySide, clean, flush, invalidate, type PortCalls, UNTREATED } from './behavior.js';

const WHOLE = [flush('whole cache')];
const WINDOW: CopySide = { before: [], through: 'window', after: [] };

const NDS32 = (name: string) => read(`arch/nds32/mm/cacheflush.c: ${name}(), Linux 5.4`);

const nds32: PortCalls = {
  arch: 'nds32',
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
    update_mmu_cache: { steps: [flush('kernel address', 'flush owed')], source: NDS32('update_mmu_cache') },
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
};

const PARISC = (name: string) => read(`arch/parisc/kernel/cache.c: ${name}()`);
const ON_KUNMAP = flush('kernel address');

const parisc: PortCalls = {
  arch: 'parisc',
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
};

const PTRACE = read('arch/sparc/kernel/ptrace_64.c: flush_ptrace_access()');
const PTRACE_NOTE =
  'the whole page here, the bytes alone there; Spitfire drops whatever lies in the kernel’s sets';
const COPY_PAGE_S = 'both pages at addresses of the user’s color, by TLB entries made for the copy';

const sparc64: PortCalls = {
  arch: 'sparc64',
  caches: ['VIPT-aliasing'],
  defers: { while: 'no user maps the file', mark: 'PG_dcache_dirty', flushPays: false },
  updateMmuCacheNeedsStructPage: true,
  reachesColorsBy: 'window',
  calls: {
    flush_dcache_page: {
      steps: [flush('physical page')],
      source: read('arch/sparc/mm/ultra.S: __flush_dcache_page(); mm/init_64.c: flush_dcache_folio()'),
      note: 'drops the lines that carry the tag; the cache writes through, so that nothing in them is dirty',
    },
    update_mmu_cache: {
      steps: [flush('physical page', 'flush owed')],
      source: fromMemory('arch/sparc/mm/init_64.c: flush_dcache()'),
      note: 'on the CPU that did the stores',
    },
  },
  copyUserPage: {
    from: WINDOW,
    to: WINDOW,
    source: read('arch/sparc/lib/copy_page.S: copy_user_page()'),
    note: COPY_PAGE_S,
  },
  clearUserPage: { ...WINDOW, source: read('arch/sparc/lib/clear_page.S: clear_user_page()') },
  copyToUserPage: {
    ...UNTREATED,
    after: [flush('physical page', 'colors differ')],
    source: PTRACE,
    note: PTRACE_NOTE,
  },
  copyFromUserPage: {
    ...UNTREATED,
    after: [flush('physical page', 'colors differ')],
    source: PTRACE,
    note: PTRACE_NOTE,
  },
};

const XTENSA = (name: string) => read(`arch/xtensa/mm/cache.c: ${name}()`);
const XTENSA_H = (name: string) => read(`arch/xtensa/include/asm/cacheflush.h: ${name}()`);
/** The kernel's lines of a page that will be stored to under another color are dropped, not written back. */
const XTENSA_NEW: CopySide = {
  before: [invalidate('kernel address', 'colors differ')],
  through: 'window',
  after: [],
  owes: [],
};

const xtensa: PortCalls = {
  arch: 'xtensa',
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
  copyUserPage: { from: WINDOW, to: XTENSA_NEW, source: XTENSA('copy_user_highpage') },
  clearUserPage: { ...XTENSA_NEW, source: XTENSA('clear_user_highpage') },
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
};

export const WINDOW_CALLS: readonly PortCalls[] = [nds32, parisc, sparc64, xtensa];
