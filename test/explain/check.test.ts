/** The check for authors: our own notebooks pass, and each fault that is planted in one is found, and it alone. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkNotebook } from '../../src/explain/check/check.js';
import type { Notebook } from '../../src/jupyter/notebook.js';
import { readNotebook } from '../../src/jupyter/notebook-text.js';
import {
  firstInserted as at,
  changed,
  folder,
  inserted,
  last,
  more,
  replaced,
  told,
} from './check/planted.js';

test.each(readdirSync(folder).filter((name) => name.endsWith('.ipynb')))('%s has nothing to mend', (name) => {
  expect(checkNotebook(readNotebook(join(folder, name)))).toEqual([]);
});

const titled = (title: string) =>
  changed(1, ({ source }) => ({ source: source.replace(/^# .*/, `# ${title}`) }));
const shown = (data: object) => changed(9, ({ outputs }) => ({ outputs: [{ ...outputs[0], data }] }));
const asked = (prediction: object) => changed(3, () => ({ metadata: { aliaslab: { prediction } } }));
/** The notebook with a prediction in the cell of that number. */
const asking = (number: number, notebook: Notebook): Notebook => ({
  ...notebook,
  cells: notebook.cells.map((cell, i) =>
    i + 1 === number
      ? {
          ...cell,
          metadata: {
            aliaslab: { prediction: { choices: ['Old bytes', 'New bytes'], answer: 'Old bytes' } },
          },
        }
      : cell,
  ),
});
const shows = ['console.log(story.run().read());', 'hello\n'] as const;
const computes = [
  "console.log('7531');\nchecked.claim('a', story.run().coherent);",
  '86,420 and 1.50\n',
] as const;

describe('a fault is found:', () => {
  test.each<[string, Notebook, string[]]>([
    [
      'a title that asks',
      titled('Does the kernel read old bytes?'),
      ["1 title: the title 'Does the kernel read old bytes?' is no claim"],
    ],
    [
      'a title that names a subject',
      titled('An overview of caches'),
      ["1 title: the title 'An overview of caches' is no claim"],
    ],
    ['a title of two words', titled('Two names'), ["1 title: the title 'Two names' is no claim"]],
    [
      'a number typed by hand',
      changed(3, more(' It takes 7,531 cycles.')),
      ['3 number: 7531 is in the prose, and in no cell of its section or one before it'],
    ],
    [
      'a decimal number with a unit in a table',
      changed(3, more('\n\n| a |\n| - |\n| 98.6KiB |')),
      ['3 number: 98.6 is in the prose, and in no cell of its section or one before it'],
    ],
    [
      'a number in words',
      changed(3, more(' It takes seventeen.')),
      ['3 number: seventeen is in the prose, and in no cell of its section or one before it'],
    ],
    [
      'a number that only a later section computes',
      inserted('## It is so\n\nIt takes 86,420.', '## And so', computes),
      [`${at} number: 86420 is in the prose, and in no cell of its section or one before it`],
    ],
    ['a cell of seven lines', changed(5, more('\n[\n1,\n2,\n3];\n4;')), ['5 length: the cell has 7 lines']],
    [
      'an endless line',
      changed(5, more(`\nconst all = [${'1, '.repeat(80)}];`)),
      ['5 length: a line has 255 characters'],
    ],
    [
      'an import further down',
      changed(5, more("\nimport { cache } from 'aliaslab';")),
      ['5 imports: something is imported here'],
    ],
    [
      'a late import',
      changed(5, more("\nconst fs = await import('node:fs');")),
      ['5 imports: something is imported here'],
    ],
    [
      'a missing semicolon',
      changed(5, more('\nconst a = 1')),
      ["5 semicolon: 'const a = 1' does not end in a semicolon"],
    ],
    [
      'shorthand properties of an earlier cell',
      changed(7, () => ({ source: 'const local = 1;\nString({ local, sh4, more: { user } });' })),
      [
        '7 shorthand: stock tslab does not find sh4 of an earlier cell in { sh4 }',
        '7 shorthand: stock tslab does not find user of an earlier cell in { user }',
      ],
    ],
    [
      'a heading without a claim',
      inserted('## A figure proves it', shows),
      [`${at} claim: 'A figure proves it' shows something that no claim checks`],
    ],
    [
      'both, in a section that is no list of sources',
      inserted('## Sources of stale bytes are aliases\n\nIt takes 86,420.', shows),
      [
        `${at} number: 86420 is in the prose, and in no cell of its section or one before it`,
        `${at} claim: 'Sources of stale bytes are aliases' shows something that no claim checks`,
      ],
    ],
    [
      'a heading whose claim could not fail',
      inserted('## 2. A figure proves it', shows, ["checked.claim('it does', true);"]),
      [
        `${at} claim: 'A figure proves it' shows something that no claim checks`,
        `${at + 2} constant claim: the condition of the claim 'it does' is always the same`,
      ],
    ],
    [
      'a claim without a condition',
      changed(5, more("\nchecked.claim('it does');")),
      ["5 constant claim: the condition of the claim 'it does' is always the same"],
    ],
    [
      'a cell that was not run',
      changed(5, () => ({ execution_count: null })),
      ['5 outputs: the cell has no outputs of a run from top to bottom'],
    ],
    [
      'a failure',
      changed(9, () => ({ outputs: [{ output_type: 'error', ename: 'E', evalue: '', traceback: [] }] })),
      ['9 outputs: the cell has failed'],
    ],
    [
      'an enormous output',
      changed(9, () => ({ outputs: [{ output_type: 'stream', name: 'stdout', text: 'x'.repeat(2e6) }] })),
      ['9 size: an output has 2.0 MB'],
    ],
    [
      'a picture without a caption',
      shown({ 'text/html': '<p><img src="data:," alt="two lines"></p>' }),
      ['9 picture: a picture has no alternative text, or no caption'],
    ],
    [
      'a bare picture',
      shown({ 'image/png': '' }),
      ['9 picture: a picture has no alternative text, or no caption'],
    ],
    [
      'a picture in the text',
      changed(3, more('\n\n![](a.png)')),
      ['3 picture: a picture has no alternative text, or no caption'],
    ],
    [
      'a prediction without choices',
      changed(3, () => ({ metadata: {} })),
      ['3 choices: a prediction has no choices'],
    ],
    [
      'a prediction with one choice',
      asked({ choices: ['a'], answer: 'a' }),
      ["3 choices: the prediction has no list of two or more different choices, but ['a']"],
    ],
    [
      'a prediction with all that can be wrong',
      asked({ choices: ['a', 'b'], answer: 1, because: 2, question: '', right: 'a' }),
      [
        '3 choices: the answer of the prediction, 1, is none of its choices',
        "3 choices: question of the prediction is '', and no text",
        '3 choices: because of the prediction is 2, and no text',
        "3 choices: the prediction has a field 'right' that nobody reads",
      ],
    ],
    [
      'a sentence that is none',
      changed(4, () => ({ metadata: { aliaslab: { says: 3 } } })),
      ['4 sentence: it says 3, and no text'],
    ],
    [
      'a prediction of code',
      changed(4, () => ({ metadata: { aliaslab: { prediction: {} } } })),
      ['4 choices: a prediction stands in a cell of code: nobody is asked'],
    ],
    [
      'an answer that stands in the code above its output',
      changed(4, more(" checked.claim('it is old', !story.run().coherent);")),
      ["4 answer told: the claim 'it is old' stands before the output that it tells"],
    ],
    [
      'an answer in an earlier cell than its output',
      asking(
        at,
        inserted(
          'And now?',
          ['checked.claim("it is", story.run().coherent);'],
          ["show({ data: [], layout: { meta: { caption: 'Bytes of a line.' } } });", 'x\n'],
        ),
      ),
      [
        `${at + 1} answer told: the claim "it is" stands before the output that it tells`,
        `${at + 2} answer told: the caption 'Bytes of a line.' stands before the output that it tells`,
      ],
    ],
    [
      'no claims line',
      changed(last, () => ({
        outputs: [{ output_type: 'stream', name: 'stdout', text: '0 claims checked\n' }],
      })),
      ['0 claims line: the last code cell does not print how many claims were checked'],
    ],
    [
      'no readers',
      replaced('markdown', /Assumed/g, 'Better'),
      ['0 readers: nothing says whom it is for and what is assumed'],
    ],
    [
      'no prediction',
      replaced('markdown', /predict/gi, 'expect'),
      ['0 prediction: the reader is never asked for a prediction'],
    ],
    [
      'no exercises',
      replaced('markdown', /<details>/g, ''),
      ['0 exercises: there are fewer than two exercises with folded answers'],
    ],
    [
      'no conclusions',
      replaced('markdown', /## Conclusions/g, '## Summary'),
      ['0 conclusions: there are no conclusions'],
    ],
    [
      'no cell to play with',
      replaced('markdown', /## Your turn/g, '## Answers'),
      ['0 sandbox: there is no cell to play with'],
    ],
    [
      'no limits',
      replaced('markdown', /simpler/g, 'other'),
      ['0 limits: nothing says where the model is simpler than hardware'],
    ],
    ['no sources', replaced('markdown', /\*\*Sources\.\*\*/g, 'Read'), ['0 sources: no sources are named']],
  ])('%s', (_what, notebook, findings) => {
    expect(told(notebook)).toEqual(findings);
  });
});

test.each([
  ['Math.random();', 'Math.random'],
  ['[1].map(Math.random);', 'Math.random'],
  ['Date.now();', 'Date.now'],
  ['new Date();', 'new Date()'],
  ['Date();', 'Date()'],
  ['performance.now();', 'performance'],
  ['process.hrtime();', 'process.hrtime'],
  ['crypto.randomUUID();', 'crypto'],
  ['setTimeout(show, 1);', 'a timer'],
])('%s is not steady', (code, name) => {
  expect(told(changed(5, more(`\n${code}`)))).toEqual([`5 steady: ${name} gives another result each time`]);
});

test.each(['true', '!0', '1 === 1', "'abc'.includes('b')", '(() => true)()'])(
  'a claim whose condition is %s claims nothing',
  (condition) => {
    expect(told(changed(5, more(`\nchecked.claim('a', ${condition});`)))).toEqual([
      "5 constant claim: the condition of the claim 'a' is always the same",
    ]);
  },
);

describe('nothing is to be mended in', () => {
  test.each<[string, Notebook]>([
    ['a title in a heading with a number', titled('In 2016 one mail was right')],
    [
      'numbers that the section computes',
      inserted('## It is so', computes, 'It takes 86420, 7,531, and 1.5.'),
    ],
    [
      'numbers that a section before it computes',
      inserted('## So', computes, '## And so\n\nIt takes 7,531.'),
    ],
    ['numbers in code', changed(3, more('\n\n`7531`\n\n```\n7531\n```'))],
    ['dates and releases', changed(3, more(' On 25 January 2016, in Python 3, Linux 7.53 and 7.53.'))],
    ['names with a number', changed(3, more(' SH7531, PA 7531 and 7531Kc, section 7531.'))],
    ['sources with numbers', changed(last - 1, more('\n\n**Sources.** Two:\n\n- line 7531\n- 7532'))],
    ['a list with numbers', changed(3, more('\n\n3. first\n4. second'))],
    ['steady dates', changed(5, more('\nconst day = new Date(0), at = Date.UTC(2016, 0, 25);'))],
    ['a shorthand property of the cell itself', changed(5, more('\nconst own = 1; String({ own });'))],
    [
      'a caption that tells no answer',
      asking(at, inserted('And now?', ["const caption = { caption: 'A line.' };", 'x\\n'])),
    ],
    ['a section that shows nothing', inserted('## It is so', ['const a = 1;'])],
    ['a section for the reader', inserted('## Exercises', shows, '### 1. Which?', shows)],
    ['a picture in the text with words', changed(3, more('\n\n![two lines](a.png) and `<img src="a.png">`'))],
    [
      'a picture with its words',
      shown({ 'text/html': '<img alt="two lines"><figcaption>Two.</figcaption>' }),
    ],
  ])('%s', (_what, notebook) => {
    expect(told(notebook)).toEqual([]);
  });
});

test('a finding says in which cell what is wrong by which rule, and how to mend it', () => {
  expect(checkNotebook(changed(5, more('\nconst a = 1')))).toEqual([
    {
      cell: 5,
      rule: 'semicolon',
      what: "'const a = 1' does not end in a semicolon",
      mend: 'add it: a last expression without one is shown',
    },
  ]);
});

test('the same thing is told once a cell', () => {
  expect(told(changed(3, more(' 7531, and 7,531.')))).toHaveLength(1);
});

test('a whole notebook of nothing is told everything at once, the cells first', () => {
  const empty = { cells: [], metadata: {}, nbformat: 4, nbformat_minor: 5 } as Notebook;

  expect(checkNotebook(empty).map(({ cell, rule }) => `${cell} ${rule}`)).toEqual([
    '1 title',
    '0 claims line',
    '0 readers',
    '0 prediction',
    '0 sandbox',
    '0 exercises',
    '0 conclusions',
    '0 limits',
    '0 sources',
  ]);
});
