/** A file of a file system mounted with `-o dax`, as plain data: on what, and which page of it lies in which frame. */
import { MEMORY_KINDS, type MemoryKind } from '../hardware/memory.js';
import { type Address, fromBigInt } from '../units/address.js';
import { areBytes } from '../units/bytes.js';
import { asTyped, type Problems } from '../units/problems.js';
import { isPowerOfTwo } from '../units/size.js';
import { allOf, listed } from '../units/words.js';
import { checkExtents, type ExtentDescription } from './extents.js';

/** One page of a file in one page frame. */
export interface PagePlacement {
  /** The page of the file, from 0. */
  readonly page: number;
  /** The page frame number: physical address divided by the machine's page size. */
  readonly pfn: number;
}

/** What a file holds before the story begins. */
export interface FileContents {
  /** Byte in the file. */
  readonly at: number;
  readonly bytes: readonly number[];
}

/**
 * Memory that is no file's: a process's own (PageAnon), or pages that neither file nor process is the mapping of, as those of
 * vmalloc() and of drivers are.
 */
export type MemoryUse = 'anonymous' | 'plain';
export const MEMORY_USES = allOf<MemoryUse>({ anonymous: true, plain: true });

/** A DAX file, or memory of no file. Pages are the machine's pages. */
export interface DaxFileDescription {
  readonly name: string;
  /** Length, in pages of the machine: the room that the file has at most, where {@link size} is less. */
  readonly pages: number;
  /** The frame of page 0; the others follow it, except those that `placed` names. */
  readonly firstPfn: number;
  readonly placed: readonly PagePlacement[];
  readonly contents: readonly FileContents[];
  /** Persistent memory (pmem), or ordinary DRAM of a RAM disk (brd), whose `direct_access` gives plain pages. */
  readonly medium: MemoryKind;
  /** Bytes: `i_size`. Left out, the file is as long as its pages. */
  readonly size?: number;
  /** Pages without a block, or with one that was not written yet. Left out, all are written. */
  readonly extents?: readonly ExtentDescription[];
  /** How many more blocks the file system can allocate. Left out, as many as the file has pages. */
  readonly freeBlocks?: number;
  /** Pages in a folio of the page cache, where that holds the file: a power of two. Left out, one. */
  readonly folio?: number;
  /** What it is, where it is no file. */
  readonly memory?: MemoryUse;
}

/** One page of a file: what an alias is an alias of. */
export interface FilePage {
  readonly file: DaxFileDescription;
  /** The page of the file, from 0. */
  readonly page: number;
}

/** Whether a value has the shape of a page of a file, and nothing else that somebody might have meant. */
export function isFilePage(value: unknown): value is FilePage {
  if (typeof value !== 'object' || value === null || !('page' in value) || !('file' in value)) return false;
  return isDaxFile(value.file) && Object.keys(value).length === 2;
}

/** The frame that a page of the file lies in. */
export function pfnOf(file: DaxFileDescription, page: number): number {
  return placedIn(file).get(page) ?? file.firstPfn + page;
}

/** Descriptions never change, and a story asks for frames all the time. */
const PLACED = new WeakMap<readonly PagePlacement[], ReadonlyMap<number, number>>();

/** The frames of pages that lie in frames of their own; of a page that is placed twice, the first. */
function placedIn({ placed }: DaxFileDescription): ReadonlyMap<number, number> {
  const known = PLACED.get(placed);
  if (known) return known;
  const frames = new Map([...placed].reverse().map(({ page, pfn }) => [page, pfn]));
  if (Object.isFrozen(placed)) PLACED.set(placed, frames);
  return frames;
}

/** Pages of a file that follow one another in memory too. */
export interface FrameRun {
  /** The first page of the file. */
  readonly page: number;
  readonly pages: number;
}

/** The file as runs of pages, in order: at most two for each page that was placed, however long the file is. */
export function frameRunsOf(file: DaxFileDescription): FrameRun[] {
  const runs: FrameRun[] = [];
  let next = 0;
  const upTo = (page: number) => {
    if (page > next) runs.push({ page: next, pages: page - next });
    next = page;
  };
  for (const page of [...new Set(file.placed.map(({ page }) => page))].sort((a, b) => a - b)) {
    upTo(page);
    upTo(page + 1);
  }
  upTo(file.pages);
  return runs;
}

/** The physical address of a page of the file. */
export function physicalAddressOf(file: DaxFileDescription, page: number, pageSize: number): Address {
  return fromBigInt(BigInt(pfnOf(file, page)) * BigInt(pageSize));
}

/** The length of the file in bytes before the story begins: its `i_size`. */
export function sizeOf(file: DaxFileDescription, pageSize: number): number {
  return file.size ?? file.pages * pageSize;
}

/** Whether a value has the shape of a DAX file; whether that file can exist is for {@link checkDaxFile} to say. */
export function isDaxFile(value: unknown): value is DaxFileDescription {
  if (typeof value !== 'object' || value === null) return false;
  const { placed, contents } = value as Partial<DaxFileDescription>;
  const areObjects = (list: unknown) =>
    Array.isArray(list) && list.every((item) => typeof item === 'object' && item !== null);
  return areObjects(placed) && areObjects(contents) && contents!.every(({ bytes }) => Array.isArray(bytes));
}

/** As many pages as a PMD maps, which is the most that Linux puts into a folio of a file (MAX_PAGECACHE_ORDER, 6.19). */
const MOST_IN_FOLIO = 512;

/** No physical address is larger on any machine that Linux runs on. */
const MEMORY_END = 2n ** 52n;

const isFrame = (pfn: unknown, pageSize: number) =>
  isCount(pfn) && BigInt(pfn as number) * BigInt(pageSize) < MEMORY_END;

const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;

/** Adds to `problems` everything that keeps this file from existing on a machine of this page size. */
export function checkDaxFile(file: DaxFileDescription, pageSize: number, problems: Problems): void {
  if (!problems.unless(isDaxFile(file), `${asTyped(file)} is not a DAX file`)) return;
  problems.unless(
    typeof file.name === 'string' && file.name !== '',
    `file name ${asTyped(file.name)} is not a text`,
  );
  const name = typeof file.name === 'string' && file.name !== '' ? file.name : 'file';
  problems.unless(
    MEMORY_KINDS.includes(file.medium),
    `${name}: medium ${asTyped(file.medium)} is none of ${MEMORY_KINDS.join(', ')}`,
  );
  problems.unless(
    file.memory === undefined || MEMORY_USES.includes(file.memory),
    `${name}: memory ${asTyped(file.memory)} is neither ${listed(MEMORY_USES, 'nor')}`,
  );
  problems.unless(
    file.folio === undefined ||
      (isCount(file.folio) && isPowerOfTwo(file.folio) && file.folio <= MOST_IN_FOLIO),
    `${name}: a folio has a power of two of pages up to ${MOST_IN_FOLIO}, not ${asTyped(file.folio)}`,
  );
  const sized = problems.unless(
    isCount(file.pages) && file.pages >= 1,
    `${name}: ${asTyped(file.pages)} is not a number of pages from 1 up`,
  );
  const pfns = [file.firstPfn, ...file.placed.map(({ pfn }) => pfn)];
  for (const pfn of pfns) {
    problems.unless(
      isFrame(pfn, pageSize),
      `${name}: ${asTyped(pfn)} is not a page frame number below 2^52 bytes`,
    );
  }
  if (sized) checkInside(file, name, pageSize, problems);
}

/** Adds what keeps pages, contents, size and blocks from lying inside a file whose length is known. */
function checkInside(file: DaxFileDescription, name: string, pageSize: number, problems: Problems): void {
  for (const { page } of file.placed) {
    problems.unless(
      isCount(page) && page < file.pages,
      `${name}: page ${asTyped(page)} is placed, but the file has ${file.pages} pages, 0 to ${file.pages - 1}`,
    );
  }
  const { firstPfn, size, extents, freeBlocks } = file;
  problems.unless(
    size === undefined || (isCount(size) && size <= file.pages * pageSize),
    `${name}: size ${asTyped(size)} is not a number of bytes up to the ${file.pages * pageSize} of its ${file.pages} pages`,
  );
  problems.unless(
    freeBlocks === undefined || isCount(freeBlocks),
    `${name}: ${asTyped(freeBlocks)} free blocks are not a whole number from 0`,
  );
  if (extents !== undefined) checkExtents(extents, name, file.pages, problems);
  problems.unless(
    !isFrame(firstPfn, pageSize) || isFrame(firstPfn + file.pages - 1, pageSize),
    `${name}: ${file.pages} pages from frame ${asTyped(firstPfn)} on pass the end of memory, at 2^52 bytes`,
  );
  if (problems.count === 0) checkFramesDiffer(file, problems);
  for (const { at, bytes } of file.contents) {
    problems.unless(areBytes(bytes), `${name}: contents at ${asTyped(at)} are not bytes from 0 to 255`);
    problems.unless(
      isCount(at) && at + bytes.length <= file.pages * pageSize,
      `${name}: ${bytes.length} bytes of contents at ${asTyped(at)} pass the end of the file`,
    );
  }
}

/** Two pages of a file in one frame would be one page under two offsets: no file system allows it. */
function checkFramesDiffer(file: DaxFileDescription, problems: Problems): void {
  const owners = new Map<number, number[]>();
  for (const { page, pfn } of file.placed) owners.set(pfn, [...(owners.get(pfn) ?? []), page]);
  const moved = new Set(file.placed.map(({ page }) => page));
  const pairs = [...owners].flatMap(([pfn, pages]) => {
    // Pages that were not placed are never in each other's way: they follow one another.
    const unmoved = pfn - file.firstPfn;
    const there = unmoved >= 0 && unmoved < file.pages && !moved.has(unmoved) ? [unmoved] : [];
    const all = [...there, ...pages].sort((a, b) => a - b);
    return all.slice(1).map((page, nth) => ({ other: all[nth]!, page, pfn }));
  });
  for (const { other, page, pfn } of pairs.sort((a, b) => a.page - b.page)) {
    problems.add(`${file.name}: pages ${other} and ${page} both lie in frame 0x${pfn.toString(16)}`);
  }
}

/** A frame number as it is usually typed. */
export function frameText(pfn: unknown): string {
  return Number.isSafeInteger(pfn) ? `0x${(pfn as number).toString(16).padStart(5, '0')}` : asTyped(pfn);
}
