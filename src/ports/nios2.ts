/** Nios II: SHMLBA is the configured cache size, but mmap() does not color. */
import { EVERY_CACHE, UNTREATED } from './calls/port-calls.js';
import { byIndex, flush, invalidate } from './calls/steps.js';
import { type DmaEntry, definePort } from './define-port.js';
import { whereStored } from './dma/port-dma.js';
import { LINUX_6_19 } from './processors/port-facts.js';
import { inFile, together } from './source.js';
import { GENERIC_MMAP } from './space/generic-mmap.js';

const WHOLE = [flush('whole cache')];
const CACHEFLUSH_C = inFile('6.19', 'arch/nios2/mm/cacheflush.c');
const CACHEFLUSH_H = inFile('6.19', 'arch/nios2/include/asm/cacheflush.h');
const DCACHE_FOLIO = CACHEFLUSH_C('__flush_dcache_folio', 163, 173);
const ALIASES = CACHEFLUSH_C('flush_aliases', 74, 97);
const CACHE_RANGE = CACHEFLUSH_C('flush_cache_range', 134, 140);
const ALL = CACHEFLUSH_C('flush_cache_all', 99, 103);

/**
 * The instruction is `flushd`, which writes back and drops the line of the set that the address selects and ignores its tag
 * (Nios II Processor Reference Guide, instruction set): whosever line it is, and whatever the translation says.
 */
const FLUSHD = CACHEFLUSH_C('__flush_dcache', 19, 36);
const KERNEL_SETS = byIndex(flush('kernel address'));
const USER_SETS = [byIndex(flush('user address'))];
const RANGE_SETS = [byIndex(flush('kernel range'))];
const BYTES_ALONE = 'afterwards the sets of the whole page here, those of the bytes alone there';

const DATA_CACHE = 'Nios II Processor Reference Guide, section 5.2.3.2.2, Data Cache';
const WRITES = {
  write: { policy: 'back', basis: 'read', from: DATA_CACHE },
  allocation: { policy: 'on loads and stores', basis: 'read', from: `${DATA_CACHE}: write-allocate` },
} as const;

const DMA_C = inFile('6.19', 'arch/nios2/mm/dma-mapping.c');
/** The instruction is `initda`, which drops the line of an address, where its tag is that of the address. */
const DROPPED = [invalidate('kernel range')];

const DMA: DmaEntry = {
  caches: EVERY_CACHE,
  forDevice: { 'to device': RANGE_SETS, 'from device': DROPPED, 'both ways': RANGE_SETS },
  forCpu: whereStored(DROPPED),
  source: together(
    DMA_C('arch_sync_dma_for_device', 21, 43),
    DMA_C('arch_sync_dma_for_cpu', 45, 61),
    CACHEFLUSH_C('flush_dcache_range', 121, 125),
    FLUSHD,
    CACHEFLUSH_C('invalidate_dcache_range', 128, 131),
    CACHEFLUSH_C('__invalidate_dcache', 38, 52),
  ),
};

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
      ...WRITES,
      read: `arch/nios2/boot/dts/10m50_devboard.dts (32768, line 32); ${DATA_CACHE} (direct-mapped, virtually indexed, physically tagged)`,
    },
    {
      name: 'Nios II/f (Kconfig default 0x800)',
      dcache: ['2 KiB', 1, 32],
      kind: 'VIPT-nonaliasing',
      shmlba: '2 KiB',
      ...WRITES,
      read: `arch/nios2/platform/Kconfig.platform (default 0x800, line 0x20); ${DATA_CACHE} (direct-mapped, virtually indexed, physically tagged)`,
      notes: ['SHMLBA (2048) is then smaller than PAGE_SIZE'],
    },
  ],
  space: {
    addressBits: 32,
    directMap: {
      base: 0xc000_0000n,
      physicalBase: 0n,
      bytes: 0x2000_0000n,
      source: together(
        inFile('6.19', 'arch/nios2/Kconfig')('NIOS2_KERNEL_REGION_BASE', 166, 180),
        inFile('6.19', 'arch/nios2/include/asm/io.h')('virt_to_phys', 31, 36),
      ),
    },
    mmap: GENERIC_MMAP,
    userBase: 0x2ab0_1000n,
    userEnd: 0x7fff_0000n,
    userEndSource: inFile('6.19', 'arch/nios2/include/asm/processor.h')('TASK_SIZE', 41, 41),
    framePfn: 0xc123,
  },
  calls: [
    {
      caches: ['VIPT-aliasing', 'VIVT', 'non-aliasing'],
      defers: { while: 'no user maps the file', mark: 'PG_dcache_clean', flushPays: true },
      updateMmuCacheNeedsStructPage: true,
      calls: {
        flush_cache_mm: { steps: WHOLE, source: together(CACHEFLUSH_C('flush_cache_mm', 105, 108), ALL) },
        flush_cache_dup_mm: {
          steps: WHOLE,
          source: together(CACHEFLUSH_C('flush_cache_dup_mm', 110, 113), ALL),
        },
        flush_cache_range: { steps: USER_SETS, source: together(CACHE_RANGE, FLUSHD) },
        flush_cache_page: {
          steps: USER_SETS,
          source: together(CACHEFLUSH_C('flush_cache_page', 152, 161), FLUSHD),
          note: 'no mm is asked for: whatever lies in the sets of the address goes',
        },
        flush_cache_vmap: {
          steps: RANGE_SETS,
          source: together(
            CACHEFLUSH_H('flush_cache_vmap', 40, 40),
            CACHEFLUSH_C('flush_dcache_range', 121, 125),
          ),
        },
        flush_cache_vunmap: {
          steps: RANGE_SETS,
          source: together(
            CACHEFLUSH_H('flush_cache_vunmap', 42, 42),
            CACHEFLUSH_C('flush_dcache_range', 121, 125),
          ),
        },
        flush_dcache_page: {
          steps: [
            KERNEL_SETS,
            byIndex(flush('current shared mappings', 'of a file')),
            byIndex(flush('kernel address', 'of a file')),
          ],
          source: together(
            CACHEFLUSH_C('flush_dcache_folio', 175, 200),
            DCACHE_FOLIO,
            ALIASES,
            CACHE_RANGE,
            CACHEFLUSH_C('flush_icache_range', 115, 119),
          ),
          note: 'the kernel’s sets twice, the second time for the instruction cache; of mappings of other processes, and of private ones, the sets are left alone',
        },
        update_mmu_cache: {
          steps: [
            byIndex(flush('kernel address', 'flush owed')),
            byIndex(flush('current shared mappings', 'of a file')),
          ],
          source: together(
            CACHEFLUSH_C('update_mmu_cache_range', 209, 240),
            DCACHE_FOLIO,
            ALIASES,
            CACHE_RANGE,
          ),
          note: 'the users’ sets whether a flush is owed or not',
        },
      },
      copyUserPage: {
        from: { ...UNTREATED, before: USER_SETS },
        to: { ...UNTREATED, after: [KERNEL_SETS] },
        source: together(CACHEFLUSH_C('copy_user_page', 242, 250), FLUSHD),
      },
      clearUserPage: {
        before: USER_SETS,
        through: 'direct map',
        after: [KERNEL_SETS],
        source: together(CACHEFLUSH_C('clear_user_page', 252, 259), FLUSHD),
      },
      copyToUserPage: {
        before: USER_SETS,
        through: 'direct map',
        after: [KERNEL_SETS],
        source: together(CACHEFLUSH_C('copy_to_user_page', 272, 281), FLUSHD),
        note: BYTES_ALONE,
      },
      copyFromUserPage: {
        before: USER_SETS,
        through: 'direct map',
        after: [KERNEL_SETS],
        source: together(CACHEFLUSH_C('copy_from_user_page', 261, 270), FLUSHD),
        note: BYTES_ALONE,
      },
    },
  ],
  dma: [DMA],
  userCopy: {
    zeroesRestUpTo: 'never',
    zeroesInAtomic: false,
    goesPastCache: false,
    source: inFile('4.5', 'arch/nios2/mm/uaccess.c')('__copy_from_user', 13, 70),
  },
});
