/**
 * What a release of Linux does of its own, by what it means to whoever asks: which functions a call goes through, what they
 * zero, flush and remember, and who may have DAX. The values are in histories.ts, with their sources.
 */
import type { PortName } from '../../ports/port-name.js';
import type { Era } from './era.js';

/** Who may have DAX. */
export interface DaxSupport {
  /** What keeps DAX from caches that alias. */
  readonly fence: 'a list of ports' | 'the cache is asked';
  /** A way around the fence. */
  readonly passedBy: 'nothing' | 'dax_set_ops()';
  /** Whether the memory of the device needs a struct page, and who sees to that. */
  readonly structPages: 'not needed' | 'asked of the device' | 'by Kconfig, or FS_DAX_LIMITED' | 'by Kconfig';
  /** Ports that can give such memory one, by ZONE_DEVICE, or do without by FS_DAX_LIMITED. */
  readonly portsWithPages: readonly PortName[];
  /** Ports that map 2 MiB of a DAX file at once. */
  readonly hugeFaultsOn: readonly PortName[];
  /** Ports with instructions for persistent memory, and functions that use them. */
  readonly pmemApiOn: readonly PortName[];
}

/** read() and write() of a DAX file. */
export interface Transfers {
  readonly by: 'dax_do_io' | 'dax_iomap_rw';
  /** How the file system is asked where blocks are. */
  readonly asks: 'get_block' | 'iomap_begin' | 'iomap_iter';
  /** How the kernel's address of a block is looked up. */
  readonly looksUp: 'dax_get_addr' | 'dax_map_atomic' | 'dax_direct_access';
  readonly copiesIn: 'copy_from_iter_pmem' | 'dax_copy_from_iter';
  readonly copiesOut: 'copy_to_iter' | 'dax_copy_to_iter';
  /** What is returned where the first copy fails. */
  readonly firstFailedCopy: 'the mapped length' | 'EFAULT';
  /** What a write ends with, so that it lasts. */
  readonly endsWith: 'wmb_pmem' | 'nothing';
  /** The shortest aligned stretch of a user's bytes that x86 stores past the cache. */
  readonly shortestPastCache: 8 | 4;
  /** What becomes of the bytes around such stretches, which x86 stores through the cache. */
  readonly restOfCopy: 'left in the cache' | 'written back';
}

/** Blocks that are handed out, and zeroed. */
export interface Blocks {
  /** Who zeroes new and unwritten blocks of a write. */
  readonly zeroedBy: 'dax_new_buf' | 'the file system';
  /** How bytes are zeroed through the kernel's address. */
  readonly zeroes: 'clear_pmem' | 'memset' | 'dax_memzero';
  /** How a part of a page is. */
  readonly zeroesParts: 'dax_zero_page_range' | '__dax_zero_page_range' | 'dax_iomap_zero' | 'dax_zero_range';
}

/** A user touches a page of a DAX file. */
export interface Faults {
  readonly by: 'dax_fault' | 'dax_iomap_fault';
  readonly hugeBy: 'dax_pmd_fault' | 'dax_iomap_pmd_fault';
  /** What maps a block that was found. */
  readonly mapsBy: 'dax_insert_mapping' | 'dax_iomap_pte_fault' | 'dax_fault_iter';
  /** What makes the entry of the page table, for a load and for a store. */
  readonly inserts: 'vm_insert_mixed' | 'vmf_insert_mixed' | 'vmf_insert_page_mkwrite';
  readonly insertsForStore: 'vm_insert_mixed' | 'vmf_insert_mixed_mkwrite' | 'vmf_insert_page_mkwrite';
  /** Whether the entry that a store makes can be written through at once. */
  readonly writableAtOnce: boolean;
  /** Whether update_mmu_cache() is told of an entry that was made. */
  readonly tellsMmuCache: boolean;
  /** Whether `page->mapping` of the block says which file it is of, so that flush_dcache_page() has users to look for. */
  readonly associates: boolean;
  /** What a private store copies a block with; either calls copy_user_page(). */
  readonly copiesBy: 'copy_user_bh' | 'copy_user_dax' | 'copy_cow_page_dax';
  /** What stands for a hole. */
  readonly holeIs: 'a page of the page cache' | 'the zero page';
  /** What remembers which pages users may have made dirty. */
  readonly remembersBy: 'nothing' | 'dax_radix_entry' | 'dax_insert_mapping_entry' | 'dax_insert_entry';
  /** What the first store through an entry that could only be read ends up in. */
  readonly firstStoreBy: 'dax_pfn_mkwrite' | 'dax_iomap_fault';
}

/** fsync() and msync() of a DAX file. */
export interface Writeback {
  /** What flushes and write-protects users' pages before they are written back. */
  readonly protectsBy: 'nothing' | 'dax_mapping_entry_mkclean' | 'dax_entry_mkclean' | 'pfn_mkclean_range';
  /** How it flushes 2 MiB that are mapped at once. */
  readonly flushesHuge: 'flush_cache_page' | 'flush_cache_range';
  readonly by: 'wb_cache_pmem' | 'dax_flush';
}

/** Files without DAX. */
export interface PageCache {
  /** Whether a folio of the page cache may have several pages: PG_arch_1 is the folio's, and flush_dcache_folio() flushes all of it. */
  readonly hasLargeFolios: boolean;
  readonly readsBy: 'readpage' | 'read_folio';
  readonly copiesOut: 'copy_page_to_iter' | 'copy_folio_to_iter';
  readonly copiesIn:
    | 'iov_iter_copy_from_user_atomic'
    | 'copy_page_from_iter_atomic'
    | 'copy_folio_from_iter_atomic';
  readonly flushesForRead: 'flush_dcache_page' | 'flush_dcache_folio';
  readonly flushesForWrite: 'flush_dcache_page' | 'flush_dcache_folio';
  readonly prefaultsBy: 'iov_iter_fault_in_readable' | 'fault_in_iov_iter_readable';
  /** How much of what a write is about to copy has to be there, or nothing is copied. */
  readonly prefaults:
    | 'all of the first segment'
    | 'all of each segment'
    | 'some of it'
    | 'some, if the copy failed';
}

/** What a release of Linux does of its own. */
export interface Release {
  readonly dax: DaxSupport;
  readonly transfers: Transfers;
  readonly blocks: Blocks;
  readonly faults: Faults;
  readonly writeback: Writeback;
  readonly pageCache: PageCache;
}

/** Values one after another: since which release, and the file and function in which that was read. */
export type History<Value> = readonly (readonly [since: Era, value: Value, source: string])[];

/** The history of every value. */
export type Histories = {
  readonly [Part in keyof Release]: { readonly [Name in keyof Release[Part]]: History<Release[Part][Name]> };
};
