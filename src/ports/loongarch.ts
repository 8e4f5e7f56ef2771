/** LoongArch: 16 KiB pages, so that a way is a page. */
import { definePort } from './define-port.js';
import { LINUX_6_19 } from './processors/port-facts.js';
import { assumed, read } from './source.js';

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
      source: assumed('CACHE_BASE = CSR_DMW1_BASE: read in addrspace.h, its value was not'),
    },
    mmap: {
      colored: true,
      modulus: 'shmlba',
      source: read('arch/loongarch/mm/mmap.c: SHMLBA is one page, so that nothing changes'),
    },
    userBase: 0x7fff_f000_0000n,
    userEnd: 0x8000_0000_0000n,
    framePfn: 0xc123,
  },
  calls: [],
});
