/** RISC-V: the architecture promises no aliases, so that large VIPT ways are the hardware’s business. */
import { EVERY_CACHE } from './calls/port-calls.js';
import { clean, invalidate } from './calls/steps.js';
import { type DmaEntry, definePort } from './define-port.js';
import { inEachDirection, NOTHING, whereStored } from './dma/port-dma.js';
import { LINUX_6_19 } from './processors/port-facts.js';
import { inFile, together } from './source.js';
import { GENERIC_MMAP } from './space/generic-mmap.js';

const DMA_C = inFile('6.19', 'arch/riscv/mm/dma-noncoherent.c');
const THEAD_C = inFile('6.19', 'arch/riscv/errata/thead/errata.c');

const CLEANED = [clean('kernel range')];
const DROPPED = [invalidate('kernel range')];

/** A device is coherent unless the device tree says that it is not. */
const USUALLY_COHERENT: DmaEntry = {
  caches: EVERY_CACHE,
  isCoherent: true,
  forDevice: NOTHING,
  forCpu: NOTHING,
  source: inFile('6.19', 'arch/riscv/Kconfig')('ARCH_DMA_DEFAULT_COHERENT', 21, 21),
  note: 'unless the device tree says otherwise of a device, as it does on the C906 and the C910',
};

const THEAD: DmaEntry = {
  caches: EVERY_CACHE,
  cpus: ['T-Head C906 (Allwinner D1s)', 'T-Head C910 (TH1520)'],
  forDevice: inEachDirection(CLEANED),
  forCpu: whereStored(DROPPED),
  source: together(
    DMA_C('arch_sync_dma_for_device', 69, 96),
    DMA_C('arch_sync_dma_for_cpu', 98, 115),
    DMA_C('arch_sync_dma_clean_before_fromdevice', 59, 67),
    THEAD_C('thead_errata_cache_inv', 88, 107),
    inFile('6.19', 'arch/riscv/boot/dts/allwinner/sunxi-d1s-t113.dtsi')('dma-noncoherent', 33, 33),
    inFile('6.19', 'arch/riscv/boot/dts/thead/th1520.dtsi')('dma-noncoherent', 267, 267),
  ),
  note: 'by physical address; with Zicbom by that of the direct map. The lines at the ends go with all others',
};

export const riscv = definePort('riscv', {
  facts: {
    pageSize: '4 KiB',
    shmlba: ['PAGE_SIZE (asm-generic)', '4 KiB'],
    selectsCacheAliasing: false,
    runtimeCheck: '(false)',
    implementsFlushDcachePage: true,
    read: 'arch/riscv/include/asm/cacheflush.h',
    tree: LINUX_6_19,
    notes: ['AIFDP only for fence.i deferral'],
  },
  processors: [
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
      dcache: ['32 KiB', 4, 64],
      kind: 'VIPT-hwfix',
      replacement: {
        policy: 'fifo',
        basis: 'read',
        from: 'vendor’s features of the C906, riscfive.com: VIPT, 4-way, FIFO, 64 B lines',
      },
      read: 'arch/riscv/boot/dts/allwinner/sun20i-d1s.dtsi (32768, block 64); vendor’s features of the C906, riscfive.com (VIPT, 4-way, FIFO)',
      unverified: ['kind'],
      notes: [
        'way 8 KiB > page yet arch declares no aliasing',
        'the dtsi says 256 sets, which would be 2 ways',
      ],
    },
    {
      name: 'T-Head C910 (TH1520)',
      names: ['C910', 'TH1520'],
      dcache: ['64 KiB', 2, 64],
      kind: 'VIPT-hwfix',
      read: 'arch/riscv/boot/dts/thead/th1520.dtsi (65536, 512 sets)',
      unverified: ['kind'],
    },
    {
      name: 'VexRiscv (Linux example)',
      dcache: ['4 KiB', 1, 32],
      kind: 'VIPT-nonaliasing',
      write: {
        policy: 'through',
        basis: 'read',
        from: 'SpinalHDL/VexRiscv, README.md, DBusCachedPlugin: write-through',
      },
      allocation: {
        policy: 'on loads',
        basis: 'read',
        from: 'SpinalHDL/VexRiscv, README.md, DBusCachedPlugin: allocate on read',
      },
      read: 'SpinalHDL/VexRiscv, src/main/scala/vexriscv/demo/Linux.scala (DataCacheConfig: 4096 B, 32 B lines, 1 way); README.md (write-through)',
      unverified: ['kind'],
      notes: ['a soft core: every build may have another cache, and this one’s way is a page'],
    },
  ],
  space: {
    addressBits: 64,
    directMap: {
      base: 0xffff_ffd6_0000_0000n,
      physicalBase: 0n,
      source: together(
        inFile('6.19', 'arch/riscv/include/asm/page.h')('PAGE_OFFSET_L3', 29, 36),
        inFile('6.19', 'Documentation/arch/riscv/vm-layout.rst')('direct mapping', 54, 54),
      ),
    },
    mmap: GENERIC_MMAP,
    userBase: 0x3f_a550_0000n,
    userEnd: 0x40_0000_0000n,
    userEndSource: inFile('6.19', 'arch/riscv/include/asm/pgtable.h')('TASK_SIZE_64', 1221, 1228),
    framePfn: 0xc123,
  },
  calls: [],
  dma: [USUALLY_COHERENT, THEAD],
});
