/** Names that others have given are printed as what they are: nothing in them is obeyed, and nothing is hidden. */
import { describe, expect, it, test } from 'vitest';
import { printable } from '../../src/units/printable.js';

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
});
