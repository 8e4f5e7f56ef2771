/** 32-bit ARM: virtual tags up to ARMv5, VIPT on ARMv6, what behaves as a physical index from ARMv7 on. */
import { definePort } from '../define-port.js';
import { LINUX_6_19 } from '../processors/port-facts.js';
import { inFile, together } from '../source.js';
import { CALLS } from './calls.js';
import { DMA } from './dma.js';
import { PROCESSORS } from './processors.js';

export const arm = definePort('arm', {
  facts: {
    pageSize: '4 KiB',
    shmlba: ['4 * PAGE_SIZE', '16 KiB'],
    selectsCacheAliasing: true,
    runtimeCheck: 'cache_is_vivt() || cache_is_vipt_aliasing()',
    implementsFlushDcachePage: true,
    read: 'arch/arm/include/asm/{shmparam,cachetype}.h',
    tree: LINUX_6_19,
    notes: ['__ARCH_FORCE_SHMLBA', 'mmap coloring only when cache_is_vipt_aliasing()'],
  },
  processors: PROCESSORS,
  space: {
    addressBits: 32,
    directMap: {
      base: 0xc000_0000n,
      physicalBase: 0n,
      source: together(
        inFile('6.19', 'arch/arm/Kconfig')('PAGE_OFFSET', 1030, 1036),
        inFile('6.19', 'arch/arm/include/asm/memory.h')('PHYS_OFFSET', 151, 156),
      ),
    },
    window: {
      base: 0xffff_4000n,
      slots: 4,
      onlyFor: 'VIPT-aliasing',
      // COPYPAGE_MINICACHE, through which SA-1100 and XScale load, is at the same address as COPYPAGE_V6_FROM.
      copies: { from: 0xffff_8000n, to: 0xffff_c000n },
      source: together(
        inFile('6.19', 'arch/arm/mm/mm.h')('FLUSH_ALIAS_START', 12, 23),
        inFile('6.19', 'arch/arm/mm/flush.c')('flush_pfn_alias', 38, 50),
        inFile('6.19', 'arch/arm/mm/copypage-v6.c')('COPYPAGE_V6_TO', 88, 89),
      ),
    },
    mmap: {
      colored: true,
      modulus: 'shmlba',
      onlyFor: 'VIPT-aliasing',
      source: inFile('6.19', 'arch/arm/mm/mmap.c')('arch_get_unmapped_area', 29, 78),
    },
    userBase: 0xb6f0_0000n,
    userEnd: 0xbf00_0000n,
    userEndSource: inFile('6.19', 'arch/arm/include/asm/memory.h')('TASK_SIZE', 44, 44),
    framePfn: 0xc123,
  },
  calls: CALLS,
  dma: DMA,
  userCopy: {
    zeroesRestUpTo: '4.5',
    zeroesInAtomic: true,
    goesPastCache: false,
    source: together(
      inFile('4.5', 'arch/arm/lib/copy_from_user.S')('__memzero', 98, 107),
      inFile('4.9', 'arch/arm/include/asm/uaccess.h')('copy_from_user', 540, 552),
    ),
  },
});
