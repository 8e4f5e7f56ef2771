/**
 * `dax_do_io()`: what a file system calls for read() and write(), around dax_io(): locks, the count that holds truncation
 * off, and the end of the transfer, where unwritten blocks become written ones (fs/dax.c and fs/ext4/inode.c, Linux 4.5).
 */
import type { Returned } from '../errno.js';
import type { FileState } from '../system/file-state.js';
import type { IovIter } from '../system/iov-iter.js';
import type { System } from '../system/system.js';
import type { TransferRecord } from './copy-pages.js';
import { daxIo } from './dax-io.js';

export function daxDoIo(
  system: System,
  file: FileState,
  iter: IovIter,
  pos: number,
  transfer: TransferRecord,
): Returned {
  const { trace } = system;
  const end = pos + iter.count;
  const name = iter.write ? 'write' : 'read';
  return trace.within('dax_do_io', `${name}, bytes ${pos} to ${end}`, () => {
    // DIO_LOCKING: a reader takes the lock; a writer comes with it.
    if (!iter.write) {
      trace.note('inode_lock', file.name);
      trace.note('filemap_write_and_wait_range', `bytes ${pos} to ${end}`);
    }
    trace.note('inode_dio_begin', file.name);
    const result = trace.within('dax_io', `${name}, bytes ${pos} to ${end}`, () =>
      daxIo(system, file, iter, pos, end, transfer),
    );
    if (!iter.write) trace.note('inode_unlock', file.name);
    if (typeof result === 'number' && result > 0 && iter.write) endIo(system, file, pos, result);
    trace.note('inode_dio_end', file.name);
    return result;
  });
}

/** `ext4_end_io_dio()`: blocks that were written to are unwritten no longer; the others stay as they are. */
function endIo(system: System, file: FileState, pos: number, length: number): void {
  const first = Math.floor(pos / system.pageSize);
  const last = Math.floor((pos + length - 1) / system.pageSize);
  let converted = 0;
  for (let page = first; page <= last; page++) {
    if (file.blockState(page) !== 'unwritten') continue;
    file.setBlocks(page, 1, 'written');
    converted++;
  }
  system.trace.note('end_io', `bytes ${pos} to ${pos + length}`, `${converted} blocks converted`);
}
