/** What a terminal would obey is shown as a number, and nothing is hidden: in names, errors, and the command lines that they end in. */
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { asTyped } from '../../src/units/as-typed.js';
import { printable, printableLines } from '../../src/units/printable.js';
import { shellWord } from '../../src/units/shell-word.js';

const hasBash = spawnSync('bash', ['-c', ':']).status === 0;

describe('a printable text', () => {
  test.each([
    ['a terminal escape', 'a\u001b[2Jb', 'a\\u001b[2Jb'],
    ['a line end', 'a\nb\r\nc', 'a\\nb\\r\\nc'],
    ['a tab', 'a\tb', 'a\\tb'],
    ['a zero, and a deleted letter', '\0\u007f', '\\u0000\\u007f'],
    ['a control character of eight bits', '\u009b31m', '\\u009b31m'],
    ['a reversed direction', 'cod.\u202egpj', 'cod.\\u202egpj'],
    ['an isolate', '\u2066a\u2069', '\\u2066a\\u2069'],
    ['a mark of direction', '\u200e\u200f\u061c', '\\u200e\\u200f\\u061c'],
    ['a separator of lines', 'a\u2028b\u2029c', 'a\\u2028b\\u2029c'],
    ['a space of no width', 'a\u200bb\ufeff', 'a\\u200bb\\ufeff'],
    ['a tag', 'a\u{e0041}', 'a\\u{e0041}'],
    ['half a letter', 'a\ud800b\udc00', 'a\\ud800b\\udc00'],
  ])('shows %s by its number', (_what, text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it.each(['', 'mail.dat', 'fl. 1 "x" \\ ´', 'größe', 'файл', 'ملف', '文件', '👩‍💻', 'می‌خواهم'])(
    'leaves %s as it is',
    (text) => {
      expect(printable(text)).toBe(text);
    },
  );

  it('is the same when it is made printable again', () => {
    const once = printable('a\u202e\n\u{e0041}');

    expect(printable(once)).toBe(once);
  });

  it('has nothing left that acts, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(text)).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u);
        expect(printableLines(text)).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
        expect(printableLines(text).split('\n')).toHaveLength(text.split('\n').length);
      }),
    );
  });
});

test('a value in an error is one line', () => {
  expect(asTyped('a\n  try: \x1b[31mrm')).toBe("'a\\n  try: \\u001b[31mrm'");
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
