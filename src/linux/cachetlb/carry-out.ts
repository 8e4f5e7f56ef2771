/**
 * Carries out the steps of a call on a machine: from what a step reaches to lines of caches.
 *
 *     { op: 'flush', reach: 'file color' } ──▶ window of that color ──▶ machine.maintain('flush', …)
 *
 * The kernel that makes the call says which addresses lead to a page, and what PG_arch_1 says of it.
 */
import { isVirtuallyIndexed } from '../../hardware/cache-description.js';
import type { Machine } from '../../hardware/machine.js';
import type { CacheStep, Condition, Reach } from '../../ports/calls/index.js';
import type { WindowUse } from '../../ports/space/index.js';
import { type Address, addBytes, addressModulo, SMALL_PAGE } from '../../units/address.js';
import { allOf } from '../../units/words.js';
import type { FilePage } from '../dax-file.js';
import type { Layout } from '../layout.js';
import { type KernelRange, RANGE_HOLDS, RANGE_PARTS } from './range-lines.js';

/**
 * What a page is to the kernel, which the ports ask:
 * - `page cache`: it belongs to a file: its mapping is the file's;
 * - `anonymous`: it belongs to a process, as a private copy does: PageAnon(), and no file is its mapping;
 * - `fresh`: with no mapping, as all pages are when they are allocated: what copy_user_page() and clear_user_page() fill, and
 *   what vmalloc() and drivers have;
 * - `DAX with a folio`: a block of a DAX file whose folio has the file as its mapping;
 * - `DAX without a struct page`: a block that the kernel knows by number alone: pfn_valid() is false.
 */
export type PageKind =
  | 'page cache'
  | 'anonymous'
  | 'fresh'
  | 'DAX with a folio'
  | 'DAX without a struct page';

/** All of them. */
export const PAGE_KINDS = allOf<PageKind>({
  'page cache': true,
  anonymous: true,
  fresh: true,
  'DAX with a folio': true,
  'DAX without a struct page': true,
});

/** A page as the kernel knows it. */
export interface PageInKernel {
  readonly of: FilePage;
  readonly physical: Address;
  readonly kind: PageKind;
  /** All pages of its folio, itself among them, where that has several: what is owed is owed for the folio. */
  readonly folio?: readonly PageInKernel[];
}

/** Whether a struct page belongs to its frame, as `pfn_valid()` says. */
export function hasStructPage({ kind }: PageInKernel): boolean {
  return kind !== 'DAX without a struct page';
}

/** Whether its mapping is a file's, as `page_mapping()` and `folio_flush_mapping()` say. */
export function isOfAFile({ kind }: PageInKernel): boolean {
  return kind === 'page cache' || kind === 'DAX with a folio';
}

/** A user address that a call is given. */
export interface UserAddress {
  readonly address: Address;
  /** The number of the machine alias that lies there; absent where nothing is mapped yet. */
  readonly alias?: number;
  /** Whether it is the running process's. */
  readonly current: boolean;
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
  /**
   * A kernel address of this color that leads to the page: the port's window for this use, mapped, its TLB entry
   * invalidated.
   */
  window(page: PageInKernel, color: number, use?: WindowUse): number;
  /** The user addresses that lead to the page now: all, or those of shared mappings of the running process. */
  userAddresses(page: PageInKernel, of: 'all' | 'current shared'): readonly number[];
  /** Whether any user maps any page of the page's file. */
  isFileMapped(page: PageInKernel): boolean;
  /** What PG_arch_1 says: whether a flush of the kernel's lines is owed. */
  owesFlush(page: PageInKernel): boolean;
  setOwesFlush(page: PageInKernel, owes: boolean): void;
}

/** Carries out steps, in order; a step whose conditions do not hold is left out. */
export function carryOut(steps: readonly CacheStep[], target: CallTarget, kernel: CachetlbKernel): void {
  for (const { op, reach, by, when = [] } of steps) {
    if (allHold(when, target, kernel)) REACHES[reach]({ op, by }, target, kernel);
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

/** What is done to the lines that a step reaches, and how they are found. */
type Operation = Pick<CacheStep, 'op' | 'by'>;
type MaintainReached = (operation: Operation, target: CallTarget, kernel: CachetlbKernel) => void;

const REACHES: Readonly<Record<Reach, MaintainReached>> = {
  'kernel address': (how, target, kernel) => maintainPage(how, kernel.kernelAddress(pageOf(target)), kernel),
  'user address': (how, target, kernel) => {
    const { alias, address } = userOf(target);
    const leadsSomewhere = alias !== undefined && kernel.machine.physicalPageOf(alias) !== undefined;
    if (leadsSomewhere) maintainPage(how, alias, kernel);
    // An instruction that names an address finds nothing where nothing is mapped; one that names sets finds them.
    else if (how.by === 'index' && isVirtuallyIndexed(kernel.machine.cache.description)) {
      kernel.machine.maintainIndex(how.op, address, kernel.layout.machine.pageSize);
    }
  },
  'file color': (how, target, kernel) => {
    const page = pageOf(target);
    maintainPage(how, kernel.window(page, fileColor(page, kernel)), kernel);
  },
  'user color': (how, target, kernel) => maintainPage(how, windowOfUser(target, kernel), kernel),
  'physical page': ({ op, by }, target, { machine, layout }) => {
    const { page } = pageOf(target).physical;
    const smallPages = layout.machine.pageSize / SMALL_PAGE;
    const found = by === 'search of tags' ? 'by search' : 'by instruction';
    machine.maintainPhysical(op, page, found, smallPages);
  },
  'user mappings': (how, target, kernel) => {
    const colors = new Set<number>();
    for (const alias of kernel.userAddresses(pageOf(target), 'all')) {
      const color = kernel.layout.colorOf(kernel.machine.aliases[alias]!.virtual);
      if (!colors.has(color)) maintainPage(how, alias, kernel);
      colors.add(color);
    }
  },
  'current shared mappings': (how, target, kernel) => {
    for (const alias of kernel.userAddresses(pageOf(target), 'current shared'))
      maintainPage(how, alias, kernel);
  },
  // Where the buffer of whoever calls lies is not part of a story: no line of its pages is in the caches of one.
  'the caller’s buffer': () => {},
  'kernel range': partsOf('kernel range'),
  'partial lines': partsOf('partial lines'),
  'full lines': partsOf('full lines'),
  'lines from the first byte': partsOf('lines from the first byte'),
  'whole cache': ({ op }, _target, { machine }) => machine.maintainAll(op),
  'all dirty lines': ({ op }, _target, { machine }) => machine.maintainAll(op, 'dirty lines'),
};

const HOLDS: Readonly<Record<Condition, (target: CallTarget, kernel: CachetlbKernel) => boolean>> = {
  'colors differ': colorsDiffer,
  'colors agree': (target, kernel) => !colorsDiffer(target, kernel),
  'addresses differ modulo SHMLBA': (target, kernel) =>
    differModulo(kernel.layout.machine.shmlba, target, kernel),
  'addresses differ modulo 4 pages': (target, kernel) =>
    differModulo(4 * kernel.layout.machine.pageSize, target, kernel),
  anonymous: (target) => pageOf(target).kind === 'anonymous',
  'of a file': (target) => isOfAFile(pageOf(target)),
  'of no file': (target) => !isOfAFile(pageOf(target)),
  'current mm': (target) => userOf(target).current,
  'not current mm': (target) => !userOf(target).current,
  mapped: isMapped,
  'file mapped': (target, kernel) => kernel.isFileMapped(pageOf(target)),
  'flush owed': (target, kernel) => kernel.owesFlush(pageOf(target)),
  'mapped and no flush owed': mappedAndClean,
  'not mapped or flush owed': (target, kernel) => !mappedAndClean(target, kernel),
  'in the direct map': ({ range }, kernel) => range !== undefined && isDirectMap(range, kernel),
  'a whole page': ofRange('a whole page'),
  'part of a page': ofRange('part of a page'),
  'fills its lines': ofRange('fills its lines'),
  'shares a line': ofRange('shares a line'),
};

function colorsDiffer(target: CallTarget, kernel: CachetlbKernel): boolean {
  const page = pageOf(target);
  const { layout } = kernel;
  const users = target.user ? layout.colorOf(target.user.address) : fileColor(page, kernel);
  return layout.colorOf(layout.directMap(page.physical)) !== users;
}

/** Whether the kernel's address and the user's, or else the page's place in its file (`index << PAGE_SHIFT`), differ so. */
function differModulo(bytes: number, target: CallTarget, { layout }: CachetlbKernel): boolean {
  const page = pageOf(target);
  const { pageSize } = layout.machine;
  const inPages = (place: number) => Math.floor((place % bytes) / pageSize);
  const users = target.user ? addressModulo(target.user.address, bytes) : page.of.page * pageSize;
  return inPages(addressModulo(layout.directMap(page.physical), bytes)) !== inPages(users);
}

function isDirectMap({ alias }: KernelRange, { machine, layout }: CachetlbKernel): boolean {
  const { virtual } = machine.aliases[alias]!;
  const direct = layout.directMap({ page: machine.physicalPageOf(alias)!, offset: 0 });
  return virtual.page === direct.page && virtual.offset === direct.offset;
}

function partsOf(reach: keyof typeof RANGE_PARTS) {
  return (how: Operation, target: CallTarget, { machine }: CachetlbKernel): void => {
    for (const part of RANGE_PARTS[reach](rangeOf(target), lineOf(machine)))
      maintainRange(how, part, machine);
  };
}

function ofRange(condition: keyof typeof RANGE_HOLDS) {
  return (target: CallTarget, { machine, layout }: CachetlbKernel): boolean =>
    RANGE_HOLDS[condition](rangeOf(target), lineOf(machine), layout.machine.pageSize);
}

function isMapped(target: CallTarget, kernel: CachetlbKernel): boolean {
  return kernel.userAddresses(pageOf(target), 'all').length > 0;
}

function mappedAndClean(target: CallTarget, kernel: CachetlbKernel): boolean {
  return isMapped(target, kernel) && !kernel.owesFlush(pageOf(target));
}

/** The window of the user address's color, opened for the page. */
export function windowOfUser(target: CallTarget, kernel: CachetlbKernel, use?: WindowUse): number {
  return kernel.window(pageOf(target), kernel.layout.colorOf(userOf(target).address), use);
}

function maintainPage({ op, by }: Operation, alias: number, { machine, layout }: CachetlbKernel): void {
  const { pageSize } = layout.machine;
  if (by === 'index') machine.maintainIndex(op, indexedBy(alias, machine), pageSize);
  else machine.maintain(op, alias, 0, pageSize);
}

function maintainRange(
  { op, by }: Operation,
  { alias, offset, length }: KernelRange,
  machine: Machine,
): void {
  if (by === 'index') machine.maintainIndex(op, addBytes(indexedBy(alias, machine), offset), length);
  else machine.maintain(op, alias, offset, length);
}

function lineOf({ cache }: Machine): number {
  return cache.description.line;
}

/** The address of an alias that selects sets: the virtual one, unless the cache is physically indexed. */
function indexedBy(alias: number, machine: Machine): Address {
  const { virtual } = machine.aliases[alias]!;
  if (isVirtuallyIndexed(machine.cache.description)) return virtual;
  return { page: machine.physicalPageOf(alias)!, offset: virtual.offset };
}

function rangeOf({ range }: CallTarget): KernelRange {
  if (!range) throw new TypeError('a step is about a range of kernel addresses, and the call was given none');
  return range;
}

function pageOf({ page }: CallTarget): PageInKernel {
  if (!page) throw new TypeError('a step is about a page, and the call was given none');
  return page;
}

function userOf({ user }: CallTarget): UserAddress {
  if (!user) throw new TypeError('a step is about a user address, and the call was given none');
  return user;
}
