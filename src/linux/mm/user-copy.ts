/** A new page for a user who will see it at an address: cleared by clear_user_page() of the port. */
import { clearUserPage, type PageInKernel } from '../cachetlb/index.js';
import { cachetlbKernelOf, userAddress } from '../system/cachetlb-kernel.js';
import type { Vma } from '../system/file-state.js';
import type { System } from '../system/system.js';
import { addressOf } from './user-pages.js';

/** Zeroes a frame that a mapping is going to show. */
export function clearForUser(system: System, vma: Vma, page: number, into: PageInKernel): void {
  clearUserPage({ page: into, user: userOf(system, vma, page) }, cachetlbKernelOf(system));
}

/** The address at which a mapping shows a page, as the cachetlb calls are told of it. */
export function userOf(system: System, vma: Vma, page: number) {
  return userAddress(system, vma.description.process, addressOf(system, vma, page));
}
