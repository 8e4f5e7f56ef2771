/** Bytes: what can be typed, what is refused, how they are shown. */
import { describe, expect, it } from 'vitest';
import { type BytesInput, formatBytes, MOST_BYTES, parseBytes } from '../../src/units/bytes.js';
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

describe('very many bytes', () => {
  it('are refused before one of them is looked at', () => {
    let asked = 0;
    const list = new Proxy([] as number[], {
      get(target, name) {
        if (name === 'length') return MOST_BYTES + 1;
        if (name === '0') asked++;
        return Reflect.get(target, name);
      },
    });

    expect(() => parseBytes(list)).toThrow('data an array of 67108865 has more than 64 MiB');
    expect(asked).toBe(0);
  });

  it('are refused as a text', () => {
    expect(() => parseBytes('é'.repeat(MOST_BYTES / 2 + 1))).toThrow(/^data 'é+…' has more than 64 MiB/);
  });

  it('are read up to the first that is none', () => {
    let given = 0;
    const endless = {
      *[Symbol.iterator]() {
        for (;;) yield given++;
      },
    };

    expect(() => parseBytes(endless as never)).toThrow('data an object is not text or bytes from 0 to 255');
    expect(given).toBe(257);
  });
});
