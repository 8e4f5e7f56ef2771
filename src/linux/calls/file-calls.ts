/** `read()` and `write()` as a process calls them: through DAX or through the page cache, as the file system is mounted. */
import type { TransferRecord } from '../dax/copy-pages.js';
import { daxDoIo } from '../dax/dax-do-io.js';
import { daxIomapRw } from '../dax/dax-iomap.js';
import { invalidateCached } from '../dax/hole-pages.js';
import { formatReturned, type Returned } from '../errno.js';
import { isRefused } from '../mm/mmap.js';
import { bufferedRead, bufferedWrite } from '../page-cache/buffered-io.js';
import type { FileState } from '../system/file-state.js';
import type { IovIter } from '../system/iov-iter.js';
import type { System } from '../system/system.js';

/** `pread()`: short at the end of the file, 0 from there on (generic_file_read_iter(), mm/filemap.c, Linux 4.5). */
export function read(
  system: System,
  file: FileState,
  iter: IovIter,
  at: number,
  transfer: TransferRecord,
): Returned {
  return system.trace.within('read', `${iter.count} bytes at ${at} of ${file.name}`, () => {
    if (isRefused(system)) return 'EOPNOTSUPP';
    if (at >= file.size) return 0;
    if (system.linux.mount === 'page cache') return bufferedRead(system, file, iter, at, transfer);
    return system.release.transfers.by === 'dax_do_io'
      ? daxDoIo(system, file, iter, at, transfer)
      : iomap(system, file, iter, at, transfer);
  });
}

/**
 * `pwrite()`, or write() of a file that was opened with O_APPEND (`'end'`). Zeroed pages that stand for holes are taken out
 * of the page cache before and after, and the size grows by what was written (generic_file_direct_write(), mm/filemap.c).
 */
export function write(
  system: System,
  file: FileState,
  iter: IovIter,
  where: number | 'end',
  transfer: TransferRecord,
): Returned {
  const at = where === 'end' ? file.size : where;
  const given = `${iter.count} bytes at ${at} of ${file.name}${where === 'end' ? ', O_APPEND' : ''}`;
  return system.trace.within('write', given, () => {
    if (isRefused(system)) return 'EOPNOTSUPP';
    system.trace.note('inode_lock', file.name);
    const result =
      system.linux.mount === 'page cache' ? bufferedWrite(system, file, iter, at) : directWrite(at);
    system.trace.note('inode_unlock', file.name);
    return result;
  });

  function directWrite(pos: number): Returned {
    if (system.release.transfers.by === 'dax_iomap_rw') {
      const written = iomap(system, file, iter, pos, transfer);
      grow(pos, written);
      return written;
    }
    const first = Math.floor(pos / system.pageSize);
    const pages = Math.ceil((pos + iter.count) / system.pageSize) - first;
    invalidateCached(system, file, first, pages, 'write');
    const written = daxDoIo(system, file, iter, pos, transfer);
    invalidateCached(system, file, first, pages, 'write');
    grow(pos, written);
    return written;
  }

  function grow(pos: number, written: Returned): void {
    if (typeof written !== 'number' || pos + written <= file.size) return;
    file.size = pos + written;
    system.trace.note('i_size_write', file.name, formatReturned(file.size));
  }
}

function iomap(
  system: System,
  file: FileState,
  iter: IovIter,
  at: number,
  transfer: TransferRecord,
): Returned {
  return system.trace.within(
    'dax_iomap_rw',
    `${iter.write ? 'write' : 'read'}, ${iter.count} bytes at ${at}`,
    () => daxIomapRw(system, file, iter, at, transfer),
  );
}
