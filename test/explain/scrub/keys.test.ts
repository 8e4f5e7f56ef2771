/** What shows the same lights up together: of step, byte and set the first that both say decides. */
import { expect, it } from 'vitest';
import { allOfStep, isSame, type Keys, onlyStep, rangesOf } from '../../../src/explain/page/scrub/keys.js';
import { formatSets } from '../../../src/views/run-table.js';

const step = (first: number, last = first): Keys => ({ steps: [[first, last]] });

it.each([
  [[7], [[7, 7]]],
  [
    [7, 8, 9, 480],
    [
      [7, 9],
      [480, 480],
    ],
  ],
  [undefined, undefined],
  [[1, 3, 5, 7], undefined], // "4 sets"
])('sets %j are read as a table writes them', (sets, ranges) => {
  expect(rangesOf(formatSets(sets))).toEqual(ranges);
});

it.each(['', ' ', '–', '1–', '1-2', 'a', '1,2', '0x12', '12345678901', null, undefined])(
  '%j is no list of numbers',
  (text) => {
    expect(rangesOf(text)).toBeUndefined();
  },
);

it.each<[string, Keys, Keys, boolean]>([
  ['two rows of one step', step(2), step(2), true],
  [
    'two rows of one step in other sets',
    { ...step(2), sets: [[1, 1]] },
    { ...step(2), sets: [[9, 9]] },
    true,
  ],
  ['rows of two steps in one set', { ...step(1), sets: [[1, 1]] }, { ...step(2), sets: [[1, 1]] }, false],
  ['a step and the time that it is in', step(2), step(1, 4), true],
  ['a step and a time behind it', step(5), step(1, 4), false],
  ['a row and a line in its set', { ...step(2), sets: [[1, 9]] }, { sets: [[4, 4]] }, true],
  ['a row and a line in another set', { ...step(2), sets: [[1, 3]] }, { sets: [[4, 4]] }, false],
  [
    'a byte in two copies',
    { bytes: [[3, 3]], line: 'a', sets: [[1, 1]] },
    { bytes: [[3, 3]], line: 'a', sets: [[2, 2]] },
    true,
  ],
  ['the same byte of two lines', { bytes: [[3, 3]], line: 'a' }, { bytes: [[3, 3]], line: 'b' }, false],
  ['a byte and its step', { bytes: [[3, 3]], line: 'a' }, { ...step(1), bytes: [[0, 4]], line: 'a' }, true],
  [
    'a byte and a step that left it alone',
    { bytes: [[5, 5]], line: 'a' },
    { ...step(1), bytes: [[0, 4]], line: 'a' },
    false,
  ],
  [
    'a byte and the copies in its set',
    { bytes: [[3, 3]], line: 'a', sets: [[1, 1]] },
    { sets: [[1, 1]], line: 'a' },
    true,
  ],
  ['parts that say different things', { sets: [[1, 1]] }, { bytes: [[1, 1]], line: 'a' }, false],
  ['parts that say nothing', {}, {}, false],
])('%s: %j and %j', (_, one, other, same) => {
  expect(isSame(one, other)).toBe(same);
  expect(isSame(other, one)).toBe(same);
});

it('a step is all that the parts of this step alone say, and bytes only of one line', () => {
  const row: Keys = { ...step(2), sets: [[7, 7]] };
  const box: Keys = { ...step(2), sets: [[7, 7]], line: 'a', bytes: [[0, 4]] };

  expect(allOfStep(2, [row, box, { ...step(1, 4), sets: [[99, 99]] }, step(1)])).toEqual({
    steps: [[2, 2]],
    sets: [
      [7, 7],
      [7, 7],
    ],
    line: 'a',
    bytes: [[0, 4]],
  });
  expect(allOfStep(2, [box, { ...box, line: 'b' }])).toEqual({
    steps: [[2, 2]],
    sets: [
      [7, 7],
      [7, 7],
    ],
  });
  expect(allOfStep(3, [row])).toEqual({ steps: [[3, 3]], sets: undefined });
});

it('what shows several steps, or none, shows no step alone', () => {
  expect(
    [
      step(2),
      step(1, 2),
      {},
      {
        steps: [
          [1, 1],
          [3, 3],
        ],
      } as Keys,
    ].map(onlyStep),
  ).toEqual([2, undefined, undefined, undefined]);
});
