/** Tables in a notebook whose viewer runs scripts: sorted by a click on a head. */
import { table } from 'arquero';
import { JSDOM } from 'jsdom';
import { expect, test } from 'vitest';
import { displayBundle } from '../../src/jupyter/bundle.js';

const html = (value: unknown) => displayBundle(value)?.['text/html'] as string;
const sizes = table({
  cpu: ['ARM926', 'Cortex-A9', 'SH7750', '<b>'],
  size: ['16 KiB', '32 KiB', '8 KiB', '1,024 KiB'],
  ways: [4, 12, 1, 2],
});

function shown(page: string) {
  const { window } = new JSDOM(`<body>${page}</body>`, { runScripts: 'dangerously' });
  const { document } = window;
  const heads = () => Array.from(document.querySelectorAll('thead th'));
  return {
    heads,
    head: (name: string) => heads().find(({ textContent }) => textContent === name)!,
    first: () => Array.from(document.querySelectorAll('tbody tr'), (row) => row.children[0]!.textContent),
    enter: () => new window.KeyboardEvent('keydown', { key: 'Enter', bubbles: true }),
    click: () => new window.MouseEvent('click', { bubbles: true }),
  };
}

test('a click sorts by the numbers in a column, and another one turns the order round', () => {
  const { head, first, click } = shown(html(sizes));

  head('ways').dispatchEvent(click());
  expect(first()).toEqual(['SH7750', '<b>', 'ARM926', 'Cortex-A9']);
  expect(head('ways').getAttribute('aria-sort')).toBe('ascending');

  head('ways').dispatchEvent(click());
  expect(first()).toEqual(['Cortex-A9', 'ARM926', '<b>', 'SH7750']);

  head('size').dispatchEvent(click());
  expect(first()).toEqual(['SH7750', 'ARM926', 'Cortex-A9', '<b>']);
  expect(head('ways').hasAttribute('aria-sort')).toBe(false);
});

test('heads are reached by the keyboard, and Enter sorts', () => {
  const { heads, head, first, enter } = shown(html(sizes));

  expect(heads().map((each) => (each as HTMLElement).tabIndex)).toEqual([0, 0, 0]);
  head('cpu').dispatchEvent(enter());
  expect(first()).toEqual(['<b>', 'ARM926', 'Cortex-A9', 'SH7750']);
});

test('two tables of one page are sorted each for itself, and once a click', () => {
  const { heads, first, click } = shown(html(sizes) + html(sizes));

  heads()[2]!.dispatchEvent(click());

  expect(first().slice(0, 4)).toEqual(['SH7750', '<b>', 'ARM926', 'Cortex-A9']);
  expect(first().slice(4)).toEqual(['ARM926', 'Cortex-A9', 'SH7750', '<b>']);
});

test('a table of two rows has nothing to sort, and no script', () => {
  expect(html(table({ way: [1, 2] }))).not.toContain('script');
});
