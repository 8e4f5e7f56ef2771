/** 64-bit SPARC: 8 KiB pages under a 16 KiB way. Its caches write through, so that a line that is dropped is no loss. */
import { type CopySide, type PortCalls, UNTREATED } from './calls/port-calls.js';
import { byIndex, bySearch, type CacheStep, invalidate } from './calls/steps.js';
import { type CallsEntry, definePort } from './define-port.js';
import { coherentBy } from './dma/coherent.js';
import { LINUX_6_19 } from './processors/port-facts.js';
import { inFile, type PortValueSource, together } from './source.js';

const ULTRA_S = inFile('6.19', 'arch/sparc/mm/ultra.S');
const INIT_C = inFile('6.19', 'arch/sparc/mm/init_64.c');
const CACHEFLUSH_H = inFile('6.19', 'arch/sparc/include/asm/cacheflush_64.h');
const COPY_PAGE_S = inFile('6.19', 'arch/sparc/lib/copy_page.S');
const PTRACE_C = inFile('6.19', 'arch/sparc/kernel/ptrace_64.c');

const PTRACE_NOTE =
  'flush_ptrace_access() is handed the caller’s buffer, and not the page: its lines go if it has another color than the user’s address';
const OUTSIDE = { steps: [], note: 'register windows go to the stack' } as const;
const EMPTY_RANGE = { steps: [], source: CACHEFLUSH_H('flush_cache_vunmap', 77, 79) } as const;

/** What every CPU of the port does before translations change: nothing to lines. */
const TRANSLATIONS: PortCalls['calls'] = {
  flush_cache_mm: { ...OUTSIDE, source: CACHEFLUSH_H('flush_cache_mm', 21, 22) },
  flush_cache_dup_mm: { ...OUTSIDE, source: CACHEFLUSH_H('flush_cache_dup_mm', 23, 23) },
  flush_cache_range: { ...OUTSIDE, source: CACHEFLUSH_H('flush_cache_range', 24, 25) },
  flush_cache_page: { ...OUTSIDE, source: CACHEFLUSH_H('flush_cache_page', 26, 27) },
  flush_cache_vmap: EMPTY_RANGE,
  flush_cache_vunmap: EMPTY_RANGE,
};

const WINDOW: CopySide = { before: [], through: 'window', after: [] };

/** The calls of CPUs that take away a page's lines, and the caller's, in these ways. */
function callsOf(
  page: CacheStep,
  by: PortValueSource,
  buffer: CacheStep,
): Pick<CallsEntry, Exclude<keyof CallsEntry, 'cpus'>> {
  const steps = [page];
  const debugger_ = { ...UNTREATED, after: [buffer], note: PTRACE_NOTE };
  return {
    caches: ['VIPT-aliasing'],
    defers: { while: 'no user maps the file', mark: 'PG_dcache_dirty', flushPays: false },
    updateMmuCacheNeedsStructPage: true,
    reachesColorsBy: 'window',
    calls: {
      ...TRANSLATIONS,
      flush_dcache_page: {
        steps,
        source: together(
          INIT_C('flush_dcache_folio', 463, 503),
          INIT_C('flush_dcache_folio_impl', 198, 219),
          by,
        ),
        note: 'drops the lines that carry the tag, and writes none back',
      },
      update_mmu_cache: {
        steps: steps.map((step) => ({ ...step, when: ['flush owed'] })),
        source: together(INIT_C('update_mmu_cache_range', 397, 411), INIT_C('flush_dcache', 286, 314), by),
        note: 'on the CPU that did the stores',
      },
    },
    copyUserPage: {
      from: WINDOW,
      to: WINDOW,
      source: together(INIT_C('copy_user_highpage', 3135, 3144), COPY_PAGE_S('copy_user_page', 46, 242)),
      note: 'both pages at addresses of the user’s color, by TLB entries made for the copy',
    },
    clearUserPage: {
      ...WINDOW,
      source: inFile('6.19', 'arch/sparc/lib/clear_page.S')('clear_user_page', 36, 105),
    },
    copyToUserPage: {
      ...debugger_,
      source: together(CACHEFLUSH_H('copy_to_user_page', 60, 65), PTRACE_C('flush_ptrace_access', 106, 157)),
    },
    copyFromUserPage: {
      ...debugger_,
      source: together(
        CACHEFLUSH_H('copy_from_user_page', 67, 72),
        PTRACE_C('flush_ptrace_access', 106, 157),
      ),
    },
  };
}

/** UltraSPARC III and later: an instruction for each line of the page, by its physical address. */
const cheetah: CallsEntry = callsOf(
  invalidate('physical page'),
  ULTRA_S('__cheetah_flush_dcache_page', 361, 372),
  invalidate('the caller’s buffer'),
);

/** UltraSPARC I and II: software reads the tag of each line of the cache; of a buffer, whatever lies in its sets. */
const spitfire: CallsEntry = {
  ...callsOf(
    bySearch(invalidate('physical page')),
    ULTRA_S('__flush_dcache_page', 213, 243),
    byIndex(invalidate('the caller’s buffer')),
  ),
  cpus: ['UltraSPARC I/II'],
};

export const sparc64 = definePort('sparc64', {
  facts: {
    pageSize: '8 KiB',
    shmlba: ['(PAGE_SIZE > L1DCACHE_SIZE) ? PAGE_SIZE : L1DCACHE_SIZE', '16 KiB'],
    selectsCacheAliasing: true,
    runtimeCheck: 'L1DCACHE_SIZE > PAGE_SIZE',
    implementsFlushDcachePage: true,
    read: 'arch/sparc/include/asm/{shmparam_64,spitfire,cachetype}.h',
    tree: LINUX_6_19,
    notes: ['L1DCACHE_SIZE 0x4000', '__ARCH_FORCE_SHMLBA'],
  },
  processors: [
    {
      name: 'UltraSPARC I/II',
      names: ['UltraSPARC I', 'UltraSPARC II', 'Spitfire'],
      dcache: ['16 KiB', 1, 32],
      kind: 'VIPT-aliasing',
      write: {
        policy: 'through',
        basis: 'read',
        from: 'UltraSPARC-I user’s manual, sections 3.1.1 and 7.3: the D-cache is write-through',
      },
      read: 'arch/sparc/mm/ultra.S (16K, 32 B line tag walk)',
      unverified: ['ways'],
      notes: ['write-through: stale reads possible, no lost writes'],
    },
    {
      name: 'UltraSPARC III (Cheetah)',
      names: ['Cheetah'],
      dcache: ['64 KiB', 4, 32],
      kind: 'VIPT-aliasing',
      write: {
        policy: 'through',
        basis: 'read',
        from: 'arch/sparc/mm/ultra.S: __cheetah_flush_dcache_page invalidates and writes nothing back, which is safe with write-through alone',
      },
      read: 'arch/sparc/mm/ultra.S (invalidate by physical address, 32 B); UltraSPARC III Cu Memory Hierarchy, informit.com, table 1 (64 KiB, 4-way, 32 B)',
      notes: ['write-through: stale reads possible, no lost writes'],
    },
    {
      name: 'UltraSPARC T1 (sun4v)',
      names: ['sun4v'],
      dcache: ['8 KiB', 4, 16],
      kind: 'PIPT',
      read: 'flush_dcache_folio returns at once for tlb_type==hypervisor (read in mm/init_64.c)',
      unverified: 'everything',
      notes: ['constant check still says aliasing'],
    },
  ],
  space: {
    addressBits: 64,
    directMap: {
      base: 0xffff_f800_0000_0000n,
      physicalBase: 0n,
      // That of UltraSPARC I and II; boot finds other ones for later CPUs, all of them multiples of any way.
      source: together(INIT_C('sparc64_va_hole_top', 1951, 1951), INIT_C('PAGE_OFFSET', 1954, 2018)),
    },
    window: {
      base: 0x0600_0000n,
      slots: 2,
      copies: { from: 0x0600_4000n },
      source: together(
        inFile('6.19', 'arch/sparc/include/asm/pgtable_64.h')('TLBTEMP_BASE', 37, 37),
        COPY_PAGE_S('TLBTEMP_BASE', 63, 73),
      ),
    },
    mmap: {
      colored: true,
      modulus: 'shmlba',
      source: inFile('6.19', 'arch/sparc/kernel/sys_sparc_64.c')('arch_get_unmapped_area', 82, 160),
    },
    userBase: 0x7000_0000n,
    userEnd: 0x0000_0800_0000_0000n,
    framePfn: 0xc123,
  },
  calls: [cheetah, spitfire],
  dma: [coherentBy(inFile('6.19', 'arch/sparc/Kconfig')('config SPARC64', 69, 115))],
  userCopy: {
    zeroesRestUpTo: '4.5',
    zeroesInAtomic: true,
    goesPastCache: false,
    source: inFile('4.5', 'arch/sparc/lib/user_fixup.c')('copy_from_user_fixup', 35, 44),
  },
});
