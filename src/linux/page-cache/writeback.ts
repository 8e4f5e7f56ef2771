/**
 * Writing dirty pages of the page cache back: users are write-protected first, and their lines flushed, so that what they
 * stored is in what the driver copies (clear_page_dirty_for_io() and page_mkclean(), mm, Linux 4.5).
 */
import type { Errno } from '../errno.js';
import { flushUserPage } from '../mm/flush-user-pages.js';
import type { FileState } from '../system/file-state.js';
import type { System } from '../system/system.js';
import { writePage } from './cached-pages.js';

/** Writes back the dirty pages from `first` to `end`; the first error is told, and the others are written all the same. */
export function writeback(system: System, file: FileState, first: number, end: number): Errno | 0 {
  let failed: Errno | 0 = 0;
  const dirty = [...file.cached].filter(([page, cached]) => cached.dirty && page >= first && page < end);
  for (const [page, cached] of dirty.sort(([a], [b]) => a - b)) {
    for (const vma of file.mappings) {
      const present = vma.present.get(page);
      if (!present?.cached) continue;
      flushUserPage(system, vma, page);
      present.writable = false;
    }
    const result = writePage(system, file, cached);
    failed ||= result;
  }
  return failed;
}
