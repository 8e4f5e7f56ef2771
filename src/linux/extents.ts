/**
 * Where a file has blocks before the story begins, as plain data: a block is a page, since ext2 and ext4 refuse a DAX mount
 * with any other size (fs/ext4/super.c, fs/ext2/super.c, Linux 4.5). What is not named is written.
 */
import { asTyped, type Problems } from '../units/problems.js';
import { allOf } from '../units/words.js';
import type { Errno } from './errno.js';

/**
 * No block; a block that reads as zeros until something is written to it, whatever the medium holds; a block with data; or
 * what asking for it gives: `EIO` where the file system cannot read its map, `ERANGE` where the block lies past the end of
 * its partition (bdev_direct_access(), fs/block_dev.c).
 */
export type BlockState = 'hole' | 'unwritten' | 'written' | Extract<Errno, 'EIO' | 'ERANGE'>;
export const BLOCK_STATES = allOf<BlockState>({
  hole: true,
  unwritten: true,
  written: true,
  EIO: true,
  ERANGE: true,
});

/** Pages of a file that follow one another and have blocks of one state. */
export interface ExtentDescription {
  /** The first page, from 0. */
  readonly page: number;
  readonly pages: number;
  readonly state: BlockState;
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** Adds to `problems` what keeps extents from being those of a file of so many pages. */
export function checkExtents(extents: unknown, name: string, pages: number, problems: Problems): void {
  const isList = problems.unless(Array.isArray(extents), `${name}: extents ${asTyped(extents)} are no list`);
  if (!isList) return;
  for (const extent of extents as readonly unknown[]) {
    const isData = typeof extent === 'object' && extent !== null;
    const { page, pages: count, state } = (isData ? extent : {}) as Partial<ExtentDescription>;
    problems.unless(
      isData && BLOCK_STATES.some((known) => known === state),
      `${name}: ${isData ? `extent state ${asTyped(state)}` : `extent ${asTyped(extent)}`} is none of ${BLOCK_STATES.join(', ')}`,
    );
    if (!isData) continue;
    problems.unless(
      isCount(page) && isCount(count) && count >= 1 && page + count <= pages,
      `${name}: ${asTyped(count)} pages from page ${asTyped(page)} are not in the file, which has pages 0 to ${pages - 1}`,
    );
  }
}
