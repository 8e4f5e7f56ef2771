/**
 * `dax_map_atomic()`, `dax_direct_access()` since: the kernel's address of a block, and how much lies behind it. It maps nothing: the address is one of
 * a mapping that is always there (fs/dax.c and bdev_direct_access() in fs/block_dev.c, Linux 4.5).
 */
import type { Errno } from '../errno.js';
import type { FileState } from '../system/file-state.js';
import type { System } from '../system/system.js';
import type { BufferHead } from './get-block.js';

/**
 * Bytes that can be reached from the block on. A RAM disk (brd) gives a page at a time; persistent memory gives what was
 * asked for; a window is a page, so under the congruent strategy it is a page too.
 */
export function daxMapAtomic(system: System, file: FileState, bh: BufferHead): number | Errno {
  const mapped = bh.outOfRange
    ? 'ERANGE'
    : file.description.medium === 'DRAM' || system.behavior('dax_io').window
      ? Math.min(bh.size, system.pageSize)
      : bh.size;
  system.trace.note(
    system.release.transfers.looksUp,
    `page ${bh.page}, ${bh.size} bytes`,
    typeof mapped === 'string' ? `-${mapped}` : `${mapped} bytes`,
  );
  return mapped;
}
