/** OpenRISC. */
import { definePort } from './define-port.js';
import { LINUX_6_19 } from './processors/port-facts.js';
import { inFile } from './source.js';
import { GENERIC_MMAP } from './space/generic-mmap.js';

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
      source: inFile('6.19', 'arch/openrisc/include/asm/page.h')('PAGE_OFFSET', 20, 21),
    },
    mmap: GENERIC_MMAP,
    userBase: 0x2955_0000n,
    userEnd: 0x8000_0000n,
    userEndSource: inFile('6.19', 'arch/openrisc/include/asm/processor.h')('TASK_SIZE', 35, 35),
    framePfn: 0xc123,
  },
  calls: [],
});
