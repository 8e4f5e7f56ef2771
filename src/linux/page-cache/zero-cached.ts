/** Zeroing a part of a page in the page cache: `zero_user_segment()`, which calls flush_dcache_page(). */
import type { Errno } from '../errno.js';
import type { FileState } from '../system/file-state.js';
import type { System } from '../system/system.js';
import { findOrCreatePage, flushDcache, kernelAddress, readPage } from './cached-pages.js';

/** Zeroes `length` bytes from byte `from` of the file on; all in one page. */
export function zeroCached(system: System, file: FileState, from: number, length: number): Errno | 0 {
  const page = Math.floor(from / system.pageSize);
  if (!file.cached.has(page) && file.blockState(page) !== 'written') return 0;
  const cached = findOrCreatePage(system, file, page);
  const failed = readPage(system, file, cached);
  if (failed) return failed;
  if (file.isWritablyMapped) flushDcache(system, cached, 'users can write to it');
  system.machine.store(kernelAddress(system, cached), from % system.pageSize, new Uint8Array(length));
  flushDcache(system, cached, 'zeroed in part');
  cached.dirty = true;
  return 0;
}
