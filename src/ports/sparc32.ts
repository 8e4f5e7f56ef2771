/** 32-bit SPARC: SHMLBA is the size of the virtually addressed cache that the PROM reports. */
import { UNTREATED } from './calls/port-calls.js';
import { flush } from './calls/steps.js';
import { definePort } from './define-port.js';
import { LINUX_6_19 } from './processors/port-facts.js';
import { fromMemory, read } from './source.js';

const WHOLE = [flush('whole cache')];
const USER_ADDRESS = [flush('user address')];

const SPARC32_H = (name: string) => read(`arch/sparc/include/asm/cacheflush_32.h: ${name}()`);
const HYPERSPARC = (name: string) => read(`arch/sparc/mm/hypersparc.S: ${name}`);

export const sparc32 = definePort('sparc32', {
  facts: {
    pageSize: '4 KiB',
    shmlba: ['vac_cache_size ? vac_cache_size : PAGE_SIZE', '128 KiB'],
    selectsCacheAliasing: true,
    runtimeCheck: 'vac_cache_size > PAGE_SIZE',
    implementsFlushDcachePage: true,
    read: 'arch/sparc/include/asm/{shmparam_32,cachetype}.h, mm/srmmu.c',
    tree: LINUX_6_19,
    notes: ['__ARCH_FORCE_SHMLBA', 'runtime variable read from PROM on VAC machines (hyperSPARC)'],
  },
  processors: [
    {
      name: 'hyperSPARC 128K',
      names: ['hyperSPARC'],
      dcache: ['128 KiB', 1, 32],
      kind: 'VIPT-aliasing',
      write: {
        policy: 'back',
        basis: 'read',
        from: 'arch/sparc/mm/srmmu.c: init_hypersparc() sets HYPERSPARC_CMODE, which is copy-back (arch/sparc/include/asm/ross.h)',
      },
      read: 'arch/sparc/include/asm/ross.h (CS bit 128K/256K; CM write-through/copy-back)',
      unverified: ['ways', 'line', 'kind'],
      notes: ['flush needs a live translation (cachetlb doc)'],
    },
    {
      name: 'hyperSPARC 256K',
      names: ['hyperSPARC'],
      dcache: ['256 KiB', 1, 32],
      kind: 'VIPT-aliasing',
      shmlba: '256 KiB',
      write: {
        policy: 'back',
        basis: 'read',
        from: 'arch/sparc/mm/srmmu.c: init_hypersparc() sets HYPERSPARC_CMODE, which is copy-back (arch/sparc/include/asm/ross.h)',
      },
      read: 'arch/sparc/include/asm/ross.h',
      unverified: ['ways', 'line', 'kind'],
    },
    {
      name: 'SuperSPARC (Viking)',
      names: ['Viking'],
      dcache: ['16 KiB', 4, 32],
      kind: 'PIPT',
      shmlba: '4 KiB',
      unverified: 'everything',
      notes: ['vac_cache_size stays 0 => SHMLBA = PAGE_SIZE'],
    },
  ],
  space: {
    addressBits: 32,
    directMap: {
      base: 0xf000_0000n,
      physicalBase: 0n,
      source: read('PAGE_OFFSET in arch/sparc/include/asm/page_32.h; phys_base is 0 here'),
    },
    mmap: {
      colored: true,
      modulus: 'shmlba',
      sharedOnly: true,
      source: read('arch_get_unmapped_area(): vac_cache_size, MAP_SHARED only'),
    },
    userBase: 0x5000_0000n,
    userEnd: 0xf000_0000n,
    framePfn: 0xc123,
  },
  calls: [
    /** hyperSPARC. The flush wants a live translation: it compares physical tags. */
    {
      caches: ['VIPT-aliasing'],
      updateMmuCacheNeedsStructPage: false,
      calls: {
        flush_cache_mm: {
          steps: USER_ADDRESS,
          source: HYPERSPARC('hypersparc_flush_cache_mm'),
          note: 'the lines of all processes there, those of this one here',
        },
        flush_cache_dup_mm: { steps: USER_ADDRESS, source: SPARC32_H('flush_cache_dup_mm') },
        flush_cache_range: { steps: USER_ADDRESS, source: HYPERSPARC('hypersparc_flush_cache_range') },
        flush_cache_page: { steps: USER_ADDRESS, source: HYPERSPARC('hypersparc_flush_cache_page') },
        flush_cache_kmaps: {
          steps: WHOLE,
          source: fromMemory('arch/sparc/include/asm/highmem.h: flush_cache_kmaps()'),
        },
        flush_cache_vmap: { steps: WHOLE, source: SPARC32_H('flush_cache_vmap') },
        flush_cache_vunmap: { steps: WHOLE, source: SPARC32_H('flush_cache_vunmap') },
        flush_dcache_page: {
          steps: [flush('kernel address')],
          source: HYPERSPARC('hypersparc_flush_page_to_ram'),
          note: 'a dirty line of a user’s color stays where it is',
        },
      },
      copyUserPage: {
        from: UNTREATED,
        to: { ...UNTREATED, after: [flush('kernel address')] },
        source: read('arch/sparc/include/asm/page_32.h: copy_user_page()'),
      },
      clearUserPage: {
        ...UNTREATED,
        after: [flush('kernel address')],
        source: read('arch/sparc/include/asm/page_32.h: clear_user_page()'),
      },
      copyToUserPage: { ...UNTREATED, before: USER_ADDRESS, source: SPARC32_H('copy_to_user_page') },
      copyFromUserPage: { ...UNTREATED, before: USER_ADDRESS, source: SPARC32_H('copy_from_user_page') },
    },
  ],
});
