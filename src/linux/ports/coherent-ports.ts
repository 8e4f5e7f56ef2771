/** Ports on which software never sees data alias. They have no window, and mmap() has nothing to color for. */
import { fromMemory, type Port, type PortValueSource, read } from './port.js';

const UNCOLORED = { colored: false, modulus: 'shmlba' } as const;
const NO_HOOK = { ...UNCOLORED, source: read('no arch_get_unmapped_area()') };
const NOTHING_TO_COLOR = { ...UNCOLORED, source: fromMemory('data does not alias') };

/** A 32-bit port whose direct map is the highest gibibyte, as on most of them. */
function port32(arch: string, mmap: Port['mmap'], source: PortValueSource): Port {
  return {
    arch,
    generic: false,
    addressBits: 32,
    directMap: { base: 0xc000_0000n, physicalBase: 0n, source },
    mmap,
    userBase: 0x2955_0000n,
    userEnd: 0xc000_0000n,
    framePfn: 0xc123,
  };
}

function port64(
  arch: string,
  base: bigint,
  source: PortValueSource,
  user: { userBase: bigint; userEnd: bigint },
  mmap: Port['mmap'] = NOTHING_TO_COLOR,
): Port {
  const directMap = { base, physicalBase: 0n, source };
  return { arch, generic: false, addressBits: 64, directMap, mmap, ...user, framePfn: 0xc123 };
}

export const COHERENT_PORTS: readonly Port[] = [
  port64(
    'alpha',
    0xffff_fc00_0000_0000n,
    read('PAGE_OFFSET (41-bit KSEG) in arch/alpha/include/asm/page.h'),
    { userBase: 0x0200_0000_0000n, userEnd: 0x0400_0000_0000n },
  ),
  port64(
    'arm64',
    0xffff_0000_0000_0000n,
    read('PAGE_OFFSET with 48 address bits in arch/arm64/include/asm/memory.h; PHYS_OFFSET is 0 here'),
    { userBase: 0xffff_9a50_0000n, userEnd: 0x1_0000_0000_0000n },
  ),
  port32('hexagon', NO_HOOK, read('PAGE_OFFSET in arch/hexagon/include/asm/mem-layout.h')),
  port64(
    'loongarch',
    0x9000_0000_0000_0000n,
    fromMemory('CACHE_BASE = CSR_DMW1_BASE: read in addrspace.h, its value was not'),
    { userBase: 0x7fff_f000_0000n, userEnd: 0x8000_0000_0000n },
    {
      colored: true,
      modulus: 'shmlba',
      source: read('arch/loongarch/mm/mmap.c: SHMLBA is one page, so that nothing changes'),
    },
  ),
  port32('microblaze', NO_HOOK, read('CONFIG_KERNEL_START in arch/microblaze/Kconfig')),
  port32('openrisc', NO_HOOK, read('PAGE_OFFSET in arch/openrisc/include/asm/page.h')),
  port64(
    'powerpc',
    0xc000_0000_0000_0000n,
    read('PAGE_OFFSET of a 64-bit kernel in arch/powerpc/Kconfig; a 32-bit one has 0xc0000000'),
    { userBase: 0x7fff_a550_0000n, userEnd: 0x10_0000_0000_0000n },
  ),
  port64(
    'riscv',
    0xffff_ffd6_0000_0000n,
    read('Sv39 direct mapping in Documentation/arch/riscv/vm-layout.rst'),
    { userBase: 0x3f_a550_0000n, userEnd: 0x40_0000_0000n },
  ),
  port64('s390', 0n, fromMemory('identity mapping; user and kernel spaces are apart'), {
    userBase: 0x3ff_8a00_0000n,
    userEnd: 0x20_0000_0000_0000n,
  }),
  port64(
    'x86',
    0xffff_8880_0000_0000n,
    read('__PAGE_OFFSET_BASE_L4 in arch/x86/include/asm/page_64_types.h'),
    { userBase: 0x7f12_3450_0000n, userEnd: 0x7fff_ffff_f000n },
  ),
];
