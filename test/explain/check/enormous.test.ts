/** A check ends, whatever an output holds. */
import { expect, test } from 'vitest';
import { changed, more, told } from './planted.js';

const shown = (html: string) =>
  changed(9, ({ outputs }) => ({ outputs: [{ ...outputs[0], data: { 'text/html': html } }] }));

test('a table of 60 MB is too large, and nothing else is said of it', () => {
  const html = `<table><img>${'<tr><td>12345</td></tr>'.repeat(3_000_000)}</table>`;

  expect(told(shown(html))).toEqual(['9 size: an output has 69.0 MB']);
}, 120_000);

test('so are tags that never end', () => {
  expect(told(shown('<img a '.repeat(200_000)))).toEqual(['9 size: an output has 1.4 MB']);
});

test.each(['<img a ', '<img alt="', '<', '](', '<a '])(
  'of what is just small enough %s is no trouble either, in an output or in prose',
  (part) => {
    const text = part.repeat(Math.floor(900_000 / JSON.stringify(part).length));

    expect(told(shown(text)).filter((line) => line.startsWith('9'))).toEqual([]);
    expect(told(changed(3, more(`\n\n${text}`))).filter((line) => line.startsWith('3'))).toEqual([]);
  },
  120_000,
);

test('what is nested too deep is said to be so', () => {
  expect(told(shown('<figure>'.repeat(100_000)))).toContain(
    '9 picture: an output is nested too deep to be looked through',
  );
});

test('a number of a table that is too large is not said to be typed by hand', () => {
  const html = `<table>${'<tr><td>7531</td></tr>'.repeat(60_000)}</table>`;
  const notebook = shown(html);
  const cells = notebook.cells.map((cell, i) =>
    i === 9 ? { ...cell, source: `${cell.source} It is 7,531.` } : cell,
  );

  expect(told({ ...notebook, cells })).toEqual(['9 size: an output has 1.3 MB']);
});
