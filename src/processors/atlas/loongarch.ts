/** LoongArch: 16 KiB pages, so that a way is a page. */
import { LINUX_6_19 } from '../port-facts.js';
import { rowsOf } from '../row-entry.js';

export const loongarch = rowsOf(
  {
    arch: 'loongarch',
    pageSize: '16 KiB',
    shmlba: ['PAGE_SIZE (asm-generic; was SZ_64K before d23b7795)', '16 KiB'],
    selectsCacheAliasing: false,
    runtimeCheck: '(false)',
    implementsFlushDcachePage: false,
    read: 'arch/loongarch/mm/mmap.c + no shmparam.h',
    tree: LINUX_6_19,
    also: 'SZ_64K history from Desnoyers commit 8690bbcf3b70',
  },
  [
    {
      name: 'Loongson-3A5000',
      names: ['3A5000'],
      dcache: ['64 KiB', 4, 64],
      kind: 'VIPT-nonaliasing',
      unverified: 'everything',
      notes: ['way 16 KiB = default page', 'with 4 KiB pages hardware must cope'],
    },
  ],
);
