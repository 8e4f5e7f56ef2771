/**
 * `__dax_pmd_fault()`: 2 MiB at once, where everything fits; otherwise the fault is one of a page (fs/dax.c, Linux 4.5).
 * FS_DAX_PMD needs ZONE_DEVICE, which only x86-64 has in these releases (facts: section 5).
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
  return trace.within(
    'dax_pmd_fault',
    `pages ${first} to ${first + pages - 1} of ${file.name}`,
    fault,
    (done) => (done ? 'mapped' : why()),
  );

  /** What keeps a PMD from being mapped; empty where nothing does that is known before the block is asked for. */
  function why(): string {
    const { kind, page: start, pages: count } = vma.description;
    const { port } = system.layout.machine;
    if (port !== 'x86') return `fallback: no FS_DAX_PMD on ${port}`;
    if (write && kind === 'private') return 'fallback: copy-on-write';
    if (first < start || first + pages > start + count) return 'fallback: leaves the mapping';
    if (addressModulo(addressOf(system, vma, first), PMD_SIZE) !== 0) return 'fallback: address not aligned';
    if ((first + pages) * pageSize > Math.ceil(file.size / pageSize) * pageSize)
      return 'fallback: leaves the file';
    if (pfnOf(file.description, first) % pages !== 0) return 'fallback: pfn not aligned';
    return 'fallback: extent too short, or a hole that is only read';
  }

  function fault(): boolean {
    if (!why().startsWith('fallback: extent')) return false;
    const bh = { ...bufferHead(), size: PMD_SIZE };
    const wasHole = file.blockState(first) === 'hole';
    // What get_block() would do on the way to too short an extent is undone by nobody: ask before creating.
    if (wasHole && !write) return false;
    if (getBlock(system, file, first, bh, write) || bh.size < PMD_SIZE) return false;
    const mapped = daxMapAtomic(system, file, bh);
    if (typeof mapped === 'string' || mapped < PMD_SIZE) return false;
    if (wasHole) invalidateCached(system, file, first, pages);
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
    return true;
  }
}
