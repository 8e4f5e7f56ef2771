/** FOREIGN, everywhere where a load or a copy is said to be wrong: bytes of another page, and no old ones of its own. */
import '../../src/mail/index.js';
import { describe, expect, test } from 'vitest';
import { alias } from '../../src/fluent/alias.js';
import { cache } from '../../src/fluent/cache.js';
import { compare } from '../../src/fluent/compare.js';
import { daxFile } from '../../src/fluent/dax-file.js';
import { daxIo } from '../../src/fluent/dax-io.js';
import { machine } from '../../src/fluent/machine.js';
import { prices } from '../../src/fluent/prices.js';
import { processor } from '../../src/fluent/processor.js';
import { scenario } from '../../src/fluent/scenario.js';
import { congruent } from '../../src/fluent/strategies.js';
import type { Figure } from '../../src/views/figure.js';
import { OUTCOME } from '../../src/views/palette.js';
import { isTrouble } from '../../src/views/run-table.js';

const text = (value: unknown) => `\n${String(value).replace(/ +$/gm, '')}\n`;
const file = daxFile('mail.dat').pages(8);
const one = alias(file.page(0)).user(0x4000_0000).named('one');
const two = alias(file.page(1)).user(0x4000_0000).process(2).named('two');
const elsewhere = alias(file.page(0)).user(0x4000_1000).named('elsewhere');
const arm = processor('ARM926EJ-S');
/** Two processes with one address: the second loads what the first has stored. */
const homonym = scenario(arm).load(one, 5).store(one, 'hello').load(two, 5);
/** The second stores, and the first finds that in its own line. */
const strays = scenario(arm).store(one, 'hello').load(one, 5).store(two, 'HE').load(one, 5);
/** A load of the first is stale, another is foreign. */
const both = strays.store(elsewhere, 'world').load(one, 1, 2).flush(one).load(elsewhere, 5);
const tracesOf = ({ data }: Figure, name: string) => data.filter((trace) => trace.name === name);

describe('a run with a foreign load', () => {
  const run = homonym.run();

  test('says so in its table, its sentence and its text', () => {
    expect(text(run)).toBe(`
run  ARM926EJ-S  VIVT 16 KiB 4-way 32 B lines, no write-allocate, random · 4 KiB pages · 1 color · SHMLBA 16 KiB · strategy: none
step  who  does           address     color  set  way  cache       saw      should be  verdict
────  ───  ─────────────  ──────────  ─────  ───  ───  ──────────  ───────  ─────────  ───────
   1  one  load 5         0x40000000  0      0    0    miss, fill  "·····"  "·····"
   2  one  store "hello"  0x40000000  0      0    0    hit
   3  two  load 5         0x40000000  0      0    0    hit         "hello"  "·····"    FOREIGN
FOREIGN: 1 of 2 loads read another page’s bytes
`);
    const verdicts = run.table().array('verdict') as string[];
    expect(verdicts.filter((verdict) => isTrouble('verdict', verdict))).toEqual(['FOREIGN']);
  });

  test('is not coherent, and counts it apart from stale loads', () => {
    expect([run.coherent, run.staleLoads, run.foreignLoads]).toEqual([false, 0, 1]);
    expect(run.steps.map(({ stale, foreign }) => [stale, foreign])).toEqual([
      [false, false],
      [false, false],
      [false, true],
    ]);
    expect(run.steps[2]!.counts).toMatchObject({ staleLoads: 0, foreignLoads: 1 });
  });

  test('is plain data that tells both', () => {
    const { coherent, counts, steps } = JSON.parse(JSON.stringify(run));

    expect(coherent).toBe(false);
    expect(counts).toMatchObject({ staleLoads: 0, foreignLoads: 1 });
    expect(steps[2]).toEqual({
      step: 3,
      do: 'load',
      read: [104, 101, 108, 108, 111],
      expected: [0, 0, 0, 0, 0],
      stale: false,
      foreign: true,
    });
  });

  test('has it in the event log, beside what is stale', () => {
    const events = run.events().objects() as { stale: boolean; foreign: boolean }[];

    expect(events.map(({ stale, foreign }) => [stale, foreign])).toEqual([
      [false, false],
      [false, false],
      [false, true],
    ]);
    expect(run.log()[2]).toMatchObject({ stale: false, foreign: true });
    expect(run.eventColumns().array('flags')).toEqual([2, 1, 257]);
  });

  test('marks it in a mail', () => {
    expect(run.toMail()).toContain(`
  3. two: load 5
     at 0x40000000, color 0, set 0, way 0: hit
     saw        |hello|
                 ^^^^^ FOREIGN
     should be  |.....|

FOREIGN: 1 of 2 loads read another page's bytes.
`);
  });

  test('has a color, a mark and a sentence of its own in the timeline', () => {
    const figure = run.figure();

    expect(tracesOf(figure, 'foreign')).toMatchObject([
      { x: [3], y: ['two'], marker: { color: OUTCOME.foreign.color, symbol: 'triangle-up' } },
    ]);
    expect(tracesOf(figure, 'stale')).toEqual([]);
    expect(figure.layout.meta).toEqual({
      alt: 'Timeline of 3 steps on ARM926EJ-S. in step 3 the two alias read "hello" and should have read "·····"; FOREIGN: 1 of 2 loads read another page’s bytes.',
      caption: 'FOREIGN: 1 of 2 loads read another page’s bytes.',
    });
    expect(run.svg()).toContain('>F FOREIGN: should be &quot;·····&quot;</text>');
    expect(run.svg()).toContain(`stroke="${OUTCOME.foreign.color}"`);
  });

  test('and a stale one says both, the stale one first', () => {
    expect(both.run().verdict()).toBe(
      'STALE, FOREIGN, LOST: 1 of 4 loads read old bytes; 2 of 4 loads read another page’s bytes; lost for good: "HE" of step 3, "wor" of step 5, "d" of step 5',
    );
  });
});

describe('a copy with bytes of another page', () => {
  const run = strays.run();

  test('is FOREIGN in the stepper, from the step on in which it gets them', () => {
    const stepper = run.stepper();

    expect(stepper.table().array('one')).toEqual([
      '–',
      '–',
      '"hello···" clean',
      '"HEllo···" dirty, FOREIGN',
      '"HEllo···" dirty, FOREIGN',
    ]);
    expect(stepper.states[4]!.copies).toMatchObject([{ stale: false, foreign: true }]);
    expect(stepper.states[4]!.loads).toMatchObject([{ who: 'one', stale: false, foreign: true }]);
    expect(stepper.toJSON().steps[4]).toMatchObject({
      copies: [{ alias: 'one', stale: false, foreign: true }],
      saw: [{ who: 'one', stale: false, foreign: true }],
    });
  });

  test('has its color and its word in the figure of the stepper', () => {
    const [cells, words] = run.stepper().figure().data.slice(-2) as {
      y: number[];
      text: string[];
      textfont: { color: string[] };
      marker: { color: string[] };
    }[];

    expect(cells!.marker.color.filter((_, i) => cells!.y[i] === 1)).toEqual([
      ...[OUTCOME.foreign.ground, OUTCOME.foreign.ground],
      ...Array.from({ length: 6 }, () => '#ffffff'),
    ]);
    expect(words!.text).toEqual(['set 0 · way 0 · dirty, FOREIGN', 'F FOREIGN']);
    expect(words!.textfont.color).toEqual([OUTCOME.foreign.color, OUTCOME.foreign.color]);
  });

  test('is FOREIGN in the map of the sets: table, words, figure, picture and mail', () => {
    const sets = run.sets();

    expect(sets.table().columnNames().slice(-2)).toEqual(['stale', 'foreign']);
    expect([sets.table().array('stale'), sets.table().array('foreign')]).toEqual([[''], ['FOREIGN']]);
    expect(String(sets).split('\n').at(-1)).toBe(
      '1 line is held, none of them twice; 1 with another page’s bytes.',
    );
    expect(sets.figure().data).toMatchObject([{ text: ['U1F'] }]);
    expect(sets.figure().layout.title).toEqual({
      text: 'What the cache holds: filled is dirty, ✗ is stale, F is foreign',
    });
    expect(sets.svg()).toContain('>F FOREIGN</text>');
    expect(sets.toMail()).toContain(`
    holds   |HEllo...........|
             ^^ FOREIGN
    newest  |hello...........|
`);
  });

  test('is counted among those that differ, where a line is held more than once', () => {
    const twice = strays.load(elsewhere, 5).store(elsewhere, 'j').run().sets();

    expect(String(twice).split('\n').at(-1)).toBe(
      '2 lines are held, and 0x01001000 more than once: 1 copy differs from the newest bytes, 1 with another page’s.',
    );
  });

  test('has no column where no copy is: the map stays as wide as it was', () => {
    expect(homonym.run().sets().table().columnNames().at(-1)).toBe('stale');
  });
});

describe('runs side by side', () => {
  test('have a column for foreign loads where there are any, and words and a mark for them', () => {
    const compared = compare(homonym.run(), both.run(), scenario(arm).load(one, 5).run());

    expect(compared.coherent).toBe(false);
    expect(compared.table().columnNames()).toEqual([
      ...['machine', 'cache', 'strategy', 'loads', 'stale loads', 'foreign loads', 'lost stores', 'verdict'],
    ]);
    expect(compared.table().array('foreign loads')).toEqual([1, 2, 0]);
    expect(compared.table().array('verdict')).toEqual(['FOREIGN', 'STALE, FOREIGN, LOST', 'coherent']);
    expect(compared.figure().data.map(({ name, text: marks }) => [name, marks])).toEqual([
      ['coherent', ['✓']],
      ['FOREIGN', ['F']],
      ['STALE, FOREIGN, LOST', ['✗F†']],
    ]);
    expect(compared.figure().data[1]).toMatchObject({
      hovertext: ['0 stale loads, 1 foreign load, 0 lost stores'],
      marker: { color: OUTCOME.foreign.color, symbol: 'pentagon' },
    });
  });

  test('have none where no load is foreign', () => {
    const compared = compare(scenario(arm).load(one, 5).run());

    expect(compared.table().columnNames()).not.toContain('foreign loads');
  });
});

describe('one story for each pair of colors', () => {
  const vivt = machine(cache().vivt().size('16 KiB').ways(2).line(32)).port('arm');
  const map = homonym.on(vivt).byColors();

  test('has an F where a load is foreign', () => {
    expect(map.coherent).toBe(false);
    expect(map.of(0, 0)).toMatchObject({ staleLoads: 0, foreignLoads: 1, lostStores: 0 });
    expect(map.table().array('foreign loads')).toEqual([1, 0, 1, 0]);
    expect(map.table().array('verdict')).toEqual(['FOREIGN', 'coherent', 'FOREIGN', 'coherent']);
    expect(String(map).split('\n').slice(1)).toEqual([
      '          user 0  user 1',
      '────────  ──────  ──────',
      'kernel 0  F       ✓',
      'kernel 1  F       ✓',
      'NOT COHERENT: stale or foreign loads or lost stores in 1 of 2 with different colors, and in 1 of 2 with equal ones',
    ]);
  });

  test('says what the F is, in the figure and in the mail', () => {
    expect(map.figure().layout.meta).toMatchObject({
      caption: expect.stringContaining('✓ coherent, S stale loads, F foreign loads, L lost stores.'),
    });
    expect(map.toMail().replace(/\s+/g, ' ')).toContain(
      'Ok is coherent, S a stale load, F a foreign load, L a lost store',
    );
  });
});

test('a window on virtual tags that is used again unflushed reads the page before: FOREIGN, in a run and in prices', () => {
  const careless = congruent({ without: 'flush before reuse' });
  const read = (page: number) => daxIo().read(5).at(file.page(page));
  const run = scenario(arm)
    .daxIo(daxIo().write('HELLO').at(file.page(0)))
    .using(careless)
    .daxIo(read(0))
    .daxIo(read(1))
    .run();
  const priced = prices()
    .on(arm)
    .reading()
    .transferring('16 KiB')
    .strategies({ careful: congruent(), careless })
    .run();

  expect(run.verdict()).toBe('FOREIGN: 1 of 2 loads read another page’s bytes');
  expect(priced.table().array('verdict')).toEqual(['STALE', 'STALE, FOREIGN']);
  expect(priced.coherent).toBe(false);
});
