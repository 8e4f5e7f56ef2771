/** `fsync()` and `msync(MS_SYNC)`: dirty pages are written back, the device completes, and the caller takes them to be safe. */

import { SMALL_PAGE } from '../../units/address.js';
import { daxWritebackMappingRange } from '../dax/dax-writeback.js';
import { frameOf } from '../dax/kernel-access.js';
import { pfnOf } from '../dax-file.js';
import type { Errno } from '../errno.js';
import { isRefused } from '../mm/mmap.js';
import { writeback } from '../page-cache/writeback.js';
import type { FileState } from '../system/file-state.js';
import type { System } from '../system/system.js';

/** Writes back the pages of a file from `first` to `end`. */
export function sync(
  system: System,
  call: 'fsync' | 'msync',
  file: FileState,
  first: number,
  end: number,
): Errno | 0 {
  return system.trace.within(call, `${file.name}, pages ${first} to ${end - 1}`, () => {
    if (isRefused(system)) return 'EOPNOTSUPP';
    const isDax = system.linux.mount === 'dax';
    if (isDax) daxWritebackMappingRange(system, file, first, end);
    const failed = isDax ? 0 : writeback(system, file, first, end);
    if (!isDax || system.release.transfers.endsWith === 'nothing') {
      system.trace.note('blkdev_issue_flush', '');
      system.machine.drain();
    }
    if (!failed) promiseAll(system, file, first, end);
    return failed;
  });
}

/** Every byte that was ever stored to these pages is promised, whether it has reached the medium or not. */
function promiseAll(system: System, file: FileState, first: number, end: number): void {
  const { machine, pageSize } = system;
  const small = pageSize / SMALL_PAGE;
  const { firstPfn, placed, pages } = file.description;
  const stored = new Set(machine.oracle.writtenPages().map((page) => Math.floor(page / small)));
  const unmoved = [...stored].map((pfn) => pfn - firstPfn);
  const candidates = new Set([...unmoved, ...placed.map(({ page }) => page)]);
  for (const page of [...candidates].sort((a, b) => a - b)) {
    const isMeant = page >= first && page < end && page >= 0 && page < pages;
    if (!isMeant || file.blockState(page) !== 'written' || !stored.has(pfnOf(file.description, page)))
      continue;
    machine.promise(frameOf(system, file, page), pageSize);
  }
}
