/** Numbers in prose come from a cell of their section or of one before it. */
import { expect, test } from 'vitest';
import type { Notebook } from '../../../src/jupyter/notebook.js';
import { firstInserted as at, changed, inserted, more, told } from './planted.js';

const computes = [
  "console.log('7531');\nchecked.claim('a', story.run().coherent);",
  '7531 of 86,420, 1.50, 97531\n',
] as const;

test.each(['7531', '7,531', '86,420', '86420', '1.5', 'seven thousand five hundred and thirty-one'])(
  '%s is known in the section that computes it, and later',
  (number) => {
    expect(
      told(inserted('## It is so', computes, `It takes ${number}.`, `## And so\n\nIt takes ${number}.`)),
    ).toEqual([]);
  },
);

test('a number that only a later section computes is typed by hand', () => {
  expect(told(inserted('## It is so\n\nIt takes 7,531.', '## And so', computes))).toEqual([
    `${at} number: 7531 is in the prose, and in code and outputs of later sections only`,
  ]);
});

test('it may stand in its section before the cell does', () => {
  expect(told(inserted('## It is so\n\nIt takes 7,531.', '### Why', computes))).toEqual([]);
});

test.each(['753', '8642', '86', '420.5', '5310', '1.05', '15'])(
  '%s is no number of the section, only a part of one',
  (number) => {
    expect(told(inserted('## It is so', computes, `It takes ${number}.9731 and ${number}%.`))).toContain(
      `${at + 2} number: ${number} is in the prose, and in no code or output`,
    );
  },
);

test.each<[string, string, string]>([
  ['in words', 'It takes seventeen.', 'seventeen'],
  ['with a hyphen', 'Thirty-seven of them.', 'Thirty-seven'],
  ['of hundreds', 'There are two hundred and eleven.', 'two hundred and eleven'],
  ['with a unit', 'It takes 7532KiB.', '7532'],
  ['of times', 'It is 7532x as fast.', '7532'],
  ['with a sign', 'It is -7532 then.', '7532'],
  ['in a table', '| a | b |\n| - | - |\n| c | 7532 |', '7532'],
  ['in a list', '- a\n- 7532', '7532'],
  ['in HTML', '<p>It takes 7532.</p>', '7532'],
  ['in an alternative text', '![It takes 7532](a.png)', '7532'],
  ['in the text of a link', '[7532](https://a.example)', '7532'],
])('a number %s is found', (_what, text, said) => {
  expect(told(inserted('## It is so', computes, text))).toEqual([
    `${at + 2} number: ${said} is in the prose, and in no code or output`,
  ]);
});

test.each([
  'Ten of them, or one, or a hundred; by the thousand, and some twenty thousand.',
  'The weight is often a teenager.',
  'Linux 7.53 has it, and in 7.53 it works.',
  '**Sources.** A book:\n\n- page 7532\n- 7533',
  '### Sources\n\nA book, 7532.',
  '<a href="https://a.example/7532">a page</a>',
])('%j has no number typed by hand', (text) => {
  expect(told(inserted('## It is so', computes, text))).toEqual([]);
});

test('a number in a comment of the code is typed by hand too', () => {
  const notebook: Notebook = inserted('## It is so', ['story; // 7531', undefined], 'It takes 7,531.');

  expect(told(notebook)).toEqual([`${at + 2} number: 7531 is in the prose, and in no code or output`]);
});

test('the same number is told once a cell', () => {
  expect(told(changed(3, more(' 7531, and 7,531.')))).toHaveLength(1);
});
