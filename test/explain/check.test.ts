/** The check for authors: our own notebooks pass, and each fault that is planted in one is found, and it alone. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkNotebook } from '../../src/explain/check/check.js';
import type { Notebook } from '../../src/jupyter/notebook.js';
import { readNotebook } from '../../src/jupyter/notebook-text.js';
import { changed, folder, last, more, replaced, told } from './check/planted.js';

test.each(readdirSync(folder).filter((name) => name.endsWith('.ipynb')))('%s has nothing to mend', (name) => {
  expect(checkNotebook(readNotebook(join(folder, name)))).toEqual([]);
});

describe('a fault is found:', () => {
  test.each<[string, Notebook, string[]]>([
    [
      'a number typed by hand',
      changed(3, more(' It takes 7,531 cycles.')),
      ['3 number: 7531 is in the prose, and in no code or output'],
    ],
    [
      'a decimal number',
      changed(3, more(' It is 98.6 %.')),
      ['3 number: 98.6 is in the prose, and in no code or output'],
    ],
    [
      'a title that asks',
      changed(1, ({ source }) => ({ source: source.replace(/^# .*/, '# Does the kernel read old bytes?') })),
      ['1 title: the title is a question, and no claim'],
    ],
    [
      'a title of a subject',
      changed(1, ({ source }) => ({ source: source.replace(/^# .*/, '# An overview of caches') })),
      ["1 title: the title 'An overview of caches' names a subject, and claims nothing"],
    ],
    [
      'a title that introduces',
      changed(1, ({ source }) => ({ source: source.replace(/^# .*/, '# Introduction to all caches') })),
      ["1 title: the title 'Introduction to all caches' names a subject, and claims nothing"],
    ],
    ['no title', changed(1, () => ({ source: 'Text.' })), ['1 title: the first cell has no title']],
    ['a cell of seven lines', changed(5, more('\n[\n1,\n2,\n3];\n4;')), ['5 length: the cell has 7 lines']],
    [
      'forty statements in one line',
      changed(2, ({ source }) => ({ source: `${source}${' 1;'.repeat(40)}` })),
      ['2 length: the cell has 42 statements'],
    ],
    [
      'statements in blocks',
      changed(5, more('\nif (story) { 1; 2; 3; 4; 5; }')),
      ['5 length: the cell has 8 statements'],
    ],
    ['statements in a function', changed(5, more('\nconst f = () => { 1; 2; 3; 4; 5; };')), []],
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
      'a clock',
      changed(5, more('\nconst now = Date.now();')),
      ['5 steady: Date.now gives another result each time'],
    ],
    [
      'a date',
      changed(5, more('\nconst now = new Date();')),
      ['5 steady: new Date() gives another result each time'],
    ],
    [
      'luck',
      changed(5, more('\nconst n = Math . random();')),
      ['5 steady: Math.random gives another result each time'],
    ],
    [
      'a clock that is only named',
      changed(5, more("\n// Date.now()\nconst word = 'Math.random()', day = new Date(0);")),
      [],
    ],
    [
      'shorthand properties of an earlier cell',
      changed(7, () => ({ source: 'const local = 1;\nString({ local, sh4, more: { user } });' })),
      [
        "7 shorthand: stock tslab does not find sh4 of an earlier cell in the shorthand property 'sh4'",
        "7 shorthand: stock tslab does not find user of an earlier cell in the shorthand property 'user'",
      ],
    ],
    [
      'shorthand properties that are written out, or of the cell itself, or take something apart',
      changed(7, () => ({ source: 'const { sh4: local } = { sh4: sh4 };\nString({ local, user: user });' })),
      [],
    ],
    [
      'a missing semicolon',
      changed(5, more('\nconst a = 1')),
      ["5 semicolon: 'const a = 1' does not end in a semicolon"],
    ],
    [
      'a section that has another claim',
      changed(13, ({ source }) => ({ source: source.replace(/^checked.*$/m, '') })),
      [],
    ],
    [
      'no claim in a whole section',
      replaced(
        'code',
        /^checked\.claim\('(the store of write\(\) is gone|memory holds HELLO).*$/gm,
        "const said = '$1';",
      ),
      ["16 claim: 'A store can be lost for good' shows something that no claim checks"],
    ],
    [
      'no claims line',
      changed(last, () => ({ outputs: [] })),
      [`${last} claims line: the last code cell does not print how many claims were checked`],
    ],
    [
      'no claims',
      changed(last, () => ({
        outputs: [{ output_type: 'stream', name: 'stdout', text: '0 claims checked\n' }],
      })),
      [`${last} claims line: the last code cell does not print how many claims were checked`],
    ],
    [
      'a cell that was not run',
      changed(5, () => ({ execution_count: null })),
      ['5 outputs: the cell has no saved outputs of a run'],
    ],
    [
      'another order',
      changed(5, () => ({ execution_count: 30 })),
      ['5 outputs: the cell was run as number 30, not from top to bottom'],
    ],
    [
      'a failure',
      changed(5, () => ({ outputs: [{ output_type: 'error', ename: 'E', evalue: '', traceback: [] }] })),
      ['5 outputs: the cell has failed'],
    ],
    [
      'an enormous output',
      changed(5, () => ({ outputs: [{ output_type: 'stream', name: 'stdout', text: 'x'.repeat(2e6) }] })),
      ['5 size: an output has 2.0 MB'],
    ],
    [
      'a picture without words',
      changed(9, ({ outputs }) => ({
        outputs: [{ ...outputs[0], data: { 'text/html': '<img src="data:image/png;base64,">' } }],
      })),
      ['9 picture: a figure has no alternative text', '9 picture: a figure has no caption'],
    ],
    [
      'a bare picture',
      changed(9, ({ outputs }) => ({ outputs: [{ ...outputs[0], data: { 'image/png': '' } }] })),
      ['9 picture: a figure has no alternative text', '9 picture: a figure has no caption'],
    ],
    [
      'a picture in the text',
      changed(3, more('\n\n![](a.png)')),
      ['3 picture: a picture in the text has no alternative text'],
    ],
    [
      'no exercises',
      replaced('markdown', /<details>/g, ''),
      ['0 exercises: there are fewer than two exercises with folded answers'],
    ],
    [
      'no conclusions',
      replaced('markdown', /## Conclusions/g, '## The end'),
      ['0 conclusions: there are no numbered conclusions'],
    ],
    [
      'no sandbox',
      replaced('markdown', /## Your turn/g, '## More'),
      ['0 sandbox: there is no cell to play with'],
    ],
    [
      'no limits',
      replaced('markdown', /simpler/g, 'other'),
      ['0 limits: nothing says where the model is simpler than hardware'],
    ],
    ['no sources', replaced('markdown', /\*\*Sources\.\*\*/g, 'Read'), ['0 sources: no sources are named']],
    [
      'no prediction',
      replaced('markdown', /predict/gi, 'expect'),
      ['0 prediction: the reader is never asked for a prediction'],
    ],
  ])('%s', (_what, notebook, findings) => {
    expect(told(notebook)).toEqual(findings);
  });
});

test.each([
  '# 7531 in a heading',
  '`7531` and ``7531``',
  '```\n7531\n```',
  '[a page](https://a.example/7531)',
  'since 1987, on 25 January 2016, at 0x7531_1000',
  'SH7531, ARM7531EJ-S, 7531Kc, PA 7531, Linux 6.19, Linux 4.5 and 4.9, since 6.9',
  '**Sources.** fs/dax.c, line 7531',
  '1. first\n2. second',
])('%j is no number typed by hand', (text) => {
  expect(told(changed(3, more(`\n\n${text}`)))).toEqual([]);
});

test('what is said of a shorthand property has the line that works in it', () => {
  const [finding] = checkNotebook(
    changed(7, () => ({ source: 'const a = 1;\n  String({ a, sh4 }, { sh4 });' })),
  );

  expect(finding?.mend).toBe('write it out: String({ a, sh4: sh4 }, { sh4: sh4 });');
});

test('a whole notebook of nothing is told everything at once, the cells first', () => {
  const empty = { cells: [], metadata: {}, nbformat: 4, nbformat_minor: 5 } as Notebook;

  expect(checkNotebook(empty).map(({ cell, rule }) => `${cell} ${rule}`)).toEqual([
    '1 title',
    '0 claims line',
    '0 prediction',
    '0 sandbox',
    '0 exercises',
    '0 conclusions',
    '0 limits',
    '0 sources',
  ]);
});
