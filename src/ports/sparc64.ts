/** 64-bit SPARC: 8 KiB pages under a 16 KiB way. */
import { type CopySide, UNTREATED } from './calls/port-calls.js';
import { flush } from './calls/steps.js';
import { definePort } from './define-port.js';
import { LINUX_6_19 } from './processors/port-facts.js';
import { fromMemory, read } from './source.js';

const WINDOW: CopySide = { before: [], through: 'window', after: [] };

const PTRACE = read('arch/sparc/kernel/ptrace_64.c: flush_ptrace_access()');
const PTRACE_NOTE =
  'the whole page here, the bytes alone there; Spitfire drops whatever lies in the kernel’s sets';
const COPY_PAGE_S = 'both pages at addresses of the user’s color, by TLB entries made for the copy';

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
      source: fromMemory('PAGE_OFFSET with 43 address bits; found at boot'),
    },
    window: {
      base: 0x0600_0000n,
      slots: 2,
      others: [{ base: 0x0600_4000n, what: 'the source of a copy' }],
      source: read('TLBTEMP_BASE in arch/sparc/lib/copy_page.S and clear_page.S'),
    },
    mmap: { colored: true, modulus: 'shmlba', source: read('arch_get_unmapped_area()') },
    userBase: 0x7000_0000n,
    userEnd: 0x0000_0800_0000_0000n,
    framePfn: 0xc123,
  },
  calls: [
    {
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
    },
  ],
});
