/** What follows from a row's numbers: way size and colors. Computed, so that it cannot disagree with them. */
import { isPowerOfTwo } from '../../units/size.js';
import type { ProcessorRow } from './processor-row.js';

/**
 * Bytes in one way, or undefined where the size or the ways are not known.
 * @example
 * rowWaySize(findProcessor('SH7780')) // => 8192
 */
export function rowWaySize(row: Pick<ProcessorRow, 'geometry'>): number | undefined {
  const { size, ways } = row.geometry;
  return size === undefined || ways === undefined ? undefined : size / ways;
}

/**
 * How many colors the pages of this CPU have: how many pages the index spans. One for a physical index; undefined where the
 * geometry is not known, or makes no number of colors that address bits could select. What Linux takes for the distance of congruent addresses may be larger: SHMLBA, and SHM_COLOUR on
 * PA-RISC (the port's `colorModulus`), which are promises of the port's and no numbers of the cache's. A `VIPT-hwfix` cache
 * has colors too, but hardware keeps software from ever seeing them.
 * @example
 * rowColors(findProcessor('SH7750')) // => 4
 */
export function rowColors(row: ProcessorRow): number | undefined {
  const way = rowWaySize(row);
  if (way === undefined) return undefined;
  if (row.kind === 'PIPT') return 1;
  const pages = way / row.pageSize;
  return isPowerOfTwo(pages) ? pages : pages < 1 ? 1 : undefined;
}

/**
 * How many colors software can tell apart: those of the index, but one where hardware resolves synonyms. This is what a
 * machine made of the row has.
 * @example
 * visibleColors(findProcessor('R10000')) // => 1
 */
export function visibleColors(row: ProcessorRow): number | undefined {
  return row.kind === 'VIPT-hwfix' ? 1 : rowColors(row);
}
