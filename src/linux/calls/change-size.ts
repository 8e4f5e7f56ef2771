/**
 * `ftruncate()`, and fallocate() that zeroes or punches a range: pages leave the users first, then parts of pages are
 * zeroed through the kernel's alias, then blocks change (fs/ext4/inode.c: ext4_setattr(), ext4_punch_hole(), Linux 4.5);
 * where a range is zeroed, blocks change before parts are zeroed (fs/ext4/extents.c: ext4_zero_range(), Linux 4.5).
 */
import { PMD_SIZE } from '../dax/dax-pmd-fault.js';
import { daxTruncatePage, daxZeroPageRange } from '../dax/zero-range.js';
import type { Errno } from '../errno.js';
import type { BlockState } from '../extents.js';
import { isRefused } from '../mm/mmap.js';
import { unmapMappingRange } from '../mm/user-pages.js';
import { zeroCached } from '../page-cache/zero-cached.js';
import type { FileState } from '../system/file-state.js';
import type { System } from '../system/system.js';

/** Makes a file shorter or longer. What a longer one gains is a hole. */
export function truncate(system: System, file: FileState, size: number): Errno | 0 {
  const { pageSize, trace } = system;
  return trace.within('ftruncate', `${file.name} to ${size} bytes, from ${file.size}`, () => {
    if (isRefused(system)) return 'EOPNOTSUPP';
    const isShorter = size < file.size;
    trace.note('inode_dio_wait', file.name);
    trace.note('i_size_write', file.name, String(size));
    file.size = size;
    if (!isShorter) return 0;
    const kept = Math.ceil(size / pageSize);
    dropPages(system, file, kept, file.description.pages - kept, 'too');
    const failed = zeroPart(system, file, size, (pageSize - (size % pageSize)) % pageSize);
    if (failed) return failed;
    setBlocks(system, file, kept, file.description.pages - kept, 'hole');
    return 0;
  });
}

/** FALLOC_FL_ZERO_RANGE or FALLOC_FL_PUNCH_HOLE: whole blocks change their state, parts of blocks are zeroed. */
export function fallocate(
  system: System,
  file: FileState,
  mode: 'zero range' | 'punch hole',
  at: number,
  length: number,
): Errno | 0 {
  const { pageSize, trace } = system;
  return trace.within('fallocate', `${mode}, ${length} bytes at ${at} of ${file.name}`, () => {
    if (isRefused(system)) return 'EOPNOTSUPP';
    const end = Math.min(at + length, file.description.pages * pageSize);
    if (at + length > end && mode === 'zero range') return 'ENOSPC';
    const first = Math.ceil(at / pageSize);
    const last = Math.floor(end / pageSize);
    // The parts of pages at both ends, or the one part in the midst of a page.
    const parts: [number, number][] =
      first > last
        ? [[at, end - at]]
        : [
            [at, first * pageSize - at],
            [last * pageSize, end - last * pageSize],
          ];
    const holes = file.holesIn(first, Math.max(0, last - first));
    if (mode === 'zero range' && holes > file.freeBlocks) return 'ENOSPC';
    if (last > first) dropPages(system, file, first, last - first, 'stay');
    if (mode === 'zero range') setBlocks(system, file, first, last - first, 'unwritten');
    for (const [from, bytes] of parts) {
      const failed = zeroPart(system, file, from, bytes);
      if (failed) return failed;
    }
    if (mode === 'punch hole') setBlocks(system, file, first, last - first, 'hole');
    if (mode === 'zero range') file.size = Math.max(file.size, end);
    return 0;
  });
}

function zeroPart(system: System, file: FileState, from: number, length: number): Errno | 0 {
  if (length === 0) return 0;
  if (system.linux.mount === 'page cache') return zeroCached(system, file, from, length);
  const toTheEnd = (from + length) % system.pageSize === 0;
  return toTheEnd && length < system.pageSize
    ? daxTruncatePage(system, file, from)
    : daxZeroPageRange(system, file, from, length);
}

/** `truncate_pagecache()` and `unmap_mapping_range()`: nobody maps these pages, and nothing is remembered of them. */
function dropPages(
  system: System,
  file: FileState,
  first: number,
  pages: number,
  copies: 'too' | 'stay',
): void {
  if (pages <= 0) return;
  system.trace.note('unmap_mapping_range', `${file.name}, pages ${first} to ${first + pages - 1}`);
  unmapMappingRange(system, file, first, pages, copies);
  for (const page of [...file.cached.keys()])
    if (page >= first && page < first + pages) file.cached.delete(page);
  for (const [page, { huge }] of [...file.entries]) {
    const isInside = page >= first && page < first + pages;
    if (isInside || (huge && page < first + pages && page + PMD_SIZE / system.pageSize > first))
      file.entries.delete(page);
  }
}

function setBlocks(system: System, file: FileState, first: number, pages: number, state: BlockState): void {
  if (pages <= 0) return;
  file.setBlocks(first, pages, state);
  system.trace.note('ext4_map_blocks', `pages ${first} to ${first + pages - 1}`, state);
}
