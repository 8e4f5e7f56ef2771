/** Each finding of an explanation is checked by a condition that could fail. */
import { describe, expect, test } from 'vitest';
import type { Notebook } from '../../../src/jupyter/notebook.js';
import { firstInserted as at, changed, inserted, more, told } from './planted.js';

const heading = '## A figure proves it';
const shows = ['console.log(story.run().read());', 'hello\n'] as const;
const claims = ["checked.claim('it does', story.run().coherent);"] as const;
const unclaimed = `${at} claim: 'A figure proves it' shows something that no claim checks`;

describe('a finding without its claim is found:', () => {
  test.each<[string, Notebook, string[]]>([
    ['a section', inserted(heading, shows), [unclaimed]],
    ['a heading that is underlined', inserted('A figure proves it\n----', shows), [unclaimed]],
    ['a heading in HTML', inserted('<h2>A figure proves it</h2>\n\nText.', shows), [unclaimed]],
    ['a second title', inserted('# A figure proves it', shows), [unclaimed]],
    [
      'a heading of the third level',
      inserted('## Two', shows, claims, '### A figure proves it', shows),
      [unclaimed.replace(String(at), String(at + 3))],
    ],
    [
      'a claim in a comment',
      inserted(heading, ["// checked.claim('a', story.ok);\nstory;", 'a']),
      [unclaimed],
    ],
    [
      'two things that we now know, and one claim',
      inserted(heading, shows, claims, '*What we now know:* a.\n\n*What we now know:* b.'),
      [`${at} claim: 'A figure proves it' says 2 times what we now know, and has one claim`],
    ],
    [
      'something that we now know in a section without code',
      inserted('## It is so', '**What we know:** a.'),
      [`${at} claim: 'It is so' says once what we now know, and has no claim`],
    ],
  ])('%s', (_what, notebook, findings) => {
    expect(told(notebook)).toEqual(findings);
  });
});

test.each([
  'true',
  '!0',
  '1 === 1',
  "'abc'.includes('b')",
  'undefined === undefined',
  '(() => true)()',
  'Boolean(1) /* story */',
  'ok',
  'fine()',
])('a claim whose condition is %s claims nothing', (condition) => {
  const cell = `const ok = true, fine = () => ok;\nchecked.claim('it does', ${condition});`;

  expect(told(inserted(heading, shows, [cell]))).toEqual([
    unclaimed,
    `${at + 2} claim: the condition of the claim 'it does' is always the same`,
  ]);
});

test('a literal is found in a section that has another claim too', () => {
  expect(told(changed(5, more("\nchecked['claim']('a', true);")))).toEqual([
    "5 claim: the condition of the claim 'a' is always the same",
  ]);
});

test.each<[string, Notebook]>([
  ['shows nothing', inserted(heading, ['const a = 1;'])],
  [
    'has a claim under a heading of the third level',
    inserted(heading, ['const a = 1;'], '### It is so', shows, claims),
  ],
  [
    'has a list that is filled later',
    inserted(heading, shows, ["const all = [];\nall.push(story);\nchecked.claim('a', all.length === 1);"]),
  ],
  ['is for the reader', inserted('## Exercises', shows, '### 1. Which?', shows)],
  ['has the answers', inserted('### Answers', shows)],
  ['says where the model is simpler', inserted('## Where the model is simpler', shows)],
  ['has the sources', inserted('## Sources', shows)],
])('a section that %s needs no claim of its own', (_what, notebook) => {
  expect(told(notebook)).toEqual([]);
});

test('sources of a trouble are a finding', () => {
  expect(told(inserted('## Sources of stale bytes are aliases', shows))).toEqual([
    `${at} claim: 'Sources of stale bytes are aliases' shows something that no claim checks`,
  ]);
});
