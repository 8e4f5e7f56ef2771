/** The page table entries of users: what they lead to, and how they are made and taken away. */
import { type Address, addBytes, formatAddress } from '../../units/address.js';
import type { CachedPage } from '../system/cached-page.js';
import type { FileState, PresentPage, Vma } from '../system/file-state.js';
import type { System } from '../system/system.js';
import { flushUserPages } from './flush-user-pages.js';

/** The address at which a mapping shows a page of its file. */
export function addressOf(system: System, { start, description }: Vma, page: number): Address {
  return addBytes(start, (page - description.page) * system.pageSize);
}

/** What a page of a mapping is called: as the mapping, where it has one page only. */
function nameOf({ description }: Vma, page: number, isCopy: boolean): string {
  const name = description.pages === 1 ? description.name : `${description.name}[${page}]`;
  return isCopy ? `${name} copy` : name;
}

/** What a page table entry is to lead to. */
export interface Target {
  readonly physical: Address;
  readonly writable: boolean;
  readonly cached?: CachedPage;
  readonly isCopy?: true;
}

/** Makes a page table entry: `set_pte_at()`. */
export function setPte(system: System, vma: Vma, page: number, target: Target): PresentPage {
  const virtual = addressOf(system, vma, page);
  const { physical, writable, cached, isCopy } = target;
  const description = {
    name: nameOf(vma, page, isCopy ?? false),
    who: 'user',
    of: { file: vma.file.description, page },
    at: { kind: 'address', address: formatAddress(virtual) },
    process: vma.description.process,
  } as const;
  const alias = system.aliases.mapUser(description, virtual, physical, vma.description.kind);
  const present = { alias, writable, ...(cached && { cached }), ...(isCopy && { isCopy }) };
  vma.present.set(page, present);
  return present;
}

/**
 * Takes page table entries away, in the order that Linux keeps: the cache first, since some caches need a translation to be
 * flushed by, then the entries, then the TLB (Documentation/core-api/cachetlb.rst).
 */
export function zapPages(system: System, vma: Vma, pages: readonly number[]): void {
  const there = pages.filter((page) => vma.present.has(page));
  if (there.length === 0) return;
  flushUserPages(system, vma, there);
  for (const page of there) {
    system.aliases.unmapUser(vma.present.get(page)!.alias);
    vma.present.delete(page);
  }
  system.trace.note('flush_tlb_range', `${vma.description.name}, ${there.length} pages`);
}

/**
 * `unmap_mapping_range()`: no user maps these pages of the file any more. Private copies go too where the file has lost the
 * pages (truncation), and stay where it has not.
 */
export function unmapMappingRange(
  system: System,
  file: FileState,
  first: number,
  pages: number,
  copies: 'too' | 'stay',
): void {
  for (const vma of file.mappings) {
    const there = [...vma.present.keys()].filter((page) => {
      const { isCopy } = vma.present.get(page)!;
      return page >= first && page < first + pages && !(isCopy && copies === 'stay');
    });
    zapPages(
      system,
      vma,
      there.sort((a, b) => a - b),
    );
  }
}
