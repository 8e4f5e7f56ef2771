/**
 * The calls that are more than their steps: flush_dcache_page may be put off, which PG_arch_1 notes, and update_mmu_cache
 * makes up for it.
 */
import type { PortCalls } from '../../ports/calls/index.js';
import { addBytes } from '../../units/address.js';
import type { UserPage } from './arguments.js';
import {
  allHold,
  type CachetlbKernel,
  carryOut,
  hasStructPage,
  isOfAFile,
  type PageInKernel,
  type UserAddress,
} from './carry-out.js';
import { makeCoherent } from './make-coherent.js';
import { portCallsOf } from './port-calls.js';
import { stepsOf } from './reached.js';

/** Whether a page that nobody has treated yet owes a flush on this port: PG_arch_1 starts clear. */
export function startsOwing({ defers }: PortCalls): boolean {
  return defers?.mark === 'PG_dcache_clean';
}

/** Whether flush_dcache_page only notes that it was called. */
function mayDefer({ defers }: PortCalls, page: PageInKernel, kernel: CachetlbKernel): boolean {
  if (!defers || !isOfAFile(page)) return false;
  if (defers.onlyOnOneCpu && (kernel.layout.machine.cores?.count ?? 1) > 1) return false;
  return defers.while === 'no user maps the file'
    ? !kernel.isFileMapped(page)
    : pagesOf(page).every((each) => kernel.userAddresses(each, 'all').length === 0);
}

/** The pages that a call about a page is about: those of its folio. */
function pagesOf(page: PageInKernel): readonly PageInKernel[] {
  return page.folio ?? [page];
}

/** The kernel stored to the page, or is about to load from it. Gives back whether the port put the flush off. */
export function flushDcachePage(page: PageInKernel, kernel: CachetlbKernel): 'done' | 'put off' {
  const port = portCallsOf(kernel.layout.machine);
  if (mayDefer(port, page, kernel)) {
    kernel.setOwesFlush(page, true);
    return 'put off';
  }
  for (const each of pagesOf(page)) carryOut(stepsOf(port, 'flush_dcache_page'), { page: each }, kernel);
  if (port.defers?.flushPays) kernel.setOwesFlush(page, false);
  return 'done';
}

/** A fault ends: the user's translation is there, and what was put off is done. */
export function updateMmuCache({ page, user }: UserPage, kernel: CachetlbKernel): void {
  const port = portCallsOf(kernel.layout.machine);
  if (port.updateMmuCacheNeedsStructPage && !hasStructPage(page)) return;
  const target = { page, user };
  const pays = port.defers && allHold(port.defers.faultPays ?? [], target, kernel);
  for (const each of pagesOf(page)) {
    const at = each.of.page === page.of.page ? user : beside(user, each.of.page - page.of.page, kernel);
    carryOut(stepsOf(port, 'update_mmu_cache'), { page: each, user: at }, kernel);
  }
  if (pays) kernel.setOwesFlush(page, false);
  if (port.uncachesSeveralMappings && isOfAFile(page)) makeCoherent(target, kernel);
}

/** The user's address so many pages on, where another page of the folio would be seen. */
function beside({ address, current }: UserAddress, pages: number, { layout }: CachetlbKernel): UserAddress {
  return { address: addBytes(address, pages * layout.machine.pageSize), current };
}

/** The kernel stored to a page that it got by kmap(). On some ports that is flush_dcache_page by another name. */
export function flushKernelDcachePage(page: PageInKernel, kernel: CachetlbKernel): void {
  const call = portCallsOf(kernel.layout.machine).calls.flush_kernel_dcache_page;
  if (call?.isFlushDcachePage) flushDcachePage(page, kernel);
  else carryOut(call?.steps ?? [], { page }, kernel);
}
