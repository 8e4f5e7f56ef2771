/**
 * The cachetlb calls as functions: each does on a machine what the machine's port does. The data says what that is, and
 * carry-out.ts how; here is what a call adds to its steps: what it puts off, and what it notes in PG_arch_1.
 */
import type { PortCalls, SteppedCall } from '../../ports/calls/index.js';
import {
  type CachetlbHands,
  type CallTarget,
  carryOut,
  type KernelRange,
  type PageInKernel,
  type UserAddress,
} from './carry-out.js';
import { portCallsOf } from './port-calls.js';

/** A page, and where a user sees it. */
export interface UserPage {
  readonly page: PageInKernel;
  readonly user: UserAddress;
}

/** A process, or a range of its addresses: whether it runs now, and the pages that are mapped there. */
export interface UserPages {
  readonly current: boolean;
  readonly pages: readonly UserPage[];
}

/** Whether a page that nobody has treated yet owes a flush on this port: PG_arch_1 starts clear. */
export function startsOwing({ defers }: PortCalls): boolean {
  return defers?.mark === 'PG_dcache_clean';
}

/** Whether flush_dcache_page only notes that it was called. */
export function mayDefer({ defers }: PortCalls, page: PageInKernel, hands: CachetlbHands): boolean {
  if (!defers) return false;
  return defers.while === 'no user maps the file'
    ? !hands.isFileMapped(page)
    : hands.userAddresses(page, 'all').length === 0;
}

/** The kernel stored to the page, or is about to load from it. Gives back whether the port put the flush off. */
export function flushDcachePage(page: PageInKernel, hands: CachetlbHands): 'done' | 'put off' {
  const port = portCallsOf(hands.layout.machine);
  if (mayDefer(port, page, hands)) {
    hands.setOwesFlush(page, true);
    return 'put off';
  }
  stepsOf('flush_dcache_page', { page }, hands);
  if (port.defers?.flushPays) hands.setOwesFlush(page, false);
  return 'done';
}

/** A fault ends: the user's translation is there, and what was put off is done. */
export function updateMmuCache({ page, user }: UserPage, hands: CachetlbHands): void {
  const port = portCallsOf(hands.layout.machine);
  if (port.updateMmuCacheNeedsStructPage && !page.structPage) return;
  stepsOf('update_mmu_cache', { page, user }, hands);
  if (port.defers) hands.setOwesFlush(page, false);
}

/** One translation is about to change. */
export function flushCachePage({ page, user }: UserPage, hands: CachetlbHands): void {
  stepsOf('flush_cache_page', { page, user }, hands);
}

/** get_user_pages() found memory without a file. */
export function flushAnonPage({ page, user }: UserPage, hands: CachetlbHands): void {
  stepsOf('flush_anon_page', { page, user }, hands);
}

/** The kernel stored to a user's page through kmap(). */
export function flushKernelDcachePage(page: PageInKernel, hands: CachetlbHands): void {
  stepsOf('flush_kernel_dcache_page', { page }, hands);
}

/** The translations of a range are about to change. */
export function flushCacheRange(range: UserPages, hands: CachetlbHands): void {
  eachOf('flush_cache_range', range, hands);
}

/** All translations of a process are about to go. */
export function flushCacheMm(process: UserPages, hands: CachetlbHands): void {
  eachOf('flush_cache_mm', process, hands);
}

/** A process is about to fork. */
export function flushCacheDupMm(process: UserPages, hands: CachetlbHands): void {
  eachOf('flush_cache_dup_mm', process, hands);
}

/** Mappings of kmap() are about to be used again. */
export function flushCacheKmaps(hands: CachetlbHands): void {
  stepsOf('flush_cache_kmaps', {}, hands);
}

/** Translations of kernel addresses were made. */
export function flushCacheVmap(range: KernelRange, hands: CachetlbHands): void {
  stepsOf('flush_cache_vmap', { range }, hands);
}

/** Translations of kernel addresses are about to go. */
export function flushCacheVunmap(range: KernelRange, hands: CachetlbHands): void {
  stepsOf('flush_cache_vunmap', { range }, hands);
}

/** A device is about to load from memory that vmap() made an alias of. */
export function flushKernelVmapRange(range: KernelRange, hands: CachetlbHands): void {
  stepsOf('flush_kernel_vmap_range', { range }, hands);
}

/** A device has stored to memory that vmap() made an alias of. */
export function invalidateKernelVmapRange(range: KernelRange, hands: CachetlbHands): void {
  stepsOf('invalidate_kernel_vmap_range', { range }, hands);
}

function stepsOf(call: SteppedCall, target: CallTarget, hands: CachetlbHands): void {
  const steps = portCallsOf(hands.layout.machine).calls[call]?.steps ?? [];
  carryOut(steps, target, hands);
}

/** A step about the whole cache is done once, any other for each page. */
function eachOf(call: SteppedCall, { current, pages }: UserPages, hands: CachetlbHands): void {
  for (const step of portCallsOf(hands.layout.machine).calls[call]?.steps ?? []) {
    if (step.reach === 'whole cache') {
      carryOut([step], { user: { address: { page: 0, offset: 0 }, current } }, hands);
    } else for (const { page, user } of pages) carryOut([step], { page, user }, hands);
  }
}
