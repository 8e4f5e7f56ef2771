/** How much of a process's memory has to be there before write() copies anything into the page cache, by release. */
import { describe, expect, it } from 'vitest';
import type { Iov } from '../../../src/fluent/iov.js';
import { iov } from '../../../src/fluent/iov.js';
import type { Era } from '../../../src/linux/releases/index.js';
import { oldFile, order, returned, story } from '../dax/programs.js';

const file = oldFile(2);
const wrote = (segments: Iov, era: Era, at = 0) => {
  const run = story.write(file, segments, at).read(file, 8, at).withoutDax().era(era).run();
  return [run.returned(1), run.read()];
};

describe('a segment that is bad from its middle on', () => {
  const torn = iov().bytes('abcdef', { faultsAt: 3 });

  it.each(['4.3', '4.5', '4.9', '4.10', '5.4', '5.13'] as const)(
    '%s: is EFAULT before anything is copied (iov_iter_fault_in_readable(): its last byte lies in the bad page)',
    (era) => {
      expect(wrote(torn, era)).toEqual(['EFAULT', '"xxxxxxxx"']);
    },
  );

  it.each(['6.6', '6.9', '6.19', '7.1'] as const)(
    '%s: is copied as far as it goes (generic_perform_write(): fault_in_iov_iter_readable(i, bytes) == bytes)',
    (era) => {
      expect(wrote(torn, era)).toEqual([3, '"abcxxxxx"']);
    },
  );

  it('is copied up to the page of the page cache before the bad byte', () => {
    const across = iov().bytes('abcdef', { faultsAt: 4 });

    expect(wrote(across, '4.5', 4093)).toEqual([3, '"abcxxxxx"']);
  });
});

describe('a second segment that is bad', () => {
  const second = iov().bytes('ab').bytes('cdef', { faultsAt: 0 });

  it.each([
    ['4.5', 2, '"abxxxxxx"'],
    ['4.9', 'EFAULT', '"xxxxxxxx"'],
    ['5.13', 'EFAULT', '"xxxxxxxx"'],
    ['6.6', 2, '"abxxxxxx"'],
    ['6.19', 2, '"abxxxxxx"'],
  ] as const)('%s: returns %s and leaves %s', (era, told, left) => {
    expect(wrote(second, era)).toEqual([told, left]);
  });
});

describe('a first byte that is bad', () => {
  const bad = iov().bytes('abc', { faultsAt: 0 });

  it.each(['4.5', '5.13', '6.9', '7.1'] as const)('%s: is EFAULT, and leaves the file as it was', (era) => {
    expect(wrote(bad, era)).toEqual(['EFAULT', '"xxxxxxxx"']);
  });
});

describe('the names of the functions', () => {
  it.each([
    ['4.5', 'readpage iov_iter_fault_in_readable iov_iter_copy_from_user_atomic copy_page_to_iter'],
    ['5.13', 'readpage iov_iter_fault_in_readable iov_iter_copy_from_user_atomic copy_page_to_iter'],
    ['6.6', 'read_folio fault_in_iov_iter_readable copy_page_from_iter_atomic copy_folio_to_iter'],
    ['6.19', 'read_folio copy_folio_from_iter_atomic copy_folio_to_iter'],
  ] as const)('of %s are %s (mm/filemap.c)', (era, names) => {
    const run = story.write(file, 'ab', 1).read(file, 3).withoutDax().era(era).run();
    const called = order(
      run,
      undefined,
      ...names.split(' '),
      'iov_iter_fault_in_readable',
      'fault_in_iov_iter_readable',
    );

    expect([...new Set(called)].sort()).toEqual(names.split(' ').sort());
    expect(returned(run)).toEqual([2, 3]);
  });

  it('of 6.19 has fault_in_iov_iter_readable() behind a copy that failed only', () => {
    const run = story
      .write(file, iov().bytes('a', { faultsAt: 0 }))
      .withoutDax()
      .era('6.19')
      .run();

    expect(order(run, 1, 'copy_folio_from_iter_atomic', 'fault_in_iov_iter_readable')).toEqual([
      'copy_folio_from_iter_atomic',
      'fault_in_iov_iter_readable',
    ]);
  });
});
