/** A check ends, whatever a cell or an output holds. */
import { expect, test } from 'vitest';
import { changed, more, told } from './planted.js';

const PARTS = ['A', '1,111,', '1.', '\n', ' ', '[', '![](', '${', '**', '<', '<img alt="'];

test.each(PARTS)('an output of %j without end is read', (part) => {
  const text = part.repeat(Math.floor(900_000 / JSON.stringify(part).length));

  const lines = told(
    changed(9, ({ outputs }) => ({ outputs: [{ ...outputs[0], data: { 'text/html': text } }] })),
  );

  expect(lines.filter((line) => !line.startsWith('9 picture'))).toEqual([]);
});

test('a table of 20 MB is too large, and nothing else is said of it', () => {
  const html = `<table>${'<tr><td>12345</td></tr>'.repeat(1_000_000)}</table>`;

  const notebook = changed(9, ({ outputs }) => ({
    outputs: [{ ...outputs[0], data: { 'text/html': html } }],
  }));

  expect(told(notebook)).toEqual(['9 size: an output has 23.0 MB']);
});

test.each([3, 5])('cell %i with a text without end is not read, and that is said of it', (number) => {
  const lines = told(changed(number, () => ({ source: '**'.repeat(450_000) })));

  expect(lines).toContain(`${number} length: the cell has 900000 characters, and was not read`);
});

test.each(PARTS)(
  'a cell of %j is read to its end, in prose and in code',
  (part) => {
    const text = part.repeat(Math.floor(2_000 / part.length));

    expect(told(changed(3, more(`${text}\n\nIt takes 7531.`)))).toContain(
      '3 number: 7531 is in the prose, and in no cell of its section or one before it',
    );
    expect(told(changed(5, more(`\n${text}\nMath.random();`)))).toContain(
      '5 steady: Math.random gives another result each time',
    );
  },
  120_000,
);

test('code that is nested too deep is said to be so', () => {
  expect(told(changed(5, more(`\n${'('.repeat(4_000)}`)))).toContain(
    '0 shorthand: something is nested too deep to be read',
  );
});
