/** x86. */
import { definePort } from './define-port.js';
import { coherentBy } from './dma/coherent.js';
import { LINUX_6_19 } from './processors/port-facts.js';
import { inFile, together } from './source.js';
import { GENERIC_MMAP } from './space/generic-mmap.js';

export const x86 = definePort('x86', {
  facts: {
    pageSize: '4 KiB',
    shmlba: ['PAGE_SIZE', '4 KiB'],
    selectsCacheAliasing: false,
    runtimeCheck: '(false)',
    implementsFlushDcachePage: false,
    read: 'arch/x86/include/asm/shmparam.h',
    tree: LINUX_6_19,
  },
  processors: [
    {
      name: 'Pentium P5',
      names: ['Pentium', 'P5'],
      dcache: ['8 KiB', 2, 32],
      kind: 'PIPT',
      unverified: 'everything',
    },
    {
      name: 'Athlon K7/K8',
      names: ['Athlon', 'K7', 'K8'],
      dcache: ['64 KiB', 2, 64],
      kind: 'VIPT-hwfix',
      unverified: 'everything',
    },
    {
      name: 'Core i7 (Haswell)',
      names: ['Haswell'],
      dcache: ['32 KiB', 8, 64],
      kind: 'VIPT-nonaliasing',
      unverified: 'everything',
    },
    {
      name: 'Ice Lake',
      dcache: ['48 KiB', 12, 64],
      kind: 'VIPT-nonaliasing',
      unverified: 'everything',
    },
  ],
  space: {
    addressBits: 64,
    directMap: {
      base: 0xffff_8880_0000_0000n,
      physicalBase: 0n,
      source: inFile('6.19', 'arch/x86/include/asm/page_64_types.h')('__PAGE_OFFSET_BASE_L4', 42, 44),
    },
    mmap: {
      ...GENERIC_MMAP,
      // get_align_mask() is about the instruction cache of one AMD family.
      source: together(
        inFile('6.19', 'arch/x86/kernel/sys_x86_64.c')('arch_get_unmapped_area', 126, 164),
        inFile('6.19', 'arch/x86/kernel/sys_x86_64.c')('get_align_mask', 26, 41),
      ),
    },
    userBase: 0x7f12_3450_0000n,
    userEnd: 0x7fff_ffff_f000n,
    userEndSource: inFile('6.19', 'arch/x86/include/asm/page_64.h')('task_size_max', 94, 104),
    framePfn: 0xc123,
  },
  calls: [],
  dma: [coherentBy(inFile('6.19', 'arch/x86/Kconfig')('config X86', 58, 339))],
  userCopy: {
    zeroesRestUpTo: '4.10',
    zeroesInAtomic: true,
    goesPastCache: true,
    source: together(
      inFile('4.5', 'arch/x86/lib/copy_user_64.S')('__copy_user_nocache', 242, 381),
      inFile('4.5', 'arch/x86/lib/usercopy_64.c')('copy_user_handle_tail', 72, 88),
    ),
  },
});
