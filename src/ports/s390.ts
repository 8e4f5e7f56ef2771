/** IBM Z. */
import { definePort } from './define-port.js';
import { coherentBy } from './dma/coherent.js';
import { LINUX_6_19 } from './processors/port-facts.js';
import { inFile, together } from './source.js';

export const s390 = definePort('s390', {
  facts: {
    pageSize: '4 KiB',
    shmlba: ['PAGE_SIZE (asm-generic)', '4 KiB'],
    selectsCacheAliasing: false,
    runtimeCheck: '(false)',
    implementsFlushDcachePage: false,
    read: 'no arch shmparam.h',
    tree: LINUX_6_19,
    also: 'PAGE_SIZE in 5.4/4.5',
  },
  processors: [
    {
      name: 'z13',
      dcache: ['128 KiB', 8, 256],
      kind: 'VIPT-hwfix',
      unverified: 'everything',
    },
  ],
  space: {
    addressBits: 64,
    directMap: {
      base: 0n,
      physicalBase: 0n,
      // Without CONFIG_RANDOMIZE_IDENTITY_BASE; user and kernel spaces are apart.
      source: inFile('6.19', 'arch/s390/include/asm/page.h')('__identity_base', 204, 225),
    },
    mmap: {
      colored: true,
      // Where addresses are random, as they are unless a process asks otherwise (PF_RANDOMIZE).
      modulus: 0x80 * 4096,
      source: together(
        inFile('6.19', 'arch/s390/mm/mmap.c')('get_align_mask', 67, 76),
        inFile('6.19', 'arch/s390/mm/mmap.c')('arch_get_unmapped_area', 78, 112),
        inFile('6.19', 'arch/s390/include/asm/elf.h')('MMAP_ALIGN_MASK', 230, 230),
      ),
    },
    userBase: 0x3ff_8a00_0000n,
    userEnd: 0x20_0000_0000_0000n,
    framePfn: 0xc123,
  },
  calls: [],
  dma: [coherentBy(inFile('6.19', 'arch/s390/Kconfig')('config S390', 75, 287))],
  userCopy: {
    zeroesRestUpTo: '4.10',
    zeroesInAtomic: true,
    goesPastCache: false,
    source: together(
      inFile('4.5', 'arch/s390/lib/uaccess.c')('copy_from_user_mvcos', 20, 58),
      inFile('4.10', 'arch/s390/lib/uaccess.c')('copy_from_user_mvcos', 20, 58),
    ),
  },
});
