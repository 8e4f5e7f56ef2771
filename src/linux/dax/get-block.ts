/**
 * `get_block()`, or what an iomap says since 4.10: where the blocks of a file are, and new ones where the caller asks for them. One file system stands for
 * all: it tells extents, it reports a hole without touching the buffer (as ext4 may), and it takes a block for a page.
 */

import { pfnOf } from '../dax-file.js';
import type { Errno } from '../errno.js';
import type { FileState } from '../system/file-state.js';
import type { System } from '../system/system.js';
import { clearBlocks } from './clear-blocks.js';

/** What of `struct buffer_head` matters here. */
export interface BufferHead {
  /** Bytes asked for; then, bytes that the extent has from the block on. */
  size: number;
  /** The page of the file that the extent is of, from here on. */
  page: number;
  mapped: boolean;
  unwritten: boolean;
  isNew: boolean;
  /** Asking the device for the block fails. */
  outOfRange: boolean;
}

export function bufferHead(): BufferHead {
  return { size: 0, page: 0, mapped: false, unwritten: false, isNew: false, outOfRange: false };
}

/** `buffer_written()`, fs/dax.c. */
export function isWritten(bh: BufferHead): boolean {
  return bh.mapped && !bh.unwritten;
}

/** `buffer_size_valid()`: whether the file system has said anything at all. */
export function isSizeValid(bh: BufferHead): boolean {
  return bh.mapped || bh.unwritten || bh.isNew;
}

/** Fills `bh`, which says how many bytes are wanted. With `create`, a hole gets blocks. */
export function getBlock(
  system: System,
  file: FileState,
  page: number,
  bh: BufferHead,
  create: boolean,
): Errno | 0 {
  const given = `page ${page}, ${bh.size} bytes${create ? ', create' : ''}`;
  return system.trace.within(
    system.release.transfers.asks,
    given,
    () => {
      Object.assign(bh, { page, mapped: false, unwritten: false, isNew: false, outOfRange: false });
      const state = file.blockState(page);
      if (state === 'EIO') return 'EIO';
      if (state !== 'hole') return describe(system, file, page, bh, create);
      return create ? allocate(system, file, page, bh) : 0;
    },
    (failed) => (failed === 0 ? formatBuffer(bh) : `-${failed}`),
  );
}

function describe(system: System, file: FileState, page: number, bh: BufferHead, create: boolean): 0 {
  const state = file.blockState(page);
  const pages = runOf(system, file, page, bh.size);
  bh.size = pages * system.pageSize;
  bh.mapped = true;
  bh.outOfRange = state === 'ERANGE';
  bh.unwritten = state === 'unwritten';
  if (bh.unwritten && create && system.release.blocks.zeroedBy === 'the file system') {
    // The file system hands out written blocks only: it has zeroed them itself.
    clearBlocks(system, file, page, pages);
    file.setBlocks(page, pages, 'written');
    bh.unwritten = false;
  }
  return 0;
}

function allocate(system: System, file: FileState, page: number, bh: BufferHead): Errno | 0 {
  const room = Math.min(file.freeBlocks, file.description.pages - page);
  if (room <= 0) return 'ENOSPC';
  const pages = Math.min(room, runOf(system, file, page, bh.size));
  file.setBlocks(page, pages, 'written');
  bh.size = pages * system.pageSize;
  bh.mapped = true;
  if (system.release.blocks.zeroedBy === 'dax_new_buf') bh.isNew = true;
  else clearBlocks(system, file, page, pages);
  return 0;
}

/** How many pages from here on are of one state and lie behind each other in memory; not more than asked for. */
function runOf({ pageSize }: System, file: FileState, page: number, bytes: number): number {
  const [run] = file.runs(page, Math.max(1, Math.ceil(bytes / pageSize)));
  const most = Math.min(run?.pages ?? 1, file.description.pages - page);
  const pfn = pfnOf(file.description, page);
  let pages = 1;
  while (pages < most && pfnOf(file.description, page + pages) === pfn + pages) pages++;
  return pages;
}

function formatBuffer(bh: BufferHead): string {
  if (!isSizeValid(bh)) return 'hole';
  const state = bh.unwritten ? 'unwritten' : bh.isNew ? 'new' : 'mapped';
  return `${state}, ${bh.size} bytes`;
}
