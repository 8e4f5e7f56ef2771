/** What a terminal would act on is shown as an escape, in errors and in the command lines that they end in. */
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inOneLine, printable } from '../../src/units/printable.js';
import { asTyped } from '../../src/units/problems.js';
import { shellWord } from '../../src/units/shell-word.js';

const hasBash = spawnSync('bash', ['-c', ':']).status === 0;

describe('a text for a terminal', () => {
  test.each([
    ['\x1b]0;title\x07', '\\x1b]0;title\\x07'],
    ['a\rb', 'a\\rb'],
    ['\u009b31m', '\\x9b31m'],
    ['\x7f\0', '\\x7f\\x00'],
    ['\u202egpj.exe', '\\u202egpj.exe'],
    ['\u2066\u2069\u200f\u061c\u2028', '\\u2066\\u2069\\u200f\\u061c\\u2028'],
    ['two\nlines\r\n\tand a tab', 'two\nlines\r\n\tand a tab'],
    ['é 😀 שלום \\x1b', 'é 😀 שלום \\x1b'],
  ])('%j is shown as %j', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  test('has nothing left that acts, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(text)).not.toMatch(/[^\P{Cc}\n\t\r]|\p{Bidi_Control}|\r(?!\n)/u);
        expect(inOneLine(text)).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u);
      }),
    );
  });
});

test('a value in an error is one line', () => {
  expect(asTyped('a\n  try: \x1b[31mrm')).toBe("'a\\n  try: \\x1b[31mrm'");
});

test.runIf(hasBash)(
  'a word of a command line is that word for bash, and nothing else (where bash is installed)',
  () => {
    const words = fc.string({
      unit: fc.constantFrom(
        'a',
        '1',
        'f',
        ' ',
        "'",
        '"',
        '\\',
        '$',
        'x',
        'é',
        '\n',
        '\r',
        '\t',
        '\x1b',
        '\u202e',
        '😀',
      ),
      minLength: 1,
    });
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 40 }), (given) => {
        const line = `printf '%s\\0' ${given.map(shellWord).join(' ')}`;
        const { stdout } = spawnSync('bash', ['-c', line], {
          encoding: 'utf8',
          env: { ...process.env, LC_ALL: 'C.UTF-8' },
        });

        expect(line).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
        expect(stdout.split('\0').slice(0, -1)).toEqual(given);
      }),
      { numRuns: 25 },
    );
  },
);
