/** `flush_cache_range()` before translations of a user's change, as the machine's port does it. */
import { makeCall, type UserPage } from '../cachetlb/index.js';
import { cachetlbKernelOf, pageOf, userAddress } from '../system/cachetlb-kernel.js';
import type { Vma } from '../system/file-state.js';
import type { System } from '../system/system.js';

/** Flushes the lines of these pages of a mapping, as far as the port's call reaches. All of them have to be present. */
export function flushUserPages(system: System, vma: Vma, pages: readonly number[]): void {
  const { name } = vma.description;
  system.trace.note('flush_cache_range', `${name}, ${pages.length} pages`);
  const there = pages.map((page) => userPage(system, vma, page));
  makeCall('flush_cache_range', { current: there[0]!.user.current, pages: there }, cachetlbKernelOf(system));
}

/** Flushes the lines of one page of a mapping. */
export function flushUserPage(system: System, vma: Vma, page: number): void {
  system.trace.note('flush_cache_page', `${vma.description.name}, page ${page}`);
  makeCall('flush_cache_page', userPage(system, vma, page), cachetlbKernelOf(system));
}

/** A page of a mapping as the cachetlb calls are told of it. */
export function userPage(system: System, vma: Vma, page: number): UserPage {
  const present = vma.present.get(page)!;
  const { virtual, number } = present.alias;
  return {
    page: pageOf(system, present),
    user: userAddress(system, vma.description.process, virtual, number),
  };
}
