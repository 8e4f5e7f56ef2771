/** `daxFile()`: a file on persistent memory, mounted with `-o dax`. */

import type { MemoryKind } from '../hardware/memory.js';
import {
  checkDaxFile,
  type DaxFileDescription,
  type FilePage,
  frameText,
  type PagePlacement,
} from '../linux/dax-file.js';
import type { BlockState, ExtentDescription } from '../linux/extents.js';
import { storyData } from '../linux/story/data-limit.js';
import { ANY_NUMBER, refuseMore, refuseMoreInMethods } from '../units/arguments.js';
import { type BytesInput, parseBytes } from '../units/bytes.js';
import { deepFreeze } from '../units/deep-freeze.js';
import { checkOptions } from '../units/options.js';
import { asTyped, InputError, Problems } from '../units/problems.js';
import { parseSize, type Size } from '../units/size.js';
import { count } from '../views/words.js';
import { Builder, described } from './builder.js';

interface DaxFileProps {
  readonly name: string;
  readonly pages: number;
  readonly firstPfn: number;
  readonly placed: readonly PagePlacement[];
  readonly contents: readonly { readonly at: Size; readonly bytes: BytesInput }[];
  readonly medium: MemoryKind;
  readonly size: Size | undefined;
  readonly extents: readonly ExtentDescription[];
  readonly freeBlocks: number | undefined;
  readonly folio: number | undefined;
}

const WORKING_LINE = `daxFile('mail.dat').pages(8).placed({ page: 5, pfn: 0x0c123 })`;
/** A page size that every file fits; what depends on the machine's page size is checked again when a story runs. */
const SMALLEST_PAGE = 4096;

/** A DAX file: how long it is, and which page of it lies in which page frame. */
export class DaxFile extends Builder<DaxFileDescription> {
  readonly #props: DaxFileProps;

  constructor(props: DaxFileProps) {
    super();
    this.#props = Object.freeze(props);
  }

  /** How many pages it has: pages of the machine that the story runs on. */
  pages(pages: number): DaxFile {
    return this.#with({ pages });
  }
  /** The page frame of page 0; the pages after it follow. */
  startingAt(pfn: number): DaxFile {
    return this.#with({ firstPfn: pfn });
  }
  /** Puts pages into frames of their own. A later call may put a page elsewhere; one call puts each page in one frame. */
  placed(...placements: readonly PagePlacement[]): DaxFile {
    const problems = new Problems();
    checkPlacements(placements, problems);
    problems.throwIfAny(WORKING_LINE);
    return this.#with({ placed: [...this.#props.placed, ...placements] });
  }
  /** What the file holds before the story begins: `data` at a byte of the file. */
  containing(data: BytesInput, at: Size = 0): DaxFile {
    return this.#with({ contents: [...this.#props.contents, { at, bytes: data }] });
  }
  /** Puts the file on a RAM disk (brd): ordinary DRAM, whose `direct_access` gives plain pages. */
  onRamDisk(): DaxFile {
    return this.#with({ medium: 'DRAM' });
  }
  /** How many bytes it holds: `i_size`, where that is less than its pages have room for. */
  size(size: Size): DaxFile {
    return this.#with({ size });
  }
  /** Pages without a block: they read as zeros, and a write allocates. */
  hole(page: number, pages = 1): DaxFile {
    return this.#extent(page, pages, 'hole');
  }
  /** Pages with a block that reads as zeros until it is written to, whatever the medium holds. */
  unwritten(page: number, pages = 1): DaxFile {
    return this.#extent(page, pages, 'unwritten');
  }
  /**
   * Pages that fail: `'EIO'`, the file system cannot say where their blocks are; `'ERANGE'`, the blocks lie past the end of
   * the partition.
   */
  failing(errno: 'EIO' | 'ERANGE', page: number, pages = 1): DaxFile {
    return this.#extent(page, pages, errno);
  }
  /** How many more blocks the file system can allocate: one more is ENOSPC. */
  freeBlocks(blocks: number): DaxFile {
    return this.#with({ freeBlocks: blocks });
  }
  /**
   * How many pages the page cache puts into one folio: a power of two. From Linux 6.6 on, where the file is not mounted with
   * `-o dax`. What flush_dcache_folio() puts off and flushes is the folio.
   */
  folios(pages: number): DaxFile {
    return this.#with({ folio: pages });
  }
  /** One page of the file, from 0: what an alias is an alias of. */
  page(page: number): FilePage {
    if (!Number.isSafeInteger(page) || page < 0) {
      throw new InputError(
        [`page ${asTyped(page)} is not a whole number from 0 up`],
        `daxFile('mail.dat').pages(8).page(5)`,
      );
    }
    return deepFreeze({ file: described(this), page });
  }

  describe(): DaxFileDescription {
    const problems = new Problems();
    const contents = this.#props.contents.map(({ at, bytes }) => ({
      at: problems.collect(() => parseSize(at, 'contents at')) ?? 0,
      bytes: problems.collect(() => storyData(parseBytes(bytes, 'contents'), 'contents')) ?? [],
    }));
    for (const placement of this.#props.placed) {
      checkOptions(placement, ['page', 'pfn'], 'placement', problems);
    }
    problems.throwIfAny(WORKING_LINE);
    // The same page placed twice: the last call wins.
    const placed = [...new Map(this.#props.placed.map((placement) => [placement.page, placement])).values()];
    const { name, pages, firstPfn, medium, extents, freeBlocks, folio } = this.#props;
    const size =
      this.#props.size === undefined
        ? undefined
        : (problems.collect(() => parseSize(this.#props.size!, 'size')) ?? 0);
    const description: DaxFileDescription = {
      name,
      pages,
      firstPfn,
      placed,
      contents,
      medium,
      ...(size !== undefined && { size }),
      ...(extents.length > 0 && { extents }),
      ...(freeBlocks !== undefined && { freeBlocks }),
      ...(folio !== undefined && { folio }),
    };
    // What depends on the machine's page size is left out: a story that runs looks at it.
    const { size: _size, ...unsized } = description;
    checkDaxFile({ ...unsized, contents: [] }, SMALLEST_PAGE, problems);
    problems.throwIfAny(WORKING_LINE);
    return deepFreeze(description);
  }

  protected sentence(file: DaxFileDescription): string {
    const frames = file.placed.map(({ page, pfn }) => `page ${page} in frame ${frameText(pfn)}`);
    const medium = file.medium === 'DRAM' ? ['on a RAM disk'] : [];
    const size = file.size === undefined ? [] : [`${file.size} bytes`];
    const extents = (file.extents ?? []).map(({ page, pages, state }) =>
      pages === 1 ? `page ${page} ${state}` : `pages ${page}–${page + pages - 1} ${state}`,
    );
    const heading = `DAX file  ${file.name}  ${count(file.pages, 'page')}`;
    return [heading, ...size, ...medium, ...frames, ...extents].join(' · ');
  }

  #extent(page: number, pages: number, state: BlockState): DaxFile {
    return this.#with({ extents: [...this.#props.extents, { page, pages, state }] });
  }

  #with(change: Partial<DaxFileProps>): DaxFile {
    return new DaxFile({ ...this.#props, ...change });
  }
}

/** Adds to `problems` the pages that one call puts into several frames. */
function checkPlacements(placements: readonly PagePlacement[], problems: Problems): void {
  const frames = new Map<number, number>();
  for (const placement of placements) {
    if (typeof placement !== 'object' || placement === null) continue;
    const { page, pfn } = placement;
    const known = frames.get(page);
    problems.unless(
      known === undefined || known === pfn,
      `page ${asTyped(page)} is placed in frame ${frameText(known)} and in frame ${frameText(pfn)}: a page lies in one frame`,
    );
    frames.set(page, pfn);
  }
}

refuseMoreInMethods(DaxFile, 'daxFile()', WORKING_LINE, {
  placed: ANY_NUMBER,
  containing: 2,
  hole: 2,
  unwritten: 2,
  failing: 3,
});

/**
 * A file on persistent memory: to begin with one page, in page frame 0x01001. Further pages lie in the frames after it,
 * whose colors are never those of the pages' places in the file.
 * @example
 * String(daxFile('mail.dat').pages(8).placed({ page: 5, pfn: 0x0c123 })) // => 'DAX file  mail.dat  8 pages · page 5 in frame 0x0c123'
 */
export function daxFile(name = 'file.dat'): DaxFile {
  refuseMore<typeof daxFile>(1, arguments, 'daxFile()', WORKING_LINE);
  return new DaxFile({
    name,
    pages: 1,
    firstPfn: 0x01001,
    placed: [],
    contents: [],
    medium: 'persistent memory',
    size: undefined,
    extents: [],
    freeBlocks: undefined,
    folio: undefined,
  });
}
