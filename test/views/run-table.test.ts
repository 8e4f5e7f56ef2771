/** The tables of a run: what they say of long reads, scattered sets and the end of a line. */
import { describe, expect, test } from 'vitest';
import { alias } from '../../src/fluent/alias.js';
import { cache } from '../../src/fluent/cache.js';
import { daxFile } from '../../src/fluent/dax-file.js';
import { daxIo } from '../../src/fluent/dax-io.js';
import { machine } from '../../src/fluent/machine.js';
import { scenario } from '../../src/fluent/scenario.js';
import { formatSets } from '../../src/views/run-table.js';
import { file, kernel, read, sh4, story, user } from '../linux/stories.js';

describe('a stale load whose first difference lies beyond the first 16 bytes', () => {
  const run = scenario(sh4).load(kernel, 32).store(user, 'X', 20).load(kernel, 32).run();

  test('shows saw and should be from the first difference on', () => {
    const [row] = run.table().objects().slice(-1) as Record<string, string>[];

    expect(row!.verdict).toBe('STALE');
    expect(row!.saw).toBe('+20: "············"');
    expect(row!['should be']).toBe('+20: "X···········"');
  });

  test('does so in the events, in the sets and in the pictures too', () => {
    expect(run.events().array('should be').slice(-1)).toEqual(['+20: "X···········"']);
    expect(run.sets().table().array('bytes')).toContain('+20: "············"');
    expect(run.sets().table().array('newest')).toContain('+20: "X···········"');
    expect(run.svg()).toContain('should be +20: &quot;X');
  });
});

describe('sets', () => {
  test.each([
    [[128], '128'],
    [[128, 129, 130], '128–130'],
    [[0, 1, 510, 511], '0–1, 510–511'],
    [[0, 2, 4, 6], '4 sets'],
    [undefined, '–'],
  ])('%j read as %s', (sets, words) => {
    expect(formatSets(sets)).toBe(words);
  });

  test('of a transfer whose pages lie apart are not the stretch between the first and the last', () => {
    const apart = daxFile('apart.dat').pages(2).placed({ page: 0, pfn: 3 }, { page: 1, pfn: 8 });
    const run = scenario(sh4)
      .daxIo(
        daxIo()
          .read(64)
          .from(apart)
          .at(4096 - 32),
      )
      .run();

    expect(run.table().array('set')).toEqual(['511', '0']);
  });

  test('of a page larger than the cache are all of its sets', () => {
    const small = machine(cache().size('1 KiB')).named('small');

    expect(
      scenario(small)
        .flush(alias(file.page(5)))
        .run()
        .table()
        .array('set'),
    ).toEqual(['0–31']);
  });
});

describe('the event log as a table', () => {
  const run = story
    .flush(user)
    .evict(kernel, { length: 32 })
    .maintainCache('clean', { set: 1, way: 0 })
    .run();
  const events = run.events();

  test('says who, and tells what was dropped from what was evicted', () => {
    const rows = events.objects() as Record<string, unknown>[];
    const gone = rows.filter(({ dropped, evicted }) => dropped || evicted);

    expect(gone.map(({ who, action, dropped, evicted }) => ({ who, action, dropped, evicted }))).toEqual([
      { who: 'user', action: 'flush', dropped: true, evicted: false },
      { who: 'kernel', action: 'evict', dropped: false, evicted: true },
    ]);
  });

  test('says what went to memory and what went past the cache', () => {
    const through = story.on(machine(sh4.cache().writeThrough()).port('sh')).run().events();

    expect(through.array('to memory')).toEqual([true, false]);
    expect(events.array('uncached').every((uncached) => uncached === false)).toBe(true);
  });
});

test('a story without loads does not claim that its loads were right', () => {
  expect(scenario(sh4).store(user, 'x').run().verdict()).toBe(
    'coherent: nothing was loaded; no store was lost',
  );
  expect(scenario(sh4).daxIo(read).run().verdict()).toBe(
    'coherent: the load read the newest bytes; no store was lost',
  );
});
