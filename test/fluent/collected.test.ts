/** Answers that a cell has collected, as grids and bars: what they show, say and refuse. */
import { describe, expect, it } from 'vitest';
import { bars, grid, InputError } from '../../src/index.js';
import { JUDGED } from '../../src/views/palette.js';

const asked = {
  title: 'Misses',
  caption: 'Loads that miss.',
  rows: ['one way', 2],
  columns: ['4 KiB', '8 KiB'],
  cells: [
    [0, 8],
    [true, '✗ none'],
  ],
};
const counted = {
  title: 'CPUs',
  caption: 'CPUs that alias.',
  names: ['sh', 'arm'],
  parts: { alias: [4, 9], 'do not': [0, 2] },
  unit: 'CPUs',
};

/** The outcome that a cell is colored by; undefined where it is a number or a plain word. */
function judgedIn(cell: string | number | boolean, means?: Record<string, 'needless'>) {
  const { data } = grid({
    ...asked,
    rows: ['r'],
    columns: ['c'],
    cells: [[cell]],
    ...(means && { means }),
  }).figure();
  const nth = (data[1]!.z as (number | null)[][])[0]![0];
  return nth === null || nth === undefined ? undefined : Object.keys(JUDGED)[nth];
}

describe('a grid', () => {
  it('says each row in words, and as a table with a column a column', () => {
    expect(grid(asked).words()).toBe('one way: 4 KiB 0, 8 KiB 8; 2: 4 KiB ✓, 8 KiB ✗ none');
    expect(grid(asked).table().objects()).toEqual([
      { ' ': 'one way', '4 KiB': 0, '8 KiB': 8 },
      { ' ': '2', '4 KiB': '✓', '8 KiB': '✗ none' },
    ]);
    expect(String(grid(asked))).toMatch(/^Misses\n/);
  });

  it.each([
    ['✗ none', 'stale'],
    ['✗F†', 'stale'],
    ['F', 'foreign'],
    ['† lost', 'lost'],
    [true, 'fine'],
    [false, 'stale'],
    ['Four', undefined],
    ['–', undefined],
    ['– for nothing', 'needless'],
    ['', undefined],
    [3, undefined],
  ] as const)('takes %j for %s', (cell, judged) => {
    expect(judgedIn(cell)).toBe(judged);
  });

  it('has the mark of what a word means', () => {
    const { data } = grid({
      ...asked,
      cells: [
        ['refused', 0],
        [0, 'toString'],
      ],
      means: { refused: 'needless' },
    }).figure();

    expect(data[1]!.text).toEqual([
      ['– refused', ''],
      ['', ''],
    ]);
    expect(data[0]!.text).toEqual([
      ['', '0'],
      ['0', 'toString'],
    ]);
  });

  it('shades numbers up to the largest', () => {
    expect(grid(asked).figure().data[0]).toMatchObject({ zmin: 0, zmax: 8 });
  });

  it('shows names from outside as what they are', () => {
    const { data, layout } = grid({
      ...asked,
      title: '<b>',
      rows: ['<i>', 2],
      columns: ['a&b', '<u>'],
    }).figure();

    expect(layout.title).toEqual({ text: '&lt;b&gt;' });
    expect([data[0]!.x, data[0]!.y]).toEqual([
      ['a&amp;b', '&lt;u&gt;'],
      ['&lt;i&gt;', '2'],
    ]);
  });

  it('keeps what it was given, whatever becomes of that', () => {
    const cells = [
      [1, 2],
      [3, 4],
    ];
    const made = grid({ ...asked, cells });
    cells[0]![0] = 9;

    expect(made.words()).toContain('one way: 4 KiB 1');
  });

  it('refuses everything that is wrong at once', () => {
    const wrong = { title: '', rows: [1, 1], columns: 3, cells: [[Number.NaN], 5], means: { a: 'b' }, x: 1 };

    expect(() => grid(wrong as never)).toThrow(InputError);
    expect(() => grid(wrong as never)).toThrow(`
  - grid: 'x' is none of title, caption, rows, columns, cells, down, across, means
  - title '' is not a text
  - caption undefined is not a text
  - rows: 1 stands there twice
  - columns 3 is not a list of names
  - row 0 of cells: NaN is neither a text, nor true or false, nor a number from 0
  - row 1 of cells, 5, is not a list
  - a means 'b', which is neither 'fine', 'stale', 'foreign', 'lost', 'missing', 'machine check' nor 'needless'
  try: grid({`);
  });
});

describe('bars', () => {
  it('say each name in words, and as a table with a column a part', () => {
    expect(bars(counted).words()).toBe('CPUs, in CPUs: sh: alias 4, do not 0; arm: alias 9, do not 2.');
    expect(bars(counted).table().objects()).toEqual([
      { ' ': 'sh', alias: 4, 'do not': 0 },
      { ' ': 'arm', alias: 9, 'do not': 2 },
    ]);
  });

  it('have the color and the hatching of what parts mean', () => {
    const [first, second] = bars({ ...counted, means: { alias: 'stale' } }).figure().data;

    expect(first!.marker).toEqual({ color: JUDGED.stale.color, pattern: { shape: '/' } });
    expect(second!.marker).not.toEqual(first!.marker);
  });

  it('stand side by side with their numbers, or one upon the other', () => {
    expect(bars(counted).figure()).toMatchObject({
      layout: { barmode: 'group' },
      data: [{ text: ['4', '9'] }, { text: ['', '2'] }],
    });
    expect(bars({ ...counted, stacked: true }).figure().layout).toMatchObject({ barmode: 'stack' });
  });

  it('refuse everything that is wrong at once', () => {
    const wrong = { ...counted, unit: 3, stacked: 2, parts: { a: [1], b: 3, c: [1, -1] }, means: 4 };

    expect(() => bars(wrong as never)).toThrow(`
  - unit 3 is not a text
  - there are 2 names, and a has 1 counts
  - b: 3 is not a list of counts
  - c: -1 is not a number from 0
  - stacked 2 is neither true nor false
  - means 4 is not an object of words
  try: bars({`);
  });
});
