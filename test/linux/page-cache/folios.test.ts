/**
 * Folios of several pages, from Linux 6.6 on: PG_arch_1 is the folio's, and flush_dcache_folio() and the fault flush all of it
 * (arch/arm/mm/flush.c: __flush_dcache_folio(); arch/sh/mm/cache.c: __update_cache(), Linux 6.19).
 */
import { describe, expect, it } from 'vitest';
import { daxFile, mapping, processor, scenario } from '../../../src/index.js';

const one = daxFile('mail.dat').pages(8).containing('old words');
const four = one.folios(4);
const story = (file: typeof one) =>
  scenario(processor('ARM11 64K maximum config')).withoutDax().era('6.6').write(file, 'hello');
const third = (file: typeof one) => mapping(file.page(2)).named('third');

const flushesIn = (run: ReturnType<ReturnType<typeof story>['run']>, step: number) =>
  run.steps[step - 1]!.counts.flushes;
/** Lines of 32 bytes in a page. */
const LINES = 4096 / 32;

describe('a folio of four pages', () => {
  it('lies in frames one after another, the first a multiple of four', () => {
    const run = [0, 1, 2, 3, 4]
      .reduce((told, page) => told.read(four, 1, four.page(page)), story(four))
      .run();
    const kernel = run.engine.aliases.filter(({ description: { who } }) => who === 'kernel');
    const frames = [0, 1, 2, 3, 4].map((page) => {
      const inCache = kernel
        .filter(({ description: { of } }) => of.page === page)
        .map(({ physical }) => physical.page);
      return Math.min(...inCache);
    });

    expect(frames[0]! % 4).toBe(0);
    expect(frames.map((frame) => frame - frames[0]!)).toEqual([0, 1, 2, 3, 4]);
  });

  it('owes a flush as a whole, and a fault of one page pays for all', () => {
    const told = (file: typeof one) => {
      const map = third(file);
      return story(file).mmap(map).load(map, 1).run();
    };

    // The kernel's color and the file's, of each page.
    expect(flushesIn(told(four), 3)).toBe(4 * 2 * LINES);
    expect(flushesIn(told(one), 3)).toBe(2 * LINES);
  });

  it('pays once: a fault of another page owes nothing more', () => {
    const fourth = mapping(four.page(3)).named('fourth');
    const map = third(four);
    const run = story(four).mmap(map).load(map, 1).mmap(fourth).load(fourth, 1).run();

    expect([flushesIn(run, 3), flushesIn(run, 5)]).toEqual([4 * 2 * LINES, 0]);
  });

  it.each([0, 1, 2, 3])(
    'is noted once where PG_arch_1 means dirty: a fault of page %i flushes all',
    (page) => {
      const map = mapping(four.page(page)).named('one of four');
      const run = scenario('PA-8500')
        .withoutDax()
        .era('6.6')
        .write(four, 'hello', four.page(page))
        .mmap(map)
        .load(map, 5)
        .run();

      expect([run.read(3), run.coherent]).toEqual(['"hello"', true]);
      // Each of the three pages that are filled, and then the fault, has the folio flushed.
      expect(flushesIn(run, 3)).toBe(4 * 4 * (4096 / 64));
    },
  );

  it('is flushed as a whole after a write to one of its pages, which is dearer', () => {
    const told = (file: typeof one) => {
      const map = third(file);
      return story(file).mmap(map).load(map, 1).write(file, 'x').run();
    };

    // Before the copy, since a user may write to the file, and after it; page by page nobody maps page 0.
    expect(flushesIn(told(four), 4)).toBe(2 * 4 * 2 * LINES);
    expect(flushesIn(told(one), 4)).toBe(0);
  });

  it('holds what was written, and is read as a whole by a fault', () => {
    const map = mapping(four);
    const run = story(four).mmap(map).load(map, 5).store(map, 'HELLO').read(four, 5).run();

    expect([run.read(3), run.read(5), run.coherent]).toEqual(['"hello"', '"HELLO"', true]);
    expect(run.calls().calls.flatMap(({ call, given }) => (call === 'read_folio' ? [given] : []))).toEqual([
      'page 0 of mail.dat',
      'pages 1 to 3 of mail.dat',
    ]);
  });

  it.each([
    [() => scenario().withoutDax().read(four, 5).run(), 'from Linux 6.6 on, and this is Linux 4.5'],
    [() => scenario().era('6.6').read(four, 5).run(), 'this is Linux 6.6 with -o dax'],
    [
      () => daxFile('a').pages(8).folios(3).describe(),
      'a: a folio has a power of two of pages up to 512, not 3',
    ],
  ])('%s is refused: %s', (asked, says) => {
    expect(asked).toThrow(says);
  });
});
