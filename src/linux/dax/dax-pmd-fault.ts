/**
 * `__dax_pmd_fault()`, `dax_iomap_pmd_fault()` since 4.10: 2 MiB at once, where everything fits; otherwise the fault is one
 * of a page (fs/dax.c). FS_DAX_PMD needs ZONE_DEVICE, which only x86-64 has until after 4.10; in 4.9 it is marked as broken.
 */
import { addressModulo } from '../../units/address.js';
import { pfnOf } from '../dax-file.js';
import { addressOf, setPte, unmapMappingRange } from '../mm/user-pages.js';
import type { Vma } from '../system/file-state.js';
import type { System } from '../system/system.js';
import { clearPmem, wmbPmem } from './clear-blocks.js';
import { daxMapAtomic } from './dax-map.js';
import { bufferHead, getBlock } from './get-block.js';
import { invalidateCached } from './hole-pages.js';
import { noteInRadixTree } from './insert-mapping.js';
import { frameOf } from './kernel-access.js';

/** Bytes that one entry of a page middle directory maps. */
export const PMD_SIZE = 2 * 2 ** 20;

/** Maps the PMD around a page. False: it falls back to a fault of one page. */
export function daxPmdFault(system: System, vma: Vma, page: number, write: boolean): boolean {
  const { pageSize, trace } = system;
  const { file } = vma;
  const pages = PMD_SIZE / pageSize;
  const first = page - (page % pages);
  const given = `pages ${first} to ${first + pages - 1} of ${file.name}`;
  const obstacle = trace.within(system.release.faults.hugeBy, given, fault, (why) =>
    why === undefined ? 'mapped' : `fallback: ${why}`,
  );
  return obstacle === undefined;

  /** Maps, or tells why it cannot be. */
  function fault(): string | undefined {
    const obstacle = obstacleTo(system, vma, first, pages, write);
    if (obstacle !== undefined) return obstacle;
    const state = file.blockState(first);
    const isIomap = system.release.transfers.asks !== 'get_block';
    const wasHole = state === 'hole' || (isIomap && state === 'unwritten');
    if (wasHole && !write) return 'a hole that is only read';
    const bh = { ...bufferHead(), size: PMD_SIZE };
    if (getBlock(system, file, first, bh, write)) return 'no block';
    if (bh.size < PMD_SIZE) return 'the extent is shorter';
    const mapped = daxMapAtomic(system, file, bh);
    if (typeof mapped === 'string' || mapped < PMD_SIZE) return 'the device maps less';
    if (wasHole) invalidateCached(system, file, first, pages, 'fault');
    unmapMappingRange(system, file, first, pages, 'stay');
    if (bh.unwritten || bh.isNew) {
      clearPmem(system, file, first * pageSize, PMD_SIZE);
      wmbPmem(system);
      file.setBlocks(first, pages, 'written');
    }
    // Only a write makes an entry.
    if (write) noteInRadixTree(system, file, first, true, true);
    for (let each = first; each < first + pages; each++) {
      setPte(system, vma, each, { physical: frameOf(system, file, each), writable: write });
    }
    return undefined;
  }
}

/** What keeps a PMD from being mapped that is known before the file system is asked. */
function obstacleTo(
  system: System,
  vma: Vma,
  first: number,
  pages: number,
  write: boolean,
): string | undefined {
  const { kind, page: start, pages: count } = vma.description;
  const { port } = system.layout.machine;
  const end = first + pages;
  if (!system.release.dax.hugeFaultsOn.some((each) => each === port)) return `no FS_DAX_PMD on ${port}`;
  if (write && kind === 'private') return 'copy-on-write';
  if (first < start || end > start + count) return 'leaves the mapping';
  if (addressModulo(addressOf(system, vma, first), PMD_SIZE) !== 0) return 'the address is not aligned';
  if (end > Math.ceil(vma.file.size / system.pageSize)) return 'leaves the file';
  return pfnOf(vma.file.description, first) % pages === 0 ? undefined : 'the pfn is not aligned';
}
