/** Mappings as plain data: which pages of a file a process maps, how, and where. mmap.ts decides whether it may. */
import { asTyped, type Problems } from '../../units/problems.js';
import { type DaxFileDescription, isDaxFile } from '../dax-file.js';

/** Shared with everybody who maps the file; or private, so that a store makes a copy first. */
export type MappingKind = 'shared' | 'private';

/** A call of mmap(), complete. */
export interface MappingDescription {
  /** What tables and pictures call it. */
  readonly name: string;
  readonly file: DaxFileDescription;
  readonly kind: MappingKind;
  /** The first page of the file, and how many. */
  readonly page: number;
  readonly pages: number;
  /** MAP_FIXED at this address, hexadecimal text; left out, where Linux puts it. */
  readonly fixed?: string;
  /** The process, from 1. */
  readonly process: number;
  /** Faults may map 2 MiB at once, where era, file and address allow it. */
  readonly huge: boolean;
}

/** Whether a value has the shape of a mapping. */
export function isMapping(value: unknown): value is MappingDescription {
  if (typeof value !== 'object' || value === null) return false;
  const { name, file, kind, fixed, page, pages } = value as Partial<MappingDescription>;
  return (
    typeof name === 'string' &&
    isDaxFile(file) &&
    (kind === 'shared' || kind === 'private') &&
    typeof page === 'number' &&
    typeof pages === 'number' &&
    (fixed === undefined || typeof fixed === 'string')
  );
}

/** What a mapping is of, in a few words. */
export function formatMapping({ kind, page, pages, file, process, fixed }: MappingDescription): string {
  const which = pages === 1 ? `page ${page}` : `pages ${page} to ${page + pages - 1}`;
  const where = fixed === undefined ? '' : ` at ${fixed}`;
  return `${kind}, ${which} of ${file.name}${where}${process > 1 ? ` in process ${process}` : ''}`;
}

const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;

/** Adds to `problems` what keeps this from being a call that a process could make at all. */
export function checkMapping(mapping: MappingDescription, problems: Problems): void {
  const { name, page, pages, process, file } = mapping;
  const counts = problems.unless(
    isCount(page) && isCount(pages) && pages >= 1,
    `${name}: ${asTyped(pages)} pages from page ${asTyped(page)} are no pages of a file`,
  );
  if (counts) {
    problems.unless(
      page + pages <= file.pages,
      `${name}: ${file.name} has pages 0 to ${file.pages - 1}, and no page ${page + pages - 1}`,
    );
  }
  problems.unless(
    isCount(process) && process >= 1,
    `${name}: process ${asTyped(process)} is not a number from 1 up`,
  );
  problems.unless(
    typeof mapping.huge === 'boolean',
    `${name}: huge ${asTyped(mapping.huge)} is neither true nor false`,
  );
}
