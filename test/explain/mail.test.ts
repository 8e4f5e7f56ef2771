/** A notebook as a mail: whole texts, and whatever is in it 72 columns of ASCII. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { table } from 'arquero';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { notebookMail } from '../../src/explain/mail/notebook-mail.js';
import { cachetlb, compare, congruent, processors, prove } from '../../src/index.js';
import { displayBundle } from '../../src/jupyter/bundle.js';
import { packageRoot } from '../../src/jupyter/kernel-home.js';
import type { Notebook, NotebookOutput } from '../../src/jupyter/notebook.js';
import { readNotebook } from '../../src/jupyter/notebook-text.js';
import { story } from '../linux/stories.js';

const notebook = (...cells: unknown[]) =>
  ({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }) as unknown as Notebook;
const prose = (source: string) => ({ cell_type: 'markdown', metadata: {}, source });
const code = (source: string, ...outputs: NotebookOutput[]) => ({
  cell_type: 'code',
  metadata: {},
  source,
  execution_count: 1,
  outputs,
});
const shown = (data: Record<string, unknown>): NotebookOutput => ({
  output_type: 'display_data',
  data,
  metadata: {},
});
const printed = (text: string): NotebookOutput => ({ output_type: 'stream', name: 'stdout', text });
const odd = (text: string) => text.split('\n').filter((line) => !/^[\x20-\x7e]{0,72}$/.test(line));
const body = (...cells: unknown[]) => notebookMail(notebook(...cells), 'a.ipynb').split('\n\n--\n')[0];

test('a notebook is its text wrapped, its code quoted, and what it showed', () => {
  const mail = notebookMail(
    notebook(
      prose(
        '# A claim\n\nSome **bold** and *slanted* words, `code`, [a mail](https://a.example/b) and [it](https://a.example/b) again.\n\n## A finding',
      ),
      code("console.log('·');", printed('·\n')),
    ),
    'a.ipynb',
  );

  expect(mail).toBe(`\
A claim
=======

Some *bold* and _slanted_ words, \`code\`, a mail [1] and it [1] again.

A finding
---------

> console.log('\\u00b7');

.

[1] https://a.example/b

--
This is a.ipynb as it was run. Lines that begin with > are code; what it
showed stands below.
To run it again, paste the code, without its >, into a notebook of
aliaslab, cell by cell: npx aliaslab jupyter
`);
});

test('a cell with the tag not-in-mail is left out, with what it showed', () => {
  const metadata = { tags: ['other', 'not-in-mail'] };

  expect(
    body(
      { ...prose('Click on a head to sort.'), metadata },
      { ...code('f();', printed('x\n')), metadata },
      prose('Read.'),
    ),
  ).toBe('Read.');
});

test.each([
  ['a.ipynb', 'a.ipynb'],
  ["it's a.ipynb", `'it'\\''s a.ipynb'`],
])('%s that can be had is run by a line', (name, file) => {
  expect(notebookMail(notebook(), name, 'https://a.example/a.ipynb').split('below.\n')[1]).toBe(`\
To run it again, get the notebook and run it:
https://a.example/a.ipynb
npx aliaslab run ${file}
`);
});

test.each([
  [
    'lists keep their numbers and marks',
    '1. one\n2. two\n   - deep\n\nafter',
    '1. one\n2. two\n   - deep\n\nafter',
  ],
  ['code is indented by four', '```ts\nconst a = 1;\n```', '    const a = 1;'],
  ['quotations have a bar', '> said\n> so', '| said so'],
  [
    'answers are unfolded',
    '<details><summary>Answer (click to unfold)</summary>\n\nBy luck.\n\n</details>',
    'Answer:\n\nBy luck.',
  ],
  ['pictures are their words', '![two names](x.png)', '[picture: two names]'],
  ['addresses need no footnote', '<https://a.example>', 'https://a.example'],
  ['tables are drawn', '| a | b |\n| - | - |\n| 1 | x |', 'a  b\n-  -\n1  x'],
  [
    'scripts are gone',
    'a <script>alert(1)</script>\n\n<script>alert(2)</script>\n\n<b onclick="x()">b</b>',
    'a\n\nb',
  ],
])('%s', (_what, source, text) => {
  expect(body(prose(source))).toBe(text);
});

describe('an output that gave its mail', () => {
  const mail = 'text/vnd.aliaslab.mail';

  test.each([
    ['a run', story.run()],
    ['a verdict', prove(story).run()],
    ['cache sets', story.run().sets()],
    ['a comparison', compare(story.run(), story.using(congruent()).run())],
    ['the atlas', processors()],
  ])('is its mail: %s', (_what, result) => {
    expect(`${body(code('f();', shown(displayBundle(result)!)))}\n`).toBe(`> f();\n\n${result.toMail()}`);
  });

  test.each([
    [
      'of a table its rows',
      table({ cache: ['VIPT · 16 KiB'], stale: [12] }),
      'cache         stale\n------------  -----\nVIPT, 16 KiB     12',
    ],
    ['of a figure its caption', story.run().figure(), '[Figure: STALE: 1 of 1 loads read old bytes.]'],
    ['of a drawing its caption', story.run().svg(), '[Figure: STALE: 1 of 1 loads read old bytes.]'],
  ])('is %s', (_what, value, text) => {
    expect(body(code('f();', shown(displayBundle(value)!)))).toBe(`> f();\n\n${text}`);
  });

  test('is of a result that is a table what came of it, and its rows', () => {
    const told = body(code('f();', shown(displayBundle(cachetlb().on('alpha'))!)))!.split('\n');

    expect([...told.slice(2, 7), ...told.slice(-2)]).toEqual([
      'cachetlb on alpha no call touches the data cache',
      '',
      'call                          does',
      '----------------------------  ------------------------',
      'flush_cache_mm                nothing',
      '_ASM_GENERIC_CACHEFLUSH_H, Linux 6.19; include/linux/highmem.h:185-198:',
      'flush_anon_page, Linux 6.19]',
    ]);
  });

  test('is ASCII in 72 columns all the same, and not without end', () => {
    const told = body(
      code('f();', shown({ [mail]: `é${'x'.repeat(100)}\n`.repeat(250), 'text/html': '<p>no' })),
    )!;

    expect(odd(told)).toEqual([]);
    expect(told).toMatch(/^> f\(\);\n\nex{70}\\\n/);
    expect(told).toMatch(/\n\[100 more lines\]$/);
  });

  test.each([[''], [' \n'], [5], [null]])('but for a mail of %j is what else it shows', (text) => {
    expect(body(code('f();', shown({ [mail]: text, 'text/plain': 'plain' })))).toBe('> f();\n\nplain');
  });
});

describe('an output', () => {
  test.each<[string, NotebookOutput, string]>([
    [
      'that is a figure is its caption',
      shown({
        'text/html':
          '<figure><img alt="long words" src="data:,"><figcaption>It is <b>stale</b>.</figcaption></figure><script>x()</script>',
      }),
      '[Figure: It is stale.]',
    ],
    [
      'without a caption is its alternative text',
      shown({ 'text/html': '<img alt="two lines">' }),
      '[picture: two lines]',
    ],
    [
      'that is a table is drawn, numbers to the right',
      shown({
        'text/html':
          '<table><caption>What</caption><thead><tr><th>a</th><th align="right">n</th></tr></thead><tbody><tr><td>x</td><td>10</td></tr></tbody></table>',
      }),
      'What\n\na   n\n-  --\nx  10',
    ],
    [
      'with words struck out is one paragraph',
      shown({ 'text/html': '<p>It is <del>fresh</del> <ins>stale</ins>.</p>' }),
      'It is fresh stale.',
    ],
    [
      'that failed says so',
      { output_type: 'error', ename: 'Error', evalue: 'no', traceback: [] },
      'This cell failed: Error: no',
    ],
    ['of a terminal has no colors', printed('\u001b[31mred\u001b[0m\n'), 'red'],
    ['of 200 lines is counted', printed('x\n'.repeat(200)), `${'x\n'.repeat(120)}[80 more lines]`],
    ['that is too wide goes on', printed('y'.repeat(80)), `${'y'.repeat(71)}\\\n${'y'.repeat(9)}`],
  ])('%s', (_what, output, text) => {
    expect(body(code('f();', output))).toBe(`> f();\n\n${text}`);
  });
});

test.each(readdirSync(join(packageRoot, 'notebooks')).filter((name) => name.endsWith('.ipynb')))(
  '%s is ASCII in 72 columns',
  (name) => {
    const mail = notebookMail(readNotebook(join(packageRoot, 'notebooks', name)), name);

    expect(odd(mail)).toEqual([]);
    expect(mail).toMatch(/\n[1-9]\d* claims checked\n/);
  },
);

test.each([
  ['a link', '<a href="https://a.example">'],
  ['a cell', '<table><tr><th>'],
  ['a paragraph', '<p>'],
])('what is nested as deep as nobody writes in %s takes no stack', (_what, start) => {
  const told = body(code('f();', shown({ 'text/html': `${start}${'<b>'.repeat(20_000)}x` })))!;

  expect(odd(told)).toEqual([]);
});

test('so is any other', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.lorem({ maxCount: 40 }),
    fc.constantFrom(`${'1. '.repeat(20)}x`, `${'> '.repeat(60)}x`, '# é', '<table>'),
  );
  const output = fc.oneof(
    text.map(printed),
    text.map((html) => shown({ 'text/html': `<p>${html}` })),
    text.map((html) =>
      shown({ 'text/html': `<table><caption>${html}<tr><th>${html}<th>b<tr><td>${html}<td>${html}</table>` }),
    ),
    text.map((mail) => shown({ 'text/vnd.aliaslab.mail': mail, 'text/plain': mail })),
    text.map((plain) => shown({ 'text/plain': plain, 'application/json': {} })),
    text.map((evalue) => ({ output_type: 'error', ename: 'E', evalue, traceback: [] }) as NotebookOutput),
  );
  fc.assert(
    fc.property(text, text, fc.array(output, { maxLength: 3 }), (markdown, source, outputs) => {
      expect(odd(notebookMail(notebook(prose(markdown), code(source, ...outputs)), 'é.ipynb'))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
