/** Andes NDS32: the smallest port with a congruent window. */
import type { CopySide } from './calls/port-calls.js';
import { EVERY_CACHE } from './calls/port-calls.js';
import { clean, flush, invalidate } from './calls/steps.js';
import { type DmaEntry, definePort } from './define-port.js';
import { whereStored } from './dma/port-dma.js';
import { LINUX_5_4 } from './processors/port-facts.js';
import { inFile, together } from './source.js';

const WHOLE = [flush('whole cache')];
const WINDOW: CopySide = { before: [], through: 'window', after: [] };

const CACHEFLUSH_C = inFile('5.4', 'arch/nds32/mm/cacheflush.c');
const PROC_C = inFile('5.4', 'arch/nds32/mm/proc.c');
const KREMAP0 = CACHEFLUSH_C('kremap0', 86, 97);
const FLUSH_PAGE = PROC_C('cpu_dcache_wbinval_page', 233, 263);

/** `aliasing()`: it asks SHMLBA, whatever the colors of the cache. */
const ALIASING = 'addresses differ modulo SHMLBA';
const MASK = CACHEFLUSH_C('aliasing', 81, 84);

const DMA_C = inFile('5.12', 'arch/nds32/kernel/dma.c');
const DMA_PROC_C = inFile('5.12', 'arch/nds32/mm/proc.c');
const DMA_CLEANED = [clean('kernel range')];
const DMA_DROPPED = [flush('partial lines'), invalidate('kernel range')];
const DMA: DmaEntry = {
  caches: EVERY_CACHE,
  forDevice: { 'to device': DMA_CLEANED, 'from device': [], 'both ways': DMA_CLEANED },
  forCpu: whereStored(DMA_DROPPED),
  source: together(
    DMA_C('arch_sync_dma_for_device', 49, 62),
    DMA_C('arch_sync_dma_for_cpu', 64, 77),
    DMA_PROC_C('cpu_dma_inval_range', 459, 484),
  ),
  note: 'nothing before a device stores: a line of the buffer that is dirty then may be written back over what the device stored',
};

export const nds32 = definePort('nds32', {
  facts: {
    removedIn: '5.18',
    pageSize: '4 KiB',
    shmlba: ['4 * SZ_8K', '32 KiB'],
    runtimeCheck: 'n/a (CONFIG_CPU_CACHE_ALIASING)',
    implementsFlushDcachePage: true,
    read: 'arch/nds32/include/asm/shmparam.h',
    tree: LINUX_5_4,
    notes: ['__ARCH_FORCE_SHMLBA'],
  },
  processors: [
    {
      name: 'AndesCore N13/N10/D10',
      names: ['N13', 'N10', 'D10'],
      dcache: ['32 KiB', 4, 32],
      kind: 'VIPT-aliasing',
      read: 'arch/nds32/Kconfig.cpu (VIPT, may alias)',
      unverified: ['size', 'ways', 'line'],
      notes: ['locked-TLB kremap0/1 congruent window'],
    },
    {
      name: 'AndesCore N15/D15',
      names: ['N15', 'D15'],
      dcache: ['32 KiB', 4, 32],
      kind: 'PIPT',
      read: 'arch/nds32/Kconfig.cpu',
      unverified: ['size', 'ways', 'line'],
    },
  ],
  space: {
    addressBits: 32,
    directMap: {
      base: 0xc000_0000n,
      physicalBase: 0n,
      source: together(
        inFile('5.4', 'arch/nds32/Kconfig.cpu')('PAGE_OFFSET', 210, 215),
        inFile('5.4', 'arch/nds32/include/asm/memory.h')('PHYS_OFFSET', 14, 16),
      ),
    },
    window: {
      base: 0xffff_c000n,
      slots: 4,
      copies: { from: 0xffff_8000n },
      source: together(KREMAP0, CACHEFLUSH_C('kremap1', 106, 117)),
    },
    mmap: {
      colored: true,
      modulus: 'shmlba',
      onlyFor: 'VIPT-aliasing',
      source: inFile('5.4', 'arch/nds32/mm/mmap.c')('arch_get_unmapped_area', 21, 73),
    },
    userBase: 0x2955_0000n,
    userEnd: 0xbe00_0000n,
    userEndSource: inFile('5.4', 'arch/nds32/include/asm/memory.h')('TASK_SIZE', 22, 22),
    framePfn: 0xc123,
  },
  calls: [
    /** With CONFIG_CPU_CACHE_ALIASING. */
    {
      caches: ['VIPT-aliasing'],
      defers: { while: 'no user maps the file', mark: 'PG_dcache_dirty', flushPays: false },
      updateMmuCacheNeedsStructPage: true,
      reachesColorsBy: 'window',
      calls: {
        flush_cache_mm: { steps: WHOLE, source: CACHEFLUSH_C('flush_cache_mm', 119, 127) },
        flush_cache_dup_mm: { steps: [], source: CACHEFLUSH_C('flush_cache_dup_mm', 129, 131) },
        flush_cache_range: {
          steps: [flush('user address', 'current mm')],
          source: together(CACHEFLUSH_C('flush_cache_range', 133, 152), FLUSH_PAGE),
          note: 'no mm is asked for: the instruction goes by the running process’s translation; of more than 8 pages, the whole cache',
        },
        flush_cache_page: {
          steps: [flush('user color')],
          source: together(CACHEFLUSH_C('flush_cache_page', 154, 164), KREMAP0, FLUSH_PAGE),
        },
        flush_cache_kmaps: {
          steps: WHOLE,
          source: together(
            inFile('5.4', 'arch/nds32/include/asm/highmem.h')('flush_cache_kmaps', 37, 40),
            inFile('5.4', 'arch/nds32/Kconfig.cpu')('HIGHMEM', 157, 159),
          ),
          note: 'never called on a cache that aliases: such a kernel has no highmem',
        },
        flush_cache_vmap: { steps: WHOLE, source: CACHEFLUSH_C('flush_cache_vmap', 166, 170) },
        flush_cache_vunmap: { steps: WHOLE, source: CACHEFLUSH_C('flush_cache_vunmap', 172, 176) },
        flush_dcache_page: {
          steps: [flush('kernel address'), flush('file color', 'of a file', ALIASING)],
          source: together(CACHEFLUSH_C('flush_dcache_page', 238, 263), MASK, KREMAP0),
        },
        flush_anon_page: {
          steps: [flush('user color', 'anonymous', 'current mm', ALIASING)],
          source: together(CACHEFLUSH_C('flush_anon_page', 300, 320), MASK, KREMAP0),
          note: 'the lines of the user’s color, through a window; the kernel’s own are left alone',
        },
        flush_kernel_dcache_page: {
          steps: [flush('kernel address')],
          source: CACHEFLUSH_C('flush_kernel_dcache_page', 322, 328),
        },
        update_mmu_cache: {
          steps: [flush('kernel address', 'flush owed')],
          source: together(CACHEFLUSH_C('update_mmu_cache', 49, 77), FLUSH_PAGE),
          note: 'pages of code are flushed whether a flush is owed or not',
        },
        flush_kernel_vmap_range: {
          steps: [clean('kernel range')],
          source: together(
            CACHEFLUSH_C('flush_kernel_vmap_range', 331, 337),
            PROC_C('cpu_dcache_wb_range', 300, 313),
          ),
        },
        invalidate_kernel_vmap_range: {
          steps: [invalidate('kernel range')],
          source: together(
            CACHEFLUSH_C('invalidate_kernel_vmap_range', 340, 346),
            PROC_C('cpu_dcache_inval_range', 288, 298),
          ),
        },
      },
      copyUserPage: {
        from: { ...WINDOW, before: [clean('kernel address', ALIASING)] },
        to: WINDOW,
        source: together(
          CACHEFLUSH_C('copy_user_highpage', 197, 215),
          MASK,
          PROC_C('cpu_dcache_wb_page', 211, 231),
        ),
        note: 'nothing is done to the kernel’s lines of the new page',
      },
      clearUserPage: {
        ...WINDOW,
        before: [invalidate('kernel address', ALIASING)],
        source: together(
          CACHEFLUSH_C('clear_user_highpage', 219, 234),
          MASK,
          PROC_C('cpu_dcache_inval_page', 192, 209),
        ),
      },
      copyToUserPage: {
        ...WINDOW,
        source: CACHEFLUSH_C('copy_to_user_page', 266, 285),
        note: 'of a page of code, the lines that were stored to are flushed too',
      },
      copyFromUserPage: { ...WINDOW, source: CACHEFLUSH_C('copy_from_user_page', 287, 298) },
    },
  ],
  dma: [DMA],
  blockCopy: {
    block: [],
    before: [flush('user address')],
    after: [flush('kernel address')],
    source: together(CACHEFLUSH_C('copy_user_page', 178, 186), FLUSH_PAGE),
  },
});
