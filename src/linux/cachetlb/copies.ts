/**
 * The cachetlb calls that move bytes: a page is copied or cleared for a user, or a debugger reaches into one. Bytes go
 * through the kernel's addresses that the port uses for that, and the lines are treated before and after as it does.
 */
import type { Loaded } from '../../hardware/machine.js';
import type { CopySide } from '../../ports/calls/index.js';
import {
  allHold,
  type CachetlbHands,
  type CallTarget,
  carryOut,
  type PageInKernel,
  type UserAddress,
  windowOfUser,
} from './carry-out.js';
import type { UserPage } from './given.js';
import { portCallsOf } from './port-calls.js';

/** Copies a page for the user who will see the copy at the address, which leads to the old page as long as this goes on. */
export function copyUserPage(
  to: PageInKernel,
  from: PageInKernel,
  user: UserAddress,
  hands: CachetlbHands,
): void {
  const { copyUserPage: copy } = portCallsOf(hands.layout.machine);
  const [source, target] = [
    { page: from, user },
    { page: to, user },
  ];
  const [fromNotes, toNotes] = [notesOf(copy.from, source, hands), notesOf(copy.to, target, hands)];
  carryOut(copy.from.before, source, hands);
  carryOut(copy.to.before, target, hands);
  // All is loaded before the other page's window is opened, so that one window will do.
  const { pageSize } = hands.layout.machine;
  const { bytes } = hands.machine.load(openFor(copy.from, source, hands), 0, pageSize);
  hands.machine.store(openFor(copy.to, target, hands), 0, bytes);
  carryOut(copy.from.after, source, hands);
  carryOut(copy.to.after, target, hands);
  fromNotes();
  toNotes();
}

/** The far side of {@link copyUserPage} alone: what was loaded of the old page in another way goes into the copy. */
export function fillUserPage({ page, user }: UserPage, bytes: Uint8Array, hands: CachetlbHands): void {
  const { copyUserPage: copy } = portCallsOf(hands.layout.machine);
  through(copy.to, { page, user }, hands, (alias) => hands.machine.store(alias, 0, bytes));
}

/** Clears a page for the user who will see it at the address. */
export function clearUserPage({ page, user }: UserPage, hands: CachetlbHands): void {
  const { clearUserPage: clear } = portCallsOf(hands.layout.machine);
  through(clear, { page, user }, hands, (alias) => {
    hands.machine.store(alias, 0, new Uint8Array(hands.layout.machine.pageSize));
  });
}

/** Stores bytes to a page that another process sees at the address. */
export function copyToUserPage(
  { page, user }: UserPage,
  offset: number,
  bytes: Uint8Array,
  hands: CachetlbHands,
): void {
  const { copyToUserPage: copy } = portCallsOf(hands.layout.machine);
  through(copy, { page, user }, hands, (alias) => hands.machine.store(alias, offset, bytes));
}

/** Loads bytes of a page that another process sees at the address. */
export function copyFromUserPage(
  { page, user }: UserPage,
  offset: number,
  length: number,
  hands: CachetlbHands,
): Loaded {
  const { copyFromUserPage: copy } = portCallsOf(hands.layout.machine);
  return through(copy, { page, user }, hands, (alias) => hands.machine.load(alias, offset, length));
}

function through<Result>(
  side: CopySide,
  target: CallTarget & { readonly page: PageInKernel },
  hands: CachetlbHands,
  access: (alias: number) => Result,
): Result {
  const notes = notesOf(side, target, hands);
  carryOut(side.before, target, hands);
  const result = access(openFor(side, target, hands));
  carryOut(side.after, target, hands);
  notes();
  return result;
}

/** The kernel's address of the page that the copy goes through. */
function openFor(
  { through }: CopySide,
  target: CallTarget & { readonly page: PageInKernel },
  hands: CachetlbHands,
): number {
  const windowed =
    through === 'window' ||
    (through === 'window if mapped and no flush owed' &&
      allHold(['mapped and no flush owed'], target, hands));
  return windowed ? windowOfUser(target, hands) : hands.kernelAddress(target.page);
}

/** What the port will note in PG_arch_1, by what holds now. */
function notesOf(
  { owes, pays }: CopySide,
  target: CallTarget & { readonly page: PageInKernel },
  hands: CachetlbHands,
): () => void {
  const owing = owes !== undefined && allHold(owes, target, hands);
  return () => {
    if (pays) hands.setOwesFlush(target.page, false);
    if (owing) hands.setOwesFlush(target.page, true);
  };
}
