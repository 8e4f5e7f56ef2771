/** The history of a session: what is asked of it is answered in time, and it does not grow for ever. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KernelHistory } from '../../src/jupyter/kernel/history.js';

function historyOf(...inputs: string[]): KernelHistory {
  const history = new KernelHistory();
  for (const [i, input] of inputs.entries()) history.add(i + 1, input);
  return history;
}

const found = (history: KernelHistory, pattern: string, more = {}) =>
  history.answer({ hist_access_type: 'search', pattern, ...more }).map((entry) => (entry as string[])[2]);

test('a pattern means what it means in a shell', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
  fc.assert(
    fc.property(letters, letters, (pattern, text) => {
      const expression = pattern
        .replace(/[\\^$.|+()[\]{}]/g, '\\$&')
        .replaceAll('*', '.*')
        .replaceAll('?', '.');

      expect(found(historyOf(text), pattern)).toEqual(
        new RegExp(`^${expression}$`, 's').test(text) ? [text] : [],
      );
    }),
    { numRuns: 2000 },
  );
});

test('a pattern of many stars is answered', () => {
  const text = 'a'.repeat(10_000);

  expect(found(historyOf(text), `${'*a'.repeat(30)}b`)).toEqual([]);
  expect(found(historyOf(text), '*'.repeat(1000))).toEqual([text]);
});

test('of those that are alike the last is given, where it stands', () => {
  const history = historyOf('x', 'y', 'x', 'z');

  expect(history.answer({ hist_access_type: 'search', pattern: '*', unique: true })).toEqual([
    [1, 2, 'y'],
    [1, 3, 'x'],
    [1, 4, 'z'],
  ]);
});

test('the oldest are forgotten where there are too many, or too much', () => {
  const many = historyOf(...Array.from({ length: 10_005 }, (_, i) => String(i)));
  const large = historyOf(...Array.from({ length: 40 }, (_, i) => String(i % 10).repeat(2 ** 20)));

  expect(many.answer({ hist_access_type: 'range', start: 0 })).toHaveLength(10_000);
  const lines = (answer: unknown[]) => answer.map((entry) => (entry as number[])[1]);
  expect(lines(large.answer({ hist_access_type: 'range', start: 7, stop: 11 }))).toEqual([9, 10]);
  // One answer has the newest of what was asked for.
  expect(lines(large.answer({ hist_access_type: 'range', start: 0 }))).toEqual([37, 38, 39, 40]);
  expect(large.answer({ hist_access_type: 'tail', n: 1 })).toEqual([[1, 40, '9'.repeat(2 ** 20)]]);
});
