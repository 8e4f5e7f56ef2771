/** A cachetlb call that a story makes by itself, about the page of an alias and the alias's address. */

import type { SteppedCall } from '../../ports/calls/index.js';
import {
  type CachetlbHands,
  flushAnonPage,
  flushCacheDupMm,
  flushCacheKmaps,
  flushCacheMm,
  flushCachePage,
  flushCacheRange,
  flushCacheVmap,
  flushCacheVunmap,
  flushDcachePage,
  flushKernelDcachePage,
  flushKernelVmapRange,
  invalidateKernelVmapRange,
  type KernelRange,
  type PageInKernel,
  type UserPage,
  type UserPages,
  updateMmuCache,
} from '../cachetlb/index.js';
import type { CachetlbStep } from '../steps.js';
import { frame, handsOf, userAddress } from '../system/hands.js';
import type { System } from '../system/system.js';

type Act = (
  given: {
    readonly page: PageInKernel;
    readonly one: UserPage;
    readonly all: UserPages;
    readonly range: KernelRange;
  },
  hands: CachetlbHands,
) => void;

const ACTS: Readonly<Record<SteppedCall, Act>> = {
  flush_cache_mm: ({ all }, hands) => flushCacheMm(all, hands),
  flush_cache_dup_mm: ({ all }, hands) => flushCacheDupMm(all, hands),
  flush_cache_range: ({ all }, hands) => flushCacheRange(all, hands),
  flush_cache_page: ({ one }, hands) => flushCachePage(one, hands),
  flush_cache_kmaps: (_given, hands) => flushCacheKmaps(hands),
  flush_cache_vmap: ({ range }, hands) => flushCacheVmap(range, hands),
  flush_cache_vunmap: ({ range }, hands) => flushCacheVunmap(range, hands),
  update_mmu_cache: ({ one }, hands) => updateMmuCache(one, hands),
  flush_dcache_page: ({ page }, hands) => flushDcachePage(page, hands),
  flush_anon_page: ({ one }, hands) => flushAnonPage(one, hands),
  flush_kernel_dcache_page: ({ page }, hands) => flushKernelDcachePage(page, hands),
  flush_kernel_vmap_range: ({ range }, hands) => flushKernelVmapRange(range, hands),
  invalidate_kernel_vmap_range: ({ range }, hands) => invalidateKernelVmapRange(range, hands),
};

export function makeCachetlbCall(system: System, { call, alias: description }: CachetlbStep): void {
  const alias = system.aliases.opened(description);
  const { number, physical, virtual } = alias;
  const { process, of } = alias.description;
  const page = frame(of, physical);
  const one = { page, user: userAddress(system, process, virtual, number) };
  const all = { current: one.user.current, pages: [one] };
  const range = { alias: number, offset: 0, length: system.pageSize };
  system.trace.note(call, `page ${of.page} of ${of.file.name}, ${alias.description.name}`);
  ACTS[call]({ page, one, all, range }, handsOf(system));
}
