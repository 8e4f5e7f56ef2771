/**
 * The zeroed pages of the page cache that a DAX file shows for holes: a read fault makes one, a write takes it away again
 * (dax_load_hole() and __dax_fault() in fs/dax.c, Linux 4.5).
 */
import { unmapMappingRange } from '../mm/user-pages.js';
import type { CachedPage } from '../system/cached-page.js';
import type { FileState } from '../system/file-state.js';
import type { System } from '../system/system.js';

/** `dax_load_hole()`: the zeroed page that stands for a hole, made where there is none yet. */
export function holePage(system: System, file: FileState, page: number): CachedPage {
  const known = file.cached.get(page);
  if (known) return known;
  const made: CachedPage = {
    of: { file: file.description, page },
    physical: system.newFrame(),
    uptodate: true,
    dirty: false,
  };
  system.trace.within('find_or_create_page', `page ${page}, zeroed`, () => zeroFrame(system, made));
  file.cached.set(page, made);
  return made;
}

/** `clear_highpage()`: zeroes a frame through the direct map. */
export function zeroFrame(system: System, { of, physical }: Pick<CachedPage, 'of' | 'physical'>): void {
  const { number } = system.aliases.directMapOf(of, physical);
  system.machine.store(number, 0, new Uint8Array(system.pageSize));
}

/** Takes zeroed pages away that stand for what is no hole any more: from all users, then from the page cache. */
export function invalidateCached(system: System, file: FileState, first: number, pages: number): void {
  const there = [...file.cached.keys()].filter((page) => page >= first && page < first + pages);
  for (const page of there.sort((a, b) => a - b)) {
    unmapMappingRange(system, file, page, 1, 'stay');
    file.cached.delete(page);
    system.trace.note('delete_from_page_cache', `page ${page} of ${file.name}`);
  }
}
