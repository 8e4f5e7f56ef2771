/** RISC-V: the architecture promises no aliases, so that large VIPT ways are the hardware’s business. */
import { LINUX_6_19 } from '../port-facts.js';
import { rowsOf } from '../row-entry.js';

export const riscv = rowsOf(
  {
    arch: 'riscv',
    pageSize: '4 KiB',
    shmlba: ['PAGE_SIZE (asm-generic)', '4 KiB'],
    selectsCacheAliasing: false,
    runtimeCheck: '(false)',
    implementsFlushDcachePage: true,
    read: 'arch/riscv/include/asm/cacheflush.h',
    tree: LINUX_6_19,
    notes: ['AIFDP only for fence.i deferral'],
  },
  [
    {
      name: 'SiFive U74 (FU740)',
      names: ['U74', 'FU740'],
      dcache: ['32 KiB', 8, 64],
      kind: 'VIPT-nonaliasing',
      read: 'arch/riscv/boot/dts/sifive/fu740-c000.dtsi (32768, 64 sets, block 64)',
      unverified: ['kind'],
    },
    {
      name: 'T-Head C906 (Allwinner D1s)',
      names: ['C906', 'Allwinner D1s', 'D1s'],
      dcache: ['32 KiB', 2, 64],
      kind: 'VIPT-hwfix',
      read: 'arch/riscv/boot/dts/allwinner/sun20i-d1s.dtsi (32768, 256 sets, block 64)',
      unverified: ['kind'],
      notes: ['way 16 KiB > page yet arch declares no aliasing'],
    },
    {
      name: 'T-Head C910 (TH1520)',
      names: ['C910', 'TH1520'],
      dcache: ['64 KiB', 2, 64],
      kind: 'VIPT-hwfix',
      read: 'arch/riscv/boot/dts/thead/th1520.dtsi (65536, 512 sets)',
      unverified: ['kind'],
    },
  ],
);
