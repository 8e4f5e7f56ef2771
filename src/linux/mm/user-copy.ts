/** A new page for a user who will see it at an address, through copy_user_page() and clear_user_page() of the port. */
import type { Loaded } from '../../hardware/machine.js';
import { clearUserPage, fillUserPage, type PageInKernel } from '../cachetlb/index.js';
import { cachetlbKernelOf, userAddress } from '../system/cachetlb-kernel.js';
import type { Vma } from '../system/file-state.js';
import type { System } from '../system/system.js';
import { addressOf } from './user-pages.js';

/** Zeroes a frame that a mapping is going to show. */
export function clearForUser(system: System, vma: Vma, page: number, into: PageInKernel): void {
  clearUserPage({ page: into, user: userOf(system, vma, page) }, cachetlbKernelOf(system));
}

/** Copies what the kernel has loaded of another page into a frame that a mapping is going to show. */
export function copyForUser(
  system: System,
  vma: Vma,
  page: number,
  into: PageInKernel,
  { bytes }: Loaded,
): void {
  fillUserPage({ page: into, user: userOf(system, vma, page) }, bytes, cachetlbKernelOf(system));
}

function userOf(system: System, vma: Vma, page: number) {
  return userAddress(system, vma.description.process, addressOf(system, vma, page));
}
