/** Nios II: SHMLBA is the configured cache size, but mmap() does not color. */
import { UNTREATED } from './calls/port-calls.js';
import { flush } from './calls/steps.js';
import { definePort } from './define-port.js';
import { LINUX_6_19 } from './processors/port-facts.js';
import { read } from './source.js';

const WHOLE = [flush('whole cache')];
const KERNEL_RANGE = [flush('kernel range')];

const NIOS2 = (name: string) => read(`arch/nios2/mm/cacheflush.c: ${name}(), Linux 4.x`);
const NIOS2_H = (name: string) => read(`arch/nios2/include/asm/cacheflush.h: ${name}()`);
/** The instruction names a virtual address, and the running process's translation is what it finds. */
const USER_ADDRESS = [flush('user address', 'current mm')];

export const nios2 = definePort('nios2', {
  facts: {
    pageSize: '4 KiB',
    shmlba: ['CONFIG_NIOS2_DCACHE_SIZE', '32 KiB'],
    selectsCacheAliasing: true,
    runtimeCheck: 'NIOS2_DCACHE_SIZE > PAGE_SIZE',
    implementsFlushDcachePage: true,
    read: 'arch/nios2/include/asm/{shmparam,cachetype}.h, platform/Kconfig.platform, configs/10m50_defconfig',
    tree: LINUX_6_19,
    notes: ['no arch_get_unmapped_area: mmap is not colored'],
  },
  processors: [
    {
      name: 'Nios II/f (10m50 devboard)',
      names: ['10m50'],
      dcache: ['32 KiB', 1, 32],
      kind: 'VIPT-aliasing',
      write: {
        policy: 'back',
        basis: 'read',
        from: 'Nios II Processor Reference Guide, section 5.2.3.2.2, Data Cache',
      },
      allocation: {
        policy: 'on loads and stores',
        basis: 'read',
        from: 'Nios II Processor Reference Guide, section 5.2.3.2.2, Data Cache: write-allocate',
      },
      read: 'arch/nios2/boot/dts/10m50_devboard.dts (32768, line 32); Nios II Processor Reference Guide, section 5.2.3.2.2, Data Cache (direct-mapped, virtually indexed, physically tagged)',
    },
    {
      name: 'Nios II/f (Kconfig default 0x800)',
      dcache: ['2 KiB', 1, 32],
      kind: 'VIPT-nonaliasing',
      shmlba: '2 KiB',
      write: {
        policy: 'back',
        basis: 'read',
        from: 'Nios II Processor Reference Guide, section 5.2.3.2.2, Data Cache',
      },
      allocation: {
        policy: 'on loads and stores',
        basis: 'read',
        from: 'Nios II Processor Reference Guide, section 5.2.3.2.2, Data Cache: write-allocate',
      },
      read: 'arch/nios2/platform/Kconfig.platform (default 0x800, line 0x20); Nios II Processor Reference Guide, section 5.2.3.2.2, Data Cache (direct-mapped, virtually indexed, physically tagged)',
      notes: ['SHMLBA (2048) is then smaller than PAGE_SIZE'],
    },
  ],
  space: {
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
  },
  calls: [
    {
      caches: ['VIPT-aliasing', 'VIVT', 'non-aliasing'],
      defers: { while: 'no user maps the file', mark: 'PG_dcache_clean', flushPays: true },
      updateMmuCacheNeedsStructPage: true,
      calls: {
        flush_cache_mm: { steps: WHOLE, source: NIOS2('flush_cache_mm') },
        flush_cache_dup_mm: { steps: WHOLE, source: NIOS2('flush_cache_dup_mm') },
        flush_cache_range: { steps: USER_ADDRESS, source: NIOS2('flush_cache_range') },
        flush_cache_page: { steps: USER_ADDRESS, source: NIOS2('flush_cache_page') },
        flush_cache_vmap: { steps: KERNEL_RANGE, source: NIOS2_H('flush_cache_vmap') },
        flush_cache_vunmap: { steps: KERNEL_RANGE, source: NIOS2_H('flush_cache_vunmap') },
        flush_dcache_page: {
          steps: [flush('kernel address'), flush('current user mappings')],
          source: NIOS2('flush_dcache_page'),
          note: 'mappings of other processes are left alone',
        },
        update_mmu_cache: {
          steps: [flush('kernel address', 'flush owed'), flush('current user mappings', 'flush owed')],
          source: NIOS2('update_mmu_cache'),
        },
      },
      copyUserPage: {
        from: { ...UNTREATED, before: USER_ADDRESS },
        to: { ...UNTREATED, after: [flush('kernel address')] },
        source: NIOS2('copy_user_page'),
        note: 'the user address still leads to the old page when it is flushed',
      },
      clearUserPage: {
        before: USER_ADDRESS,
        through: 'direct map',
        after: [flush('kernel address')],
        source: NIOS2('clear_user_page'),
      },
      copyToUserPage: {
        before: USER_ADDRESS,
        through: 'direct map',
        after: [flush('kernel address')],
        source: NIOS2('copy_to_user_page'),
      },
      copyFromUserPage: {
        before: USER_ADDRESS,
        through: 'direct map',
        after: [flush('kernel address')],
        source: NIOS2('copy_from_user_page'),
      },
    },
  ],
});
