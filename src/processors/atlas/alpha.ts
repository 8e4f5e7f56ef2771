/** Alpha: 8 KiB pages; the one way that is larger is hidden by hardware. */
import { LINUX_6_19 } from '../port-facts.js';
import { rowsOf } from '../row-entry.js';

export const alpha = rowsOf(
  {
    arch: 'alpha',
    pageSize: '8 KiB',
    shmlba: ['PAGE_SIZE', '8 KiB'],
    selectsCacheAliasing: false,
    runtimeCheck: '(false)',
    implementsFlushDcachePage: false,
    read: 'arch/alpha/include/asm/shmparam.h',
    tree: LINUX_6_19,
  },
  [
    {
      name: '21064 (EV4)',
      names: ['EV4'],
      dcache: ['8 KiB', 1, 32],
      kind: 'VIPT-nonaliasing',
      write: { policy: 'through', basis: 'from memory' },
      read: 'arch/alpha/kernel/setup.c CSHAPE @6.19 (size/line/ways)',
      unverified: ['kind'],
      notes: ['write-through L1D (from memory)'],
    },
    {
      name: '21164 (EV5)',
      names: ['EV5'],
      dcache: ['8 KiB', 1, 32],
      kind: 'VIPT-nonaliasing',
      read: 'arch/alpha/kernel/setup.c @6.19',
      unverified: ['kind'],
    },
    {
      name: '21264 (EV6)',
      names: ['EV6'],
      dcache: ['64 KiB', 2, 64],
      kind: 'VIPT-hwfix',
      read: 'arch/alpha/kernel/setup.c @6.19',
      unverified: ['kind'],
      notes: ['way 32 KiB > 8 KiB page', 'hardware resolves synonyms (from memory)'],
    },
  ],
);
