/**
 * The ports on which data can alias and that map a page at an address of a chosen color. Windows and mmap() rules were
 * read in Linux 6.19 where nothing else is said.
 */
import { fromMemory, type Port, read } from './port.js';

const MIB = 0x10_0000n;
const KSEG_BYTES = 512n * MIB;

const arm: Port = {
  arch: 'arm',
  generic: false,
  addressBits: 32,
  directMap: {
    base: 0xc000_0000n,
    physicalBase: 0n,
    source: fromMemory(
      'PAGE_OFFSET; PHYS_OFFSET depends on the board, is a multiple of any way, and is 0 here',
    ),
  },
  window: {
    base: 0xffff_4000n,
    slots: 4,
    onlyFor: 'VIPT-aliasing',
    others: [
      { base: 0xffff_8000n, what: 'source of copypage-v6.c' },
      { base: 0xffff_c000n, what: 'destination of copypage-v6.c' },
    ],
    source: read('flush_pfn_alias() in arch/arm/mm/flush.c'),
  },
  mmap: {
    colored: true,
    modulus: 'shmlba',
    onlyFor: 'VIPT-aliasing',
    source: read('arch_get_unmapped_area(): 4 pages, only when cache_is_vipt_aliasing()'),
  },
  userBase: 0xb6f0_0000n,
  userEnd: 0xbf00_0000n,
  framePfn: 0xc123,
};

const mips: Port = {
  arch: 'mips',
  generic: false,
  addressBits: 32,
  directMap: {
    base: 0x8000_0000n,
    physicalBase: 0n,
    bytes: KSEG_BYTES,
    source: read('KSEG0 of a 32-bit kernel in arch/mips/include/asm/addrspace.h'),
  },
  window: {
    base: 0xfffd_0000n,
    slots: 8,
    others: [{ base: 0xfffd_8000n, what: 'the same in an interrupt' }],
    source: read('FIX_CMAP of kmap_coherent() in arch/mips/mm/init.c, FIXADDR_TOP 0xfffe0000'),
  },
  mmap: {
    colored: true,
    modulus: 'way',
    source: read('shm_align_mask = max(waysize, PAGE_SIZE) - 1; only shmat() uses the 256 KiB SHMLBA'),
  },
  userBase: 0x7700_0000n,
  userEnd: 0x7fff_8000n,
  framePfn: 0x4123,
};

const nds32: Port = {
  arch: 'nds32',
  generic: false,
  addressBits: 32,
  directMap: { base: 0xc000_0000n, physicalBase: 0n, source: fromMemory('PAGE_OFFSET') },
  window: {
    base: 0xffff_c000n,
    slots: 4,
    others: [{ base: 0xffff_8000n, what: 'the second page of a copy' }],
    source: read('kremap0() and kremap1() in arch/nds32/mm/cacheflush.c, Linux 5.4'),
  },
  mmap: {
    colored: true,
    modulus: 'shmlba',
    onlyFor: 'VIPT-aliasing',
    source: read('arch/nds32/mm/mmap.c: only with CONFIG_CPU_CACHE_ALIASING'),
  },
  userBase: 0x2955_0000n,
  userEnd: 0xbf00_0000n,
  framePfn: 0xc123,
};

const parisc: Port = {
  arch: 'parisc',
  generic: false,
  addressBits: 32,
  directMap: {
    base: 0x1000_0000n,
    physicalBase: 0n,
    source: read('__PAGE_OFFSET of a 32-bit kernel in arch/parisc/include/asm/page.h'),
  },
  window: {
    base: 0x0f80_0000n,
    slots: 1024,
    others: [{ base: 0x0fc0_0000n, what: 'the “from” half' }],
    source: read('tmpalias region at __PAGE_OFFSET - 8 MiB, two halves of 4 MiB'),
  },
  mmap: {
    colored: true,
    modulus: 0x40_0000,
    perFile: true,
    source: read('SHM_COLOUR; color = hash of f_mapping + pgoff, modulo 1024 pages'),
  },
  userBase: 0xf900_0000n,
  userEnd: 0xfff0_0000n,
  framePfn: 0xc123,
};

const sh: Port = {
  arch: 'sh',
  generic: false,
  addressBits: 32,
  directMap: {
    base: 0x8000_0000n,
    physicalBase: 0n,
    bytes: KSEG_BYTES,
    source: read('P1SEG in arch/sh/include/asm/addrspace.h'),
  },
  window: {
    base: 0xdfff_8000n,
    slots: 8,
    source: read('kmap_coherent() in arch/sh/mm/kmap.c, on one CPU; each further CPU has 8 of its own'),
  },
  mmap: { colored: true, modulus: 'way', source: read('shm_align_mask') },
  userBase: 0x2955_0000n,
  userEnd: 0x7c00_0000n,
  framePfn: 0xc123,
};

const sparc64: Port = {
  arch: 'sparc64',
  generic: false,
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
};

const xtensa: Port = {
  arch: 'xtensa',
  generic: false,
  addressBits: 32,
  directMap: {
    base: 0xd000_0000n,
    physicalBase: 0n,
    bytes: 128n * MIB,
    source: read('XCHAL_KSEG_CACHED_VADDR, 128 MiB'),
  },
  window: {
    base: 0xc800_0000n,
    slots: 2,
    source: read('TLBTEMP_BASE_1 = VMALLOC_START + 0x08000000; one way of slots, 2 on test_mmuhifi_c3'),
  },
  mmap: {
    colored: true,
    modulus: 'shmlba',
    sharedOnly: true,
    source: read('SHMLBA is the way size; MAP_SHARED only'),
  },
  userBase: 0x2955_0000n,
  userEnd: 0x4000_0000n,
  framePfn: 0x4123,
};

export const WINDOW_PORTS: readonly Port[] = [arm, mips, nds32, parisc, sh, sparc64, xtensa];
