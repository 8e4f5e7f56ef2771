/**
 * `copy_user_page()`, by which a private store copies a block: copy_user_bh() in fs/dax.c, Linux 4.5, copy_cow_page_dax() in
 * 6.19. It is not copy_user_highpage(), by which a page of the page cache is copied. Where a port has that one only, as ARM,
 * MIPS and Xtensa have for caches that alias, FS_DAX does not compile; its far side stands for what is not there.
 */
import type { Loaded } from '../../hardware/machine.js';
import { blockCopyOf } from '../../ports/find-copies.js';
import { carryOut, fillUserPage, type PageInKernel, type UserAddress } from '../cachetlb/index.js';
import { cachetlbKernelOf } from '../system/cachetlb-kernel.js';
import type { System } from '../system/system.js';

/** Copies a block into a frame that the user will see at the address, which leads to the block until then; `load` reads it. */
export function copyUserPageOf(
  system: System,
  {
    block,
    into,
    user,
  }: { readonly block: PageInKernel; readonly into: PageInKernel; readonly user: UserAddress },
  load: () => Loaded,
): void {
  const kernel = cachetlbKernelOf(system);
  const own = blockCopyOf(system.layout.machine.port);
  if (!own) {
    fillUserPage({ page: into, user }, load().bytes, kernel);
    return;
  }
  carryOut(own.block, { page: block, user }, kernel);
  const { bytes } = load();
  carryOut(own.before, { page: into, user }, kernel);
  kernel.machine.store(kernel.kernelAddress(into), 0, bytes);
  carryOut(own.after, { page: into, user }, kernel);
}
