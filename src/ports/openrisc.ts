/** OpenRISC. */
import { definePort } from './define-port.js';
import { LINUX_6_19 } from './processors/port-facts.js';
import { read } from './source.js';

export const openrisc = definePort('openrisc', {
  facts: {
    pageSize: '8 KiB',
    shmlba: ['PAGE_SIZE (asm-generic)', '8 KiB'],
    selectsCacheAliasing: false,
    runtimeCheck: '(false)',
    implementsFlushDcachePage: true,
    read: 'arch/openrisc/include/asm/cacheflush.h',
    tree: LINUX_6_19,
    notes: ['AIFDP only defers I-cache sync'],
  },
  processors: [
    {
      name: 'OR1200 / mor1kx default',
      names: ['OR1200', 'mor1kx'],
      dcache: ['8 KiB', 1, 16],
      kind: 'VIPT-nonaliasing',
      unverified: 'everything',
      notes: ['size <= page', 'CONFIG_DCACHE_WRITETHROUGH exists (read)'],
    },
  ],
  space: {
    addressBits: 32,
    directMap: {
      base: 0xc000_0000n,
      physicalBase: 0n,
      source: read('PAGE_OFFSET in arch/openrisc/include/asm/page.h'),
    },
    mmap: { colored: false, modulus: 'shmlba', source: read('no arch_get_unmapped_area()') },
    userBase: 0x2955_0000n,
    userEnd: 0xc000_0000n,
    framePfn: 0xc123,
  },
  calls: [],
});
