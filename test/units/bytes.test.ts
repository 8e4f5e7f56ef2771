/** Bytes: what can be typed, what is refused, how they are shown. */
import { describe, expect, it } from 'vitest';
import { type BytesInput, formatBytes, parseBytes } from '../../src/units/bytes.js';
import { ValueError } from '../../src/units/problems.js';

describe('bytes', () => {
  it.each([
    ['hi', [0x68, 0x69]],
    ['é', [0xc3, 0xa9]],
    [7, [7]],
    [0, [0]],
    [
      [0, 255],
      [0, 255],
    ],
    [Uint8Array.of(1, 2), [1, 2]],
  ])('can be typed as %o', (input, bytes) => {
    expect([...parseBytes(input as BytesInput)]).toEqual(bytes);
  });

  it.each([
    ['', "''"],
    [[], '[]'],
    [new Uint8Array(), 'a Uint8Array'],
    [[1, 256], '[1, 256]'],
    [[-1], '[-1]'],
    [['a'], "['a']"],
    [256, '256'],
    [-1, '-1'],
    [1.5, '1.5'],
    [Number.NaN, 'NaN'],
    [2 ** 53, '9007199254740992'],
    [null, 'null'],
    [undefined, 'undefined'],
    [{}, 'an object'],
    [7n, '7n'],
    [true, 'true'],
  ])('cannot be %o', (input, shown) => {
    expect(() => parseBytes(input as BytesInput, 'what is stored')).toThrow(
      new ValueError([`what is stored ${shown} is not text or bytes from 0 to 255`], "parseBytes('hello')"),
    );
  });

  it('are a copy: changing what was typed changes nothing', () => {
    const typed = Uint8Array.of(1, 2);

    const bytes = parseBytes(typed);
    typed[0] = 9;

    expect([...bytes]).toEqual([1, 2]);
  });

  it('show as text with a dot for each zero, in hexadecimal otherwise, and shortened after sixteen', () => {
    expect(formatBytes(Uint8Array.of(104, 105, 0, 0))).toBe('"hi··"');
    expect(formatBytes(Uint8Array.of(104, 10))).toBe('68 0a');
    expect(formatBytes(Uint8Array.of(127))).toBe('7f');
    expect(formatBytes(new Uint8Array(16))).toBe('"················"');
    expect(formatBytes(new Uint8Array(17))).toBe('"················" … (17 bytes)');
    expect(formatBytes(new Uint8Array(4096).fill(1))).toBe(
      `${Array(16).fill('01').join(' ')} … (4096 bytes)`,
    );
  });
});
