/** Alpha: 8 KiB pages; the one way that is larger is hidden by hardware. */
import { definePort } from './define-port.js';
import { coherentBy } from './dma/coherent.js';
import { LINUX_6_19 } from './processors/port-facts.js';
import { inFile } from './source.js';
import { GENERIC_MMAP } from './space/generic-mmap.js';

export const alpha = definePort('alpha', {
  facts: {
    pageSize: '8 KiB',
    shmlba: ['PAGE_SIZE', '8 KiB'],
    selectsCacheAliasing: false,
    runtimeCheck: '(false)',
    implementsFlushDcachePage: false,
    read: 'arch/alpha/include/asm/shmparam.h',
    tree: LINUX_6_19,
  },
  processors: [
    {
      name: '21064 (EV4)',
      names: ['EV4'],
      dcache: ['8 KiB', 1, 32],
      kind: 'VIPT-nonaliasing',
      write: { policy: 'through', basis: 'assumed' },
      read: 'arch/alpha/kernel/setup.c CSHAPE @6.19 (size/line/ways)',
      unverified: ['kind'],
      notes: ['write-through L1D (assumed)'],
    },
    {
      name: '21164 (EV5)',
      names: ['EV5'],
      dcache: ['8 KiB', 1, 32],
      kind: 'PIPT',
      write: {
        policy: 'through',
        basis: 'read',
        from: 'DEC manual EK-SWRA2-IG, section 4.1.2, of the DECchip 21164',
      },
      allocation: {
        policy: 'on loads',
        basis: 'read',
        from: 'DEC manual EK-SWRA2-IG, section 4.1.2: read allocate',
      },
      read: 'arch/alpha/kernel/setup.c @6.19; DEC manual EK-SWRA2-IG, section 4.1.2 (write-through, physically addressed)',
    },
    {
      name: '21264 (EV6)',
      names: ['EV6'],
      dcache: ['64 KiB', 2, 64],
      kind: 'VIPT-hwfix',
      write: {
        policy: 'back',
        basis: 'read',
        from: 'Alpha 21264/EV67 hardware reference manual, section 2.1.5.2',
      },
      allocation: {
        policy: 'on loads and stores',
        basis: 'read',
        from: 'Alpha 21264/EV67 hardware reference manual, section 2.1.5.2',
      },
      replacement: {
        policy: 'round-robin',
        basis: 'read',
        from: 'Alpha 21264/EV67 hardware reference manual, section 2.1.5.2: a bit for two blocks',
      },
      read: 'arch/alpha/kernel/setup.c @6.19; Alpha 21264/EV67 hardware reference manual, section 2.1.5.2 (virtually indexed, one of the four places holds a line)',
      notes: ['way 32 KiB > 8 KiB page', 'hardware resolves synonyms'],
    },
  ],
  space: {
    addressBits: 64,
    directMap: {
      base: 0xffff_fc00_0000_0000n,
      physicalBase: 0n,
      source: inFile('6.19', 'arch/alpha/include/asm/page.h')('PAGE_OFFSET', 71, 80),
    },
    mmap: {
      ...GENERIC_MMAP,
      source: inFile('6.19', 'arch/alpha/kernel/osf_sys.c')('arch_get_unmapped_area', 1215, 1266),
    },
    userBase: 0x0200_0000_0000n,
    userEnd: 0x0400_0000_0000n,
    userEndSource: inFile('6.19', 'arch/alpha/include/asm/processor.h')('TASK_SIZE', 14, 14),
    framePfn: 0xc123,
  },
  calls: [],
  dma: [coherentBy(inFile('6.19', 'arch/alpha/Kconfig')('config ALPHA', 2, 48))],
  userCopy: {
    zeroesRestUpTo: '4.5',
    zeroesInAtomic: true,
    goesPastCache: false,
    source: inFile('4.5', 'arch/alpha/lib/copy_user.S')('exitin', 130, 143),
  },
});
