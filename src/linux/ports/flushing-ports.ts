/** Ports on which data can alias and that have no congruent window: they flush instead, or refuse to boot. */
import { fromMemory, type Port, read } from './port.js';

const arc: Port = {
  arch: 'arc',
  generic: false,
  addressBits: 32,
  directMap: {
    base: 0x8000_0000n,
    physicalBase: 0n,
    source: read(
      'arch/arc/include/asm/page.h: a kernel address is the physical address; here those count from RAM at 0x80000000',
    ),
  },
  mmap: {
    colored: true,
    modulus: 'shmlba',
    source: read('arch_get_unmapped_area(); no window: cache operations take physical and virtual address'),
  },
  userBase: 0x2001_0000n,
  userEnd: 0x6000_0000n,
  framePfn: 0xc123,
};

const csky: Port = {
  arch: 'csky',
  generic: false,
  addressBits: 32,
  directMap: {
    base: 0x8000_0000n,
    physicalBase: 0n,
    source: fromMemory('PAGE_OFFSET; RAM_BASE is 0 by default'),
  },
  mmap: {
    colored: true,
    modulus: 'shmlba',
    onlyFor: 'VIPT-aliasing',
    source: read('arch_get_unmapped_area() of ABIv1; no window: the whole cache is flushed'),
  },
  userBase: 0x2955_0000n,
  userEnd: 0x7fff_8000n,
  framePfn: 0xc123,
};

const m68k: Port = {
  arch: 'm68k',
  generic: false,
  addressBits: 32,
  directMap: {
    base: 0n,
    physicalBase: 0n,
    source: read(
      'PAGE_OFFSET_RAW 0 in arch/m68k/include/asm/page_offset.h; user and kernel spaces are apart',
    ),
  },
  mmap: { colored: false, modulus: 'shmlba', source: read('no arch_get_unmapped_area()') },
  userBase: 0xc001_0000n,
  userEnd: 0xf000_0000n,
  framePfn: 0xc123,
};

const nios2: Port = {
  arch: 'nios2',
  generic: false,
  addressBits: 32,
  directMap: {
    base: 0xc000_0000n,
    physicalBase: 0n,
    bytes: 0x2000_0000n,
    source: read('CONFIG_NIOS2_KERNEL_REGION_BASE in arch/nios2/Kconfig, up to the I/O region'),
  },
  mmap: { colored: false, modulus: 'shmlba', source: read('no arch_get_unmapped_area()') },
  userBase: 0x2ab0_1000n,
  userEnd: 0x7fff_8000n,
  framePfn: 0xc123,
};

const sparc32: Port = {
  arch: 'sparc32',
  generic: false,
  addressBits: 32,
  directMap: {
    base: 0xf000_0000n,
    physicalBase: 0n,
    source: read('PAGE_OFFSET in arch/sparc/include/asm/page_32.h; phys_base is 0 here'),
  },
  mmap: {
    colored: true,
    modulus: 'shmlba',
    sharedOnly: true,
    source: read('arch_get_unmapped_area(): vac_cache_size, MAP_SHARED only'),
  },
  userBase: 0x5000_0000n,
  userEnd: 0xf000_0000n,
  framePfn: 0xc123,
};

export const FLUSHING_PORTS: readonly Port[] = [arc, csky, m68k, nios2, sparc32];
