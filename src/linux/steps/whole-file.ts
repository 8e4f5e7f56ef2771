/** Calls on a whole file, or on a range of it: fsync(), ftruncate(), and fallocate() that zeroes or punches. */
import { asTyped } from '../../units/problems.js';
import { fallocate, truncate as truncateFile } from '../calls/change-size.js';
import { sync } from '../calls/sync.js';
import { type DaxFileDescription, isDaxFile } from '../dax-file.js';
import { ofFile } from '../story/fields.js';
import type { OnCore } from './on-core.js';
import { isCount, type StepKind } from './step-kind.js';
import { allOf } from './through-mapping.js';

/** fsync(). */
export interface WholeFileStep extends OnCore {
  readonly do: 'fsync';
  readonly file: DaxFileDescription;
}

/** ftruncate() to so many bytes. */
export interface TruncateStep extends OnCore {
  readonly do: 'truncate';
  readonly file: DaxFileDescription;
  readonly size: number;
}

/** fallocate() that zeroes a range, or punches a hole. */
export interface FallocateStep extends OnCore {
  readonly do: 'zero range' | 'punch hole';
  readonly file: DaxFileDescription;
  readonly at: number;
  readonly length: number;
}

/** What these have in common. */
function ofWholeFile(what: string) {
  return {
    isShaped: ({ file }: Readonly<Record<string, unknown>>) => isDaxFile(file),
    deeds: () => [{ untold: `what ${what} does to pages and blocks is told by runs only` }],
    kernelRows: `${what} `,
    reaches: ({ file }: { readonly file: DaxFileDescription }) => allOf(file),
  };
}

export const fsync: StepKind<WholeFileStep> = {
  ...ofWholeFile('fsync'),
  fields: [ofFile],
  check() {},
  take: (system, { file }) => ({ returned: sync(system, 'fsync', system.file(file), 0, file.pages) }),
  words: ({ file }) => `fsync ${file.name}`,
};

export const truncate: StepKind<TruncateStep> = {
  ...ofWholeFile('truncate'),
  fields: [{ name: 'size' }, ofFile],
  check({ file, size }, where, { pageSize }, problems) {
    problems.unless(
      isCount(size) && size <= file.pages * pageSize,
      `${where}: size ${asTyped(size)} is not a number of bytes up to the ${file.pages * pageSize} that ${file.name} has room for`,
    );
  },
  take: (system, { file, size }) => ({ returned: truncateFile(system, system.file(file), size) }),
  words: ({ file, size }) => `ftruncate ${file.name} to ${size}`,
};

export function fallocation(what: FallocateStep['do']): StepKind<FallocateStep> {
  return {
    ...ofWholeFile(what),
    fields: [{ name: 'at' }, { name: 'length' }, ofFile],
    check({ at, length }, where, _machine, problems) {
      problems.unless(
        isCount(at) && isCount(length) && length > 0,
        `${where}: ${asTyped(length)} bytes at ${asTyped(at)} are no range of a file`,
      );
    },
    take: (system, { file, at, length }) => ({
      returned: fallocate(system, system.file(file), what, at, length),
    }),
    words: ({ file, at, length }) => `${what} ${length} at ${at} of ${file.name}`,
  };
}
