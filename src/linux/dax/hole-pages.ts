/**
 * The zeroed pages that a DAX file shows for holes: a read fault maps one, a write takes it away again. They are pages of
 * the page cache in 4.5 (dax_load_hole() and __dax_fault() in fs/dax.c). Since 5.4 it is the kernel's one zero page, which
 * nobody zeroes any more; here each hole has a frame of its own for it.
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
  if (system.release.faults.holeIs === 'the zero page')
    system.trace.note('dax_load_hole', `page ${page}, the zero page`);
  else system.trace.within('find_or_create_page', `page ${page}, zeroed`, () => zeroFrame(system, made));
  file.cached.set(page, made);
  return made;
}

/** `clear_highpage()`: zeroes a frame through the direct map. */
export function zeroFrame(system: System, { of, physical }: Pick<CachedPage, 'of' | 'physical'>): void {
  const { number } = system.aliases.directMapOf(of, physical);
  system.machine.store(number, 0, new Uint8Array(system.pageSize));
}

/** Takes zeroed pages away that stand for what is no hole any more: from all users, then from the page cache. */
export function invalidateCached(
  system: System,
  file: FileState,
  first: number,
  pages: number,
  by: 'fault' | 'write',
): void {
  const ofZeroPage = by === 'fault' ? 'dax_insert_entry' : 'dax_invalidate_mapping_entry_sync';
  const name = system.release.faults.holeIs === 'the zero page' ? ofZeroPage : 'delete_from_page_cache';
  const there = [...file.cached.keys()].filter((page) => page >= first && page < first + pages);
  for (const page of there.sort((a, b) => a - b)) {
    unmapMappingRange(system, file, page, 1, 'stay');
    file.cached.delete(page);
    system.trace.note(name, `page ${page} of ${file.name}`);
  }
}
