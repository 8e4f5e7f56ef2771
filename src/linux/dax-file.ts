/** A file of a file system mounted with `-o dax`, as plain data: on what, and which page of it lies in which frame. */
import { MEMORY_KINDS, type MemoryKind } from '../hardware/memory.js';
import { type Address, fromBigInt } from '../units/address.js';
import { asTyped, type Problems } from '../units/problems.js';

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

/** A DAX file. Pages are the machine's pages. */
export interface DaxFileDescription {
  readonly name: string;
  /** Length, in pages of the machine. */
  readonly pages: number;
  /** The frame of page 0; the others follow it, except those that `placed` names. */
  readonly firstPfn: number;
  readonly placed: readonly PagePlacement[];
  readonly contents: readonly FileContents[];
  /** Persistent memory (pmem), or ordinary DRAM of a RAM disk (brd), whose `direct_access` gives plain pages. */
  readonly medium: MemoryKind;
}

/** One page of a file: what an alias is an alias of. */
export interface FilePage {
  readonly file: DaxFileDescription;
  /** The page of the file, from 0. */
  readonly page: number;
}

/** The frame that a page of the file lies in. */
export function pfnOf(file: DaxFileDescription, page: number): number {
  return file.placed.find((placement) => placement.page === page)?.pfn ?? file.firstPfn + page;
}

/** Neighboring frames. */
export interface Frames {
  readonly pfn: number;
  readonly count: number;
}

/** The frames that a file lies in: the row from its first frame on, cut where a page is placed elsewhere, and those. */
export function framesOf({ firstPfn, pages, placed }: DaxFileDescription): Frames[] {
  const stretches = placed.map(({ pfn }) => ({ pfn, count: 1 }));
  let from = 0;
  for (const page of [...placed.map((placement) => placement.page).sort((a, b) => a - b), pages]) {
    if (page > from) stretches.push({ pfn: firstPfn + from, count: page - from });
    from = page + 1;
  }
  return stretches;
}

/** The physical address of a page of the file. */
export function physicalAddressOf(file: DaxFileDescription, page: number, pageSize: number): Address {
  return fromBigInt(BigInt(pfnOf(file, page)) * BigInt(pageSize));
}

/** Whether a value has the shape of a DAX file; whether that file can exist is for {@link checkDaxFile} to say. */
export function isDaxFile(value: unknown): value is DaxFileDescription {
  if (typeof value !== 'object' || value === null) return false;
  const { placed, contents } = value as Partial<DaxFileDescription>;
  const areObjects = (list: unknown) =>
    Array.isArray(list) && list.every((item) => typeof item === 'object' && item !== null);
  return areObjects(placed) && areObjects(contents) && contents!.every(({ bytes }) => Array.isArray(bytes));
}

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
  const sized = problems.unless(
    isCount(file.pages) && file.pages >= 1,
    `${name}: ${asTyped(file.pages)} is not a number of pages from 1 up`,
  );
  const isFrame = (pfn: number) => isCount(pfn) && BigInt(pfn) * BigInt(pageSize) < 2n ** 52n;
  for (const pfn of [file.firstPfn, ...file.placed.map((placement) => placement.pfn)]) {
    problems.unless(isFrame(pfn), `${name}: ${asTyped(pfn)} is not a page frame number below 2^52 bytes`);
  }
  if (!sized) return;
  problems.unless(
    !isFrame(file.firstPfn) || isFrame(file.firstPfn + file.pages - 1),
    `${name}: ${file.pages} pages from frame 0x${file.firstPfn.toString(16)} on do not end below 2^52 bytes`,
  );
  for (const { page } of file.placed) {
    problems.unless(
      isCount(page) && page < file.pages,
      `${name}: page ${asTyped(page)} is placed, but the file has ${file.pages} pages, 0 to ${file.pages - 1}`,
    );
  }
  if (problems.found.length === 0) checkFramesDiffer(file, problems);
  for (const { at, bytes } of file.contents) {
    problems.unless(
      isCount(at) && at + bytes.length <= file.pages * pageSize,
      `${name}: ${bytes.length} bytes of contents at ${asTyped(at)} pass the end of the file`,
    );
    const odd = bytes.find((byte) => !isCount(byte) || byte > 255);
    problems.unless(
      odd === undefined,
      `${name}: ${asTyped(odd)} in its contents is not a byte, from 0 to 255`,
    );
  }
}

/** Two pages of a file in one frame would be one page under two offsets: no file system allows it. */
function checkFramesDiffer({ name, placed, firstPfn, pages }: DaxFileDescription, problems: Problems): void {
  const placedAt = new Map<number, number>();
  const isPlaced = new Set(placed.map(({ page }) => page));
  for (const { page, pfn } of placed) {
    // The page that follows its neighbors into this frame, unless it is placed elsewhere itself.
    const inRow = pfn - firstPfn;
    const other =
      placedAt.get(pfn) ?? (inRow < 0 || inRow >= pages || isPlaced.has(inRow) ? undefined : inRow);
    problems.unless(
      other === undefined,
      `${name}: pages ${Math.min(other ?? 0, page)} and ${Math.max(other ?? 0, page)} both lie in frame 0x${pfn.toString(16)}`,
    );
    placedAt.set(pfn, page);
  }
}
