/** Files: where their pages lie, told in runs, so that a file may be as long as memory. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alias } from '../../src/fluent/alias.js';
import { daxFile } from '../../src/fluent/dax-file.js';
import { scenario } from '../../src/fluent/scenario.js';
import { checkDaxFile, type DaxFileDescription, frameRunsOf, pfnOf } from '../../src/linux/dax-file.js';
import { Problems } from '../../src/units/problems.js';
import { sh4 } from './stories.js';

/** Small files, crowded enough for pages to meet. */
const files = fc
  .record({
    pages: fc.integer({ min: 1, max: 8 }),
    placed: fc.uniqueArray(fc.record({ page: fc.nat(7), pfn: fc.nat(12) }), { selector: ({ page }) => page }),
  })
  .map(
    ({ pages, placed }): DaxFileDescription => ({
      name: 'a',
      pages,
      firstPfn: 3,
      placed: placed.filter(({ page }) => page < pages),
      contents: [],
      medium: 'persistent memory',
    }),
  );

const pagesOf = (file: DaxFileDescription) => Array.from({ length: file.pages }, (_, page) => page);

describe('the runs of a file', () => {
  test('have every page once, in order, in the frame where it lies', () => {
    fc.assert(
      fc.property(files, (file) => {
        const runs = frameRunsOf(file);

        const told = runs.flatMap(({ page, pages }) =>
          Array.from({ length: pages }, (_, nth) => ({ page: page + nth, pfn: pfnOf(file, page) + nth })),
        );
        expect(told).toEqual(pagesOf(file).map((page) => ({ page, pfn: pfnOf(file, page) })));
      }),
    );
  });

  test('are few, however long the file is', () => {
    const long = daxFile('a').pages(1000).placed({ page: 500, pfn: 5 }).describe();

    expect(frameRunsOf(long)).toEqual([
      { page: 0, pages: 500 },
      { page: 500, pages: 1 },
      { page: 501, pages: 499 },
    ]);
  });
});

test('two pages in one frame are found, all of them, and no others', () => {
  fc.assert(
    fc.property(files, (file) => {
      const problems = new Problems();
      checkDaxFile(file, 4096, problems);

      const owner = new Map<number, number>();
      const expected: string[] = [];
      for (const page of pagesOf(file)) {
        const pfn = pfnOf(file, page);
        if (owner.has(pfn))
          expected.push(`a: pages ${owner.get(pfn)} and ${page} both lie in frame 0x${pfn.toString(16)}`);
        owner.set(pfn, page);
      }
      expect(problems.found).toEqual(expected);
    }),
  );
});

test('a file nearly as long as memory is described and used, for no page is looked at that is not used', () => {
  const long = daxFile('long.dat').pages(2 ** 39);

  const run = scenario(sh4)
    .store(alias(long.page(2 ** 39 - 1)), 'x')
    .run();

  expect(String(long)).toBe('DAX file  long.dat  549755813888 pages');
  expect(run.events().array('memory')).toEqual(['persistent memory']);
});

test('what lies behind a file, or beside a page that was placed, is ordinary memory', () => {
  const short = daxFile('short.dat').pages(3).startingAt(0x100).placed({ page: 1, pfn: 0x200 });
  const { memory } = scenario(sh4)
    .store(alias(short.page(0)), 'x')
    .run().engine.machine;

  const kinds = [0xff, 0x100, 0x101, 0x102, 0x103, 0x1ff, 0x200, 0x201].map((page) => memory.kindOf(page));

  expect(kinds.map((kind) => kind === 'persistent memory')).toEqual([
    false,
    true,
    false,
    true,
    false,
    false,
    true,
    false,
  ]);
});
