/** What the cachetlb calls need of the running kernel: which addresses lead to a page, and what PG_arch_1 says of it. */

import type { Address } from '../../units/address.js';
import {
  type CachetlbKernel,
  type PageInKernel,
  type PageKind,
  portCallsOf,
  startsOwing,
  type UserAddress,
} from '../cachetlb/index.js';
import type { FilePage } from '../dax-file.js';
import type { CachedPage } from './cached-page.js';
import type { PresentPage } from './file-state.js';
import type { System } from './system.js';

/** The page behind a page table entry: of the page cache, a private copy, or a block. */
export function pageOf(system: System, { alias, cached, isCopy }: PresentPage): PageInKernel {
  const { physical, description } = alias;
  if (cached) return cachedFrame(cached);
  return isCopy ? frame(description.of, physical, 'anonymous') : blockFrame(system, description.of, physical);
}

/** A page of the page cache, with its folio where that has several pages: each page of a folio knows all of them. */
export function cachedFrame({ of, physical, folio }: CachedPage): PageInKernel {
  const page = frame(of, physical);
  if (!folio) return page;
  const pages: PageInKernel[] = [];
  for (const each of folio) pages.push({ ...frame(each.of, each.physical), folio: pages });
  return { ...page, folio: pages };
}

/** A block of a DAX file: without a struct page, until releases ask for one whose mapping says whose it is. */
export function blockFrame({ release }: System, of: FilePage, physical: Address): PageInKernel {
  return { of, physical, kind: release.faults.associates ? 'DAX with a folio' : 'DAX without a struct page' };
}

/** A frame that holds a page of a file, or is about to hold a copy of one; of the page cache, if nothing else is said. */
export function frame(of: FilePage, physical: Address, kind: PageKind = 'page cache'): PageInKernel {
  return { of, physical, kind };
}

/** A user address as the calls are told of it, seen from the process that runs. */
export function userAddress(system: System, process: number, address: Address, alias?: number): UserAddress {
  const current = currentProcess(system) === process;
  return alias === undefined ? { address, current } : { address, alias, current };
}

/** The process that runs on the core that everything happens on. */
export function currentProcess({ running, machine }: System): number {
  return running.get(machine.core) ?? 1;
}

/** The running kernel, as a cachetlb call sees it. */
export function cachetlbKernelOf(system: System): CachetlbKernel {
  const { machine, layout, aliases, owing } = system;
  const isFirst = startsOwing(portCallsOf(layout.machine));
  return {
    machine,
    layout,
    kernelAddress: ({ of, physical }) => aliases.directMapOf(of, physical).number,
    window: ({ of, physical }, color, use) => aliases.windowOf(of, physical, color, { use }).number,
    userAddresses: ({ physical }, which) =>
      aliases
        .usersOf(physical)
        .filter((user) => {
          const isCurrent = user.description.process === currentProcess(system);
          return which === 'all' || (isCurrent && aliases.isShared(user));
        })
        .map(({ number }) => number),
    isFileMapped: ({ of: { file } }) => system.file(file).isMapped || aliases.isMappedByUser(file),
    owesFlush: (page) => owing.get(headOf(page)) ?? isFirst,
    setOwesFlush: (page, owes) => {
      owing.set(headOf(page), owes);
    },
  };
}

/** Where what is owed for a page is noted: at the first frame of its folio. */
function headOf({ physical, folio }: PageInKernel): number {
  return (folio?.[0]?.physical ?? physical).page;
}
