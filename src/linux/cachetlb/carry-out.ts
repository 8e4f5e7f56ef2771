/**
 * Carries out the steps of a call on a machine: from what a step reaches to lines of caches.
 *
 *     { op: 'flush', reach: 'file color' } ──▶ window of that color ──▶ machine.maintain('flush', …)
 *
 * The kernel that makes the call says which addresses lead to a page, and what PG_arch_1 says of it.
 */
import type { Machine, Maintenance } from '../../hardware/machine.js';
import type { CacheStep, Condition, Reach } from '../../ports/calls/index.js';
import { type Address, SMALL_PAGE } from '../../units/address.js';
import type { FilePage } from '../dax-file.js';
import type { Layout } from '../layout.js';

/** A page as the kernel knows it. */
export interface PageInKernel {
  readonly of: FilePage;
  readonly physical: Address;
  /** Whether a struct page belongs to its frame, as `pfn_valid()` says. */
  readonly structPage: boolean;
}

/** A user address that a call is given. */
export interface UserAddress {
  readonly address: Address;
  /** The number of the machine alias that lies there; absent where nothing is mapped yet. */
  readonly alias?: number;
  /** Whether it is the running process's. */
  readonly current: boolean;
}

/** A range of kernel addresses. */
export interface KernelRange {
  readonly alias: number;
  readonly offset: number;
  readonly length: number;
}

/** What a call was given. */
export interface CallTarget {
  readonly page?: PageInKernel;
  readonly user?: UserAddress;
  readonly range?: KernelRange;
}

/** What the calls need of the kernel that makes them. Aliases are numbers of machine aliases of one page each. */
export interface CachetlbKernel {
  readonly machine: Machine;
  readonly layout: Layout;
  /** The page's address in the direct map. */
  kernelAddress(page: PageInKernel): number;
  /** A kernel address of this color that leads to the page: the port's window, mapped, its TLB entry invalidated. */
  window(page: PageInKernel, color: number): number;
  /** The user addresses that lead to the page now; those of the running process only, if so asked. */
  userAddresses(page: PageInKernel, of: 'all' | 'current'): readonly number[];
  /** Whether any user maps any page of the page's file. */
  isFileMapped(page: PageInKernel): boolean;
  /** What PG_arch_1 says: whether a flush of the kernel's lines is owed. */
  owesFlush(page: PageInKernel): boolean;
  setOwesFlush(page: PageInKernel, owes: boolean): void;
}

/** Carries out steps, in order; a step whose conditions do not hold is left out. */
export function carryOut(steps: readonly CacheStep[], target: CallTarget, kernel: CachetlbKernel): void {
  for (const { op, reach, when = [] } of steps) {
    if (allHold(when, target, kernel)) REACHES[reach](op, target, kernel);
  }
}

/** Whether all of these conditions hold of what a call was given. */
export function allHold(
  conditions: readonly Condition[],
  target: CallTarget,
  kernel: CachetlbKernel,
): boolean {
  return conditions.every((condition) => HOLDS[condition](target, kernel));
}

/** The color of the page's place in its file: where mmap() puts shared mappings of it. */
export function fileColor({ of }: PageInKernel, { layout }: CachetlbKernel): number {
  return layout.colorOf(layout.mmap(of.page));
}

type MaintainReached = (op: Maintenance, target: CallTarget, kernel: CachetlbKernel) => void;

const REACHES: Readonly<Record<Reach, MaintainReached>> = {
  'kernel address': (op, target, kernel) => maintainPage(op, kernel.kernelAddress(pageOf(target)), kernel),
  'user address': (op, target, kernel) => {
    const { alias } = userOf(target);
    // An instruction that names an address finds nothing where nothing is mapped.
    if (alias === undefined || kernel.machine.physicalPageOf(alias) === undefined) return;
    maintainPage(op, alias, kernel);
  },
  'file color': (op, target, kernel) => {
    const page = pageOf(target);
    maintainPage(op, kernel.window(page, fileColor(page, kernel)), kernel);
  },
  'user color': (op, target, kernel) => maintainPage(op, windowOfUser(target, kernel), kernel),
  'physical page': (op, target, { machine, layout }) => {
    const { page } = pageOf(target).physical;
    const smallPages = layout.machine.pageSize / SMALL_PAGE;
    for (let nth = 0; nth < smallPages; nth++) machine.maintainPhysical(op, page + nth);
  },
  'user mappings': (op, target, kernel) => {
    const colors = new Set<number>();
    for (const alias of kernel.userAddresses(pageOf(target), 'all')) {
      const color = kernel.layout.colorOf(kernel.machine.aliases[alias]!.virtual);
      if (!colors.has(color)) maintainPage(op, alias, kernel);
      colors.add(color);
    }
  },
  'current user mappings': (op, target, kernel) => {
    for (const alias of kernel.userAddresses(pageOf(target), 'current')) maintainPage(op, alias, kernel);
  },
  'kernel range': (op, { range }, { machine }) => {
    if (!range)
      throw new TypeError('a step is about a range of kernel addresses, and the call was given none');
    machine.maintain(op, range.alias, range.offset, range.length);
  },
  'whole cache': (op, _target, { machine }) => machine.maintainAll(op),
};

const HOLDS: Readonly<Record<Condition, (target: CallTarget, kernel: CachetlbKernel) => boolean>> = {
  'colors differ': colorsDiffer,
  'colors agree': (target, kernel) => !colorsDiffer(target, kernel),
  'current mm': (target) => userOf(target).current,
  'not current mm': (target) => !userOf(target).current,
  mapped: isMapped,
  'flush owed': (target, kernel) => kernel.owesFlush(pageOf(target)),
  'mapped and no flush owed': mappedAndClean,
  'not mapped or flush owed': (target, kernel) => !mappedAndClean(target, kernel),
};

function colorsDiffer(target: CallTarget, kernel: CachetlbKernel): boolean {
  const page = pageOf(target);
  const { layout } = kernel;
  const users = target.user ? layout.colorOf(target.user.address) : fileColor(page, kernel);
  return layout.colorOf(layout.directMap(page.physical)) !== users;
}

function isMapped(target: CallTarget, kernel: CachetlbKernel): boolean {
  return kernel.userAddresses(pageOf(target), 'all').length > 0;
}

function mappedAndClean(target: CallTarget, kernel: CachetlbKernel): boolean {
  return isMapped(target, kernel) && !kernel.owesFlush(pageOf(target));
}

/** The window of the user address's color, opened for the page. */
export function windowOfUser(target: CallTarget, kernel: CachetlbKernel): number {
  return kernel.window(pageOf(target), kernel.layout.colorOf(userOf(target).address));
}

function maintainPage(op: Maintenance, alias: number, { machine, layout }: CachetlbKernel): void {
  machine.maintain(op, alias, 0, layout.machine.pageSize);
}

function pageOf({ page }: CallTarget): PageInKernel {
  if (!page) throw new TypeError('a step is about a page, and the call was given none');
  return page;
}

function userOf({ user }: CallTarget): UserAddress {
  if (!user) throw new TypeError('a step is about a user address, and the call was given none');
  return user;
}
