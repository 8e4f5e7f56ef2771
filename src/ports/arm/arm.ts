/** 32-bit ARM: virtual tags up to ARMv5, VIPT on ARMv6, what behaves as a physical index from ARMv7 on. */
import { definePort } from '../define-port.js';
import { LINUX_6_19 } from '../processors/port-facts.js';
import { assumed, inFile, read, together } from '../source.js';
import { CALLS } from './calls.js';
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
      source: assumed(
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
  },
  calls: CALLS,
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
