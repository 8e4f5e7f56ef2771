/**
 * SuperH: SHMLBA is a constant; what really aliases is told by the number of colors found at boot. The calls differ from one
 * kind of CPU to another: src/ports/sh/calls.ts.
 */

import type { WritePolicy } from '../hardware/cache-description.js';
import { PLAIN_COPY } from './block-copy.js';
import { definePort } from './define-port.js';
import { LINUX_6_19 } from './processors/port-facts.js';
import type { AllocationPolicy, PolicyFact } from './processors/processor-row.js';
import { CALLS } from './sh/calls.js';
import { DMA } from './sh/dma.js';
import { inFile, together } from './source.js';

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
    uncachedSegment: {
      name: 'P2',
      base: 0xa000_0000n,
      physicalBase: 0n,
      bytes: 512n * 2n ** 20n,
      source: together(
        inFile('6.19', 'arch/sh/include/cpu-sh4/cpu/addrspace.h')('P2SEG', 12, 12),
        inFile('6.19', 'arch/sh/include/asm/page.h')('UNCAC_ADDR', 136, 136),
      ),
    },
    directMap: {
      base: 0x8000_0000n,
      physicalBase: 0n,
      bytes: 512n * 2n ** 20n,
      source: together(
        inFile('6.19', 'arch/sh/mm/Kconfig')('PAGE_OFFSET', 28, 31),
        inFile('6.19', 'arch/sh/include/cpu-sh4/cpu/addrspace.h')('P1SEG', 11, 12),
      ),
    },
    window: {
      base: 0xdfff_8000n,
      slots: 8,
      // On one CPU; each further CPU has 8 of its own.
      source: together(
        inFile('6.19', 'arch/sh/include/asm/fixmap.h')('FIX_CMAP_BEGIN', 42, 80),
        inFile('6.19', 'arch/sh/mm/kmap.c')('kmap_coherent', 28, 49),
      ),
    },
    mmap: {
      colored: true,
      modulus: 'way',
      source: together(
        inFile('6.19', 'arch/sh/mm/mmap.c')('arch_get_unmapped_area', 42, 98),
        inFile('6.19', 'arch/sh/kernel/cpu/init.c')('shm_align_mask', 316, 329),
      ),
    },
    userBase: 0x2955_0000n,
    userEnd: 0x7c00_0000n,
    framePfn: 0xc123,
  },
  calls: CALLS,
  dma: DMA,
  userCopy: {
    zeroesRestUpTo: 'never',
    zeroesInAtomic: false,
    goesPastCache: false,
    source: together(
      inFile('4.5', 'arch/sh/include/asm/uaccess.h')('__copy_from_user', 114, 118),
      inFile('4.5', 'arch/sh/lib/copy_page.S')('__copy_user', 83, 163),
    ),
  },
  blockCopy: {
    ...PLAIN_COPY,
    source: inFile('6.19', 'arch/sh/include/asm/page.h')('copy_user_page', 48, 48),
  },
});
