/** LoongArch: 16 KiB pages, so that a way is a page. */
import { definePort } from './define-port.js';
import { coherentBy } from './dma/coherent.js';
import { LINUX_6_19 } from './processors/port-facts.js';
import { inFile, together } from './source.js';

export const loongarch = definePort('loongarch', {
  facts: {
    pageSize: '16 KiB',
    shmlba: ['PAGE_SIZE (asm-generic; was SZ_64K before d23b7795)', '16 KiB'],
    selectsCacheAliasing: false,
    runtimeCheck: '(false)',
    implementsFlushDcachePage: false,
    read: 'arch/loongarch/mm/mmap.c + no shmparam.h',
    tree: LINUX_6_19,
    also: 'SZ_64K history from Desnoyers commit 8690bbcf3b70',
  },
  processors: [
    {
      name: 'Loongson-3A5000',
      names: ['3A5000'],
      dcache: ['64 KiB', 4, 64],
      kind: 'VIPT-nonaliasing',
      unverified: 'everything',
      notes: ['way 16 KiB = default page', 'with 4 KiB pages hardware must cope'],
    },
  ],
  space: {
    addressBits: 64,
    directMap: {
      base: 0x9000_0000_0000_0000n,
      physicalBase: 0n,
      source: together(
        inFile('6.19', 'arch/loongarch/include/asm/addrspace.h')('PAGE_OFFSET', 70, 72),
        inFile('6.19', 'arch/loongarch/include/asm/addrspace.h')('CACHE_BASE', 32, 34),
        inFile('6.19', 'arch/loongarch/include/asm/loongarch.h')('CSR_DMW1_BASE', 949, 952),
      ),
    },
    mmap: {
      colored: true,
      modulus: 'shmlba',
      // SHMLBA is one page, so that nothing changes.
      source: together(
        inFile('6.19', 'arch/loongarch/mm/mmap.c')('arch_get_unmapped_area_common', 21, 93),
        inFile('6.19', 'include/asm-generic/shmparam.h')('SHMLBA', 5, 5),
      ),
    },
    userBase: 0x7fff_f000_0000n,
    userEnd: 0x8000_0000_0000n,
    userEndSource: inFile('6.19', 'arch/loongarch/include/asm/processor.h')('TASK_SIZE64', 32, 33),
    framePfn: 0xc123,
  },
  calls: [],
  dma: [coherentBy(inFile('6.19', 'arch/loongarch/Kconfig')('config LOONGARCH', 2, 214))],
});
