/**
 * The cachetlb calls that move bytes: a page is copied or cleared for a user, or a debugger reaches into one. Bytes go
 * through the kernel's addresses that the port uses for that, and the lines are treated before and after as it does.
 */
import type { Loaded } from '../../hardware/machine.js';
import type { CopySide } from '../../ports/calls/index.js';
import type { WindowUse } from '../../ports/space/index.js';
import type { UserPage } from './arguments.js';
import {
  allHold,
  type CachetlbKernel,
  type CallTarget,
  carryOut,
  type PageInKernel,
  type UserAddress,
  windowOfUser,
} from './carry-out.js';
import { portCallsOf } from './port-calls.js';

/** Copies a page for the user who will see the copy at the address, which leads to the old page as long as this goes on. */
export function copyUserPage(
  to: PageInKernel,
  from: PageInKernel,
  user: UserAddress,
  kernel: CachetlbKernel,
): void {
  const { copyUserPage: copy } = portCallsOf(kernel.layout.machine);
  const [source, target] = [
    { page: from, user },
    { page: to, user },
  ];
  const [fromNotes, toNotes] = [notesOf(copy.from, source, kernel), notesOf(copy.to, target, kernel)];
  carryOut(copy.from.before, source, kernel);
  carryOut(copy.to.before, target, kernel);
  // All is loaded before the other page's window is opened, so that one window will do.
  const { pageSize } = kernel.layout.machine;
  const { bytes } = kernel.machine.load(openFor(copy.from, source, kernel, 'copy from'), 0, pageSize);
  kernel.machine.store(openFor(copy.to, target, kernel, 'copy to'), 0, bytes);
  carryOut(copy.from.after, source, kernel);
  carryOut(copy.to.after, target, kernel);
  fromNotes();
  toNotes();
}

/** The far side of {@link copyUserPage} alone: what was loaded of the old page in another way goes into the copy. */
export function fillUserPage({ page, user }: UserPage, bytes: Uint8Array, kernel: CachetlbKernel): void {
  const { copyUserPage: copy } = portCallsOf(kernel.layout.machine);
  through(copy.to, { page, user }, kernel, (alias) => kernel.machine.store(alias, 0, bytes), 'copy to');
}

/** Clears a page for the user who will see it at the address. */
export function clearUserPage({ page, user }: UserPage, kernel: CachetlbKernel): void {
  const { clearUserPage: clear } = portCallsOf(kernel.layout.machine);
  const zeros = new Uint8Array(kernel.layout.machine.pageSize);
  through(clear, { page, user }, kernel, (alias) => kernel.machine.store(alias, 0, zeros), 'copy to');
}

/** Stores bytes to a page that another process sees at the address. */
export function copyToUserPage(
  { page, user }: UserPage,
  offset: number,
  bytes: Uint8Array,
  kernel: CachetlbKernel,
): void {
  const { copyToUserPage: copy } = portCallsOf(kernel.layout.machine);
  through(copy, { page, user }, kernel, (alias) => kernel.machine.store(alias, offset, bytes));
}

/** Loads bytes of a page that another process sees at the address. */
export function copyFromUserPage(
  { page, user }: UserPage,
  offset: number,
  length: number,
  kernel: CachetlbKernel,
): Loaded {
  const { copyFromUserPage: copy } = portCallsOf(kernel.layout.machine);
  return through(copy, { page, user }, kernel, (alias) => kernel.machine.load(alias, offset, length));
}

function through<Result>(
  side: CopySide,
  target: CallTarget & { readonly page: PageInKernel },
  kernel: CachetlbKernel,
  access: (alias: number) => Result,
  use?: WindowUse,
): Result {
  const notes = notesOf(side, target, kernel);
  carryOut(side.before, target, kernel);
  const result = access(openFor(side, target, kernel, use));
  carryOut(side.after, target, kernel);
  notes();
  return result;
}

/** The kernel's address of the page that the copy goes through. */
function openFor(
  { through }: CopySide,
  target: CallTarget & { readonly page: PageInKernel },
  kernel: CachetlbKernel,
  use?: WindowUse,
): number {
  const windowed =
    through === 'window' ||
    (through === 'window if mapped and no flush owed' &&
      allHold(['mapped and no flush owed'], target, kernel));
  return windowed ? windowOfUser(target, kernel, use) : kernel.kernelAddress(target.page);
}

/** What the port will note in PG_arch_1, by what holds now. */
function notesOf(
  { owes, pays }: CopySide,
  target: CallTarget & { readonly page: PageInKernel },
  kernel: CachetlbKernel,
): () => void {
  const [paying, owing] = [pays, owes].map((when) => when !== undefined && allHold(when, target, kernel));
  return () => {
    if (paying || owing) kernel.setOwesFlush(target.page, !paying);
  };
}
