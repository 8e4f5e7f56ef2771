/**
 * The calls of Documentation/core-api/cachetlb.rst, spelt as Linux does. What each is for is in
 * src/linux/cachetlb.
 */

/** A call that is steps alone. */
export type SteppedCall =
  | 'flush_cache_mm'
  | 'flush_cache_dup_mm'
  | 'flush_cache_range'
  | 'flush_cache_page'
  | 'flush_cache_kmaps'
  | 'flush_cache_vmap'
  | 'flush_cache_vunmap'
  | 'update_mmu_cache'
  | 'flush_dcache_page'
  | 'flush_anon_page'
  | 'flush_kernel_dcache_page'
  | 'flush_kernel_vmap_range'
  | 'invalidate_kernel_vmap_range';

/** A call that moves bytes. */
export type MovingCall = 'copy_user_page' | 'clear_user_page' | 'copy_to_user_page' | 'copy_from_user_page';

/** The name of a call that does something to data caches. */
export type DataCallName = SteppedCall | MovingCall;

/** The name of a call, spelt as Linux does. */
export type CallName =
  | DataCallName
  | 'flush_icache_range'
  | 'flush_icache_page'
  | 'kmap_coherent'
  | 'kunmap_coherent';
