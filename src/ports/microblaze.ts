/** MicroBlaze. */
import { UNTREATED } from './calls/port-calls.js';
import { flush } from './calls/steps.js';
import { definePort } from './define-port.js';
import { LINUX_6_19 } from './processors/port-facts.js';
import { assumed, read } from './source.js';

const MICROBLAZE_H = (name: string) => read(`arch/microblaze/include/asm/cacheflush.h: ${name}()`);
const GENERIC = assumed('include/linux/highmem.h: copies through the direct map');

export const microblaze = definePort('microblaze', {
  facts: {
    pageSize: '4 KiB',
    shmlba: ['PAGE_SIZE (asm-generic)', '4 KiB'],
    selectsCacheAliasing: false,
    runtimeCheck: '(false)',
    implementsFlushDcachePage: true,
    read: 'arch/microblaze/include/asm/cacheflush.h',
    tree: LINUX_6_19,
  },
  processors: [
    {
      name: 'MicroBlaze (reference system.dts)',
      dcache: ['8 KiB', 1, 16],
      kind: 'PIPT',
      read: 'arch/microblaze/boot/dts/system.dts (0x2000, line 0x10)',
      unverified: ['ways'],
      notes: ['flush_dcache_page passes physical addresses (read) => treated as physically addressed'],
    },
  ],
  space: {
    addressBits: 32,
    directMap: {
      base: 0xc000_0000n,
      physicalBase: 0n,
      source: read('CONFIG_KERNEL_START in arch/microblaze/Kconfig'),
    },
    mmap: { colored: false, modulus: 'shmlba', source: read('no arch_get_unmapped_area()') },
    userBase: 0x2955_0000n,
    userEnd: 0xc000_0000n,
    framePfn: 0xc123,
  },
  calls: [
    {
      caches: ['VIPT-aliasing', 'VIVT', 'non-aliasing'],
      updateMmuCacheNeedsStructPage: false,
      calls: {
        flush_cache_page: { steps: [flush('physical page')], source: MICROBLAZE_H('flush_cache_page') },
        flush_dcache_page: { steps: [flush('physical page')], source: MICROBLAZE_H('flush_dcache_folio') },
      },
      copyUserPage: { from: UNTREATED, to: UNTREATED, source: GENERIC },
      clearUserPage: { ...UNTREATED, source: GENERIC },
      copyToUserPage: { ...UNTREATED, source: MICROBLAZE_H('copy_to_user_page') },
      copyFromUserPage: {
        ...UNTREATED,
        source: read('include/asm-generic/cacheflush.h: copy_from_user_page()'),
      },
    },
  ],
});
