/**
 * What changed in which release, read in a tree of each: 4.3, 4.5, 4.9, 4.10, 5.4, 6.8, 6.9, 6.19 and 7.1. Of 4.4 only
 * fs/dax.c was read. 5.13 lies between 5.12 and 5.15: where those differ it is told as 5.12. 6.6 is told as 6.8.
 * One table for all releases: whoever needs to know what one does asks for it by meaning, and never compares numbers.
 */
import type { Histories } from './release.js';

/** ARCH_HAS_PTE_DEVMAP, which ZONE_DEVICE needs; s390 by FS_DAX_LIMITED. */
const WITH_DEVMAP = ['arm64', 'powerpc', 's390', 'x86'] as const;
/** ARCH_ENABLE_MEMORY_HOTPLUG on 64 bits, which ZONE_DEVICE needs since ARCH_HAS_PTE_DEVMAP is gone. */
const WITH_HOTPLUG = ['arm64', 'loongarch', 'powerpc', 'riscv', 's390', 'x86'] as const;

export const HISTORIES: Histories = {
  dax: {
    fence: [
      ['4.3', 'a list of ports', 'fs/Kconfig: FS_DAX depends on !(ARM || MIPS || SPARC), 4.3 to 6.8'],
      ['6.9', 'the cache is asked', 'drivers/dax/super.c: alloc_dax(), 6.9'],
    ],
    passedBy: [
      ['4.3', 'nothing', 'drivers/dax/super.c: alloc_dax() is given the operations, 6.9'],
      [
        '7.1',
        'dax_set_ops()',
        'drivers/dax/super.c: dax_set_ops(), called by drivers/dax/fsdev.c, 7.1: harmless through Kconfig alone, for ' +
          'DEV_DAX_FSDEV depends on FS_DAX, that on ZONE_DEVICE, and no port that aliases has it',
      ],
    ],
    structPages: [
      [
        '4.3',
        'not needed',
        'drivers/nvdimm/pmem.c: pmem_alloc(), 4.5; drivers/block/brd.c: brd_direct_access(), 4.5',
      ],
      [
        '5.4',
        'asked of the device',
        'drivers/dax/super.c: __generic_fsdax_supported(), 5.4; generic_fsdax_supported(), 5.15',
      ],
      [
        '6.6',
        'by Kconfig, or FS_DAX_LIMITED',
        'fs/Kconfig: FS_DAX depends on ZONE_DEVICE || FS_DAX_LIMITED, 6.8',
      ],
      ['6.19', 'by Kconfig', 'fs/Kconfig: FS_DAX depends on ZONE_DEVICE, 6.19'],
    ],
    portsWithPages: [
      ['4.3', ['x86'], 'mm/Kconfig: ZONE_DEVICE depends on X86_64, 4.3 to 4.10'],
      ['5.4', WITH_DEVMAP, 'mm/Kconfig: ZONE_DEVICE; drivers/s390/block/Kconfig: FS_DAX_LIMITED, 5.4 to 6.9'],
      ['6.19', WITH_HOTPLUG, 'mm/Kconfig: ZONE_DEVICE, MEMORY_HOTPLUG, 6.19'],
    ],
    hugeFaultsOn: [
      ['4.3', ['x86'], 'fs/dax.c: __dax_pmd_fault(), 4.3; fs/Kconfig: FS_DAX_PMD, 4.5'],
      ['4.9', [], 'fs/Kconfig: FS_DAX_PMD depends on BROKEN, 4.9'],
      ['4.10', ['x86'], 'fs/Kconfig: FS_DAX_PMD depends on ZONE_DEVICE, 4.10'],
      ['5.4', ['arm64', 'powerpc', 'x86'], 'fs/Kconfig: FS_DAX_PMD, 5.4; mm/Kconfig: ZONE_DEVICE, 5.4'],
      ['6.19', WITH_HOTPLUG, 'fs/Kconfig: FS_DAX_PMD, 6.19; mm/Kconfig: ZONE_DEVICE, 6.19'],
    ],
    pmemApiOn: [
      ['4.3', ['x86'], 'ARCH_HAS_PMEM_API in arch/*/Kconfig, 4.3 to 4.10'],
      ['5.4', ['arm64', 'powerpc', 'x86'], 'ARCH_HAS_PMEM_API in arch/*/Kconfig, 5.4 to 5.15'],
      ['6.6', ['arm64', 'powerpc', 'riscv', 'x86'], 'ARCH_HAS_PMEM_API in arch/*/Kconfig, 6.8'],
    ],
  },
  transfers: {
    by: [
      ['4.3', 'dax_do_io', 'fs/dax.c: dax_do_io(), 4.3 to 4.9'],
      ['4.10', 'dax_iomap_rw', 'fs/dax.c: dax_iomap_rw(), 4.10'],
    ],
    asks: [
      ['4.3', 'get_block', 'fs/dax.c: dax_io(), 4.3'],
      ['4.10', 'iomap_begin', 'fs/iomap.c: iomap_apply(), for dax_iomap_actor(), 4.10; the same in 5.12'],
      ['6.6', 'iomap_iter', 'fs/dax.c: dax_iomap_rw(), 5.15 and 6.8'],
    ],
    looksUp: [
      ['4.3', 'dax_get_addr', 'fs/dax.c: dax_io(), 4.3'],
      ['4.5', 'dax_map_atomic', 'fs/dax.c: dax_io(), 4.5; dax_iomap_actor(), 4.10'],
      ['5.4', 'dax_direct_access', 'fs/dax.c: dax_iomap_actor(), 5.4; dax_iomap_iter(), 6.8'],
    ],
    copiesIn: [
      ['4.3', 'copy_from_iter_pmem', 'fs/dax.c: dax_io(), 4.3; dax_iomap_actor(), 4.10'],
      ['5.4', 'dax_copy_from_iter', 'fs/dax.c: dax_iomap_actor(), 5.4'],
    ],
    copiesOut: [
      ['4.3', 'copy_to_iter', 'fs/dax.c: dax_io(), 4.3; dax_iomap_actor(), 4.10'],
      ['5.4', 'dax_copy_to_iter', 'fs/dax.c: dax_iomap_actor(), 5.4'],
    ],
    firstFailedCopy: [
      ['4.3', 'the mapped length', 'fs/dax.c: dax_io(), 4.3'],
      ['4.4', 'EFAULT', 'fs/dax.c: dax_io(), 4.4'],
    ],
    endsWith: [
      ['4.3', 'wmb_pmem', 'fs/dax.c: dax_io(), 4.3'],
      ['4.9', 'nothing', 'fs/dax.c: dax_io(), 4.9'],
    ],
    shortestPastCache: [
      ['4.3', 8, 'arch/x86/lib/copy_user_64.S: __copy_user_nocache(), 4.3'],
      ['4.5', 4, 'arch/x86/lib/copy_user_64.S: __copy_user_nocache(), 4.5'],
    ],
    restOfCopy: [
      ['4.3', 'left in the cache', 'arch/x86/include/asm/pmem.h: arch_copy_from_iter_pmem(), 4.5'],
      [
        '4.9',
        'written back',
        'arch/x86/include/asm/pmem.h: arch_copy_from_iter_pmem(), 4.9.115; arch/x86/lib/usercopy_64.c: __copy_user_flushcache(), 5.4',
      ],
    ],
  },
  blocks: {
    zeroedBy: [
      ['4.3', 'dax_new_buf', 'fs/dax.c: dax_new_buf(), 4.3 to 4.5'],
      ['4.9', 'the file system', 'fs/dax.c: dax_io(), 4.9'],
    ],
    zeroes: [
      ['4.3', 'clear_pmem', 'fs/dax.c: dax_zero_page_range(), 4.3; __dax_zero_page_range(), 4.10'],
      ['5.4', 'memset', 'fs/dax.c: __dax_zero_page_range(), 5.4; dax_iomap_zero(), 5.12'],
      ['6.6', 'dax_memzero', 'fs/dax.c: dax_memzero(), 6.8'],
    ],
    zeroesParts: [
      ['4.3', 'dax_zero_page_range', 'fs/dax.c: dax_zero_page_range(), 4.3 to 4.9'],
      ['4.10', '__dax_zero_page_range', 'fs/dax.c: __dax_zero_page_range(), 4.10 and 5.4'],
      ['5.13', 'dax_iomap_zero', 'fs/dax.c: dax_iomap_zero(), 5.12 and 5.15'],
      ['6.6', 'dax_zero_range', 'fs/dax.c: dax_zero_range(), 6.8'],
    ],
  },
  faults: {
    by: [
      ['4.3', 'dax_fault', 'fs/dax.c: dax_fault(), 4.3 to 4.9'],
      ['4.10', 'dax_iomap_fault', 'fs/dax.c: dax_iomap_fault(), 4.10'],
    ],
    hugeBy: [
      ['4.3', 'dax_pmd_fault', 'fs/dax.c: dax_pmd_fault(), 4.3 to 4.9'],
      ['4.10', 'dax_iomap_pmd_fault', 'fs/dax.c: dax_iomap_pmd_fault(), 4.10'],
    ],
    mapsBy: [
      ['4.3', 'dax_insert_mapping', 'fs/dax.c: dax_insert_mapping(), 4.3 to 4.10'],
      ['5.4', 'dax_iomap_pte_fault', 'fs/dax.c: dax_iomap_pte_fault(), 5.4 and 5.12'],
      ['6.6', 'dax_fault_iter', 'fs/dax.c: dax_fault_iter(), 5.15 and 6.8'],
    ],
    inserts: [
      ['4.3', 'vm_insert_mixed', 'fs/dax.c: dax_insert_mapping(), 4.3 to 4.10'],
      ['5.4', 'vmf_insert_mixed', 'fs/dax.c: dax_iomap_pte_fault(), 5.4; dax_fault_iter(), 6.9'],
      ['6.19', 'vmf_insert_page_mkwrite', 'fs/dax.c: dax_fault_iter(), 6.19'],
    ],
    insertsForStore: [
      ['4.3', 'vm_insert_mixed', 'fs/dax.c: dax_insert_mapping(), 4.3 to 4.10'],
      ['5.4', 'vmf_insert_mixed_mkwrite', 'fs/dax.c: dax_iomap_pte_fault(), 5.4; dax_fault_iter(), 6.9'],
      ['6.19', 'vmf_insert_page_mkwrite', 'fs/dax.c: dax_fault_iter(), 6.19'],
    ],
    writableAtOnce: [
      ['4.3', false, 'mm/memory.c: insert_pfn(), 4.5'],
      ['5.4', true, 'mm/memory.c: insert_pfn() with mkwrite, 5.4; insert_page_into_pte_locked(), 6.19'],
    ],
    tellsMmuCache: [
      ['4.3', true, 'mm/memory.c: insert_pfn(), 4.5 and 6.9'],
      ['6.19', false, 'mm/memory.c: insert_page_into_pte_locked() of an entry that was none, 6.19'],
    ],
    associates: [
      ['4.3', false, 'fs/dax.c has no dax_associate_entry(), 4.3 to 4.10'],
      ['5.4', true, 'fs/dax.c: dax_associate_entry(), 5.4; of a folio, 6.19'],
    ],
    copiesBy: [
      ['4.3', 'copy_user_bh', 'fs/dax.c: copy_user_bh(), 4.3 and 4.5'],
      ['4.9', 'copy_user_dax', 'fs/dax.c: copy_user_dax(), 4.9 to 5.4'],
      ['5.13', 'copy_cow_page_dax', 'fs/dax.c: copy_cow_page_dax(), 5.12 to 7.1'],
    ],
    holeIs: [
      ['4.3', 'a page of the page cache', 'fs/dax.c: dax_load_hole(), 4.3 to 4.10'],
      ['5.4', 'the zero page', 'fs/dax.c: dax_load_hole() with my_zero_pfn(), 5.4'],
    ],
    remembersBy: [
      ['4.3', 'nothing', 'fs/dax.c: dax_insert_mapping(), 4.3 and 4.4'],
      ['4.5', 'dax_radix_entry', 'fs/dax.c: dax_radix_entry(), 4.5'],
      ['4.9', 'dax_insert_mapping_entry', 'fs/dax.c: dax_insert_mapping_entry(), 4.9 and 4.10'],
      ['5.4', 'dax_insert_entry', 'fs/dax.c: dax_insert_entry(), 5.4'],
    ],
    firstStoreBy: [
      ['4.3', 'dax_pfn_mkwrite', 'fs/dax.c: dax_pfn_mkwrite(), 4.3 to 4.10'],
      ['5.4', 'dax_iomap_fault', 'fs/ext4/file.c: ext4_dax_vm_ops.pfn_mkwrite is ext4_dax_fault(), 5.4'],
    ],
  },
  writeback: {
    protectsBy: [
      ['4.3', 'nothing', 'fs/dax.c: dax_writeback_one(), 4.5 and 4.9'],
      ['4.10', 'dax_mapping_entry_mkclean', 'fs/dax.c: dax_mapping_entry_mkclean(), 4.10'],
      ['5.4', 'dax_entry_mkclean', 'fs/dax.c: dax_entry_mkclean(), 5.4 to 5.15'],
      ['6.6', 'pfn_mkclean_range', 'fs/dax.c: dax_writeback_one(), 6.8'],
    ],
    flushesHuge: [
      ['4.3', 'flush_cache_page', 'fs/dax.c: dax_mapping_entry_mkclean(), 4.10; dax_entry_mkclean(), 5.15'],
      ['6.6', 'flush_cache_range', 'mm/rmap.c: page_vma_mkclean_one(), 6.8'],
    ],
    by: [
      ['4.3', 'wb_cache_pmem', 'fs/dax.c: dax_writeback_one(), 4.5 to 4.10'],
      ['5.4', 'dax_flush', 'fs/dax.c: dax_writeback_one(), 5.4'],
    ],
  },
  pageCache: {
    hasLargeFolios: [
      ['4.3', false, 'arch/arm/mm/flush.c: flush_dcache_page(), 4.5; no mapping_set_large_folios(), 5.15'],
      ['6.6', true, 'include/linux/pagemap.h: mapping_set_large_folios(); fs/xfs/xfs_icache.c, 6.8'],
    ],
    readsBy: [
      ['4.3', 'readpage', 'mm/filemap.c: do_generic_file_read(), 4.5; filemap_fault(), 5.15'],
      ['6.6', 'read_folio', 'mm/filemap.c: filemap_read_folio(), 6.8'],
    ],
    copiesOut: [
      ['4.3', 'copy_page_to_iter', 'mm/filemap.c: do_generic_file_read(), 4.5; filemap_read(), 5.15'],
      ['6.6', 'copy_folio_to_iter', 'mm/filemap.c: filemap_read(), 6.8'],
    ],
    copiesIn: [
      ['4.3', 'iov_iter_copy_from_user_atomic', 'mm/filemap.c: generic_perform_write(), 4.5 to 5.12'],
      ['6.6', 'copy_page_from_iter_atomic', 'mm/filemap.c: generic_perform_write(), 5.15 to 6.9'],
      ['6.19', 'copy_folio_from_iter_atomic', 'mm/filemap.c: generic_perform_write(), 6.19'],
    ],
    flushesForRead: [
      ['4.3', 'flush_dcache_page', 'mm/filemap.c: do_generic_file_read(), 4.5; filemap_read(), 5.15'],
      ['6.6', 'flush_dcache_folio', 'mm/filemap.c: filemap_read(), 6.8'],
    ],
    flushesForWrite: [
      ['4.3', 'flush_dcache_page', 'mm/filemap.c: generic_perform_write(), 4.5 to 6.9'],
      ['6.19', 'flush_dcache_folio', 'mm/filemap.c: generic_perform_write(), 6.19'],
    ],
    prefaultsBy: [
      ['4.3', 'iov_iter_fault_in_readable', 'mm/filemap.c: generic_perform_write(), 4.5 to 5.15'],
      ['6.6', 'fault_in_iov_iter_readable', 'mm/filemap.c: generic_perform_write(), 6.8'],
    ],
    prefaults: [
      ['4.3', 'all of the first segment', 'lib/iov_iter.c: iov_iter_fault_in_readable(), 4.3 and 4.5'],
      ['4.9', 'all of each segment', 'lib/iov_iter.c: iov_iter_fault_in_readable(), 4.9 to 5.15'],
      ['6.6', 'some of it', 'mm/filemap.c: generic_perform_write() goes on unless nothing is there, 6.8'],
      ['6.19', 'some, if the copy failed', 'mm/filemap.c: generic_perform_write() copies first, 6.19'],
    ],
  },
};
