/** Data in few letters: whatever was written is read again, in lines of any width, and nothing else is read at all. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { letterLines, type Plain, writeLetters } from '../../src/notation/letters.js';
import { readLetters } from '../../src/notation/read-letters.js';

const name = fc
  .stringMatching(/^[A-Za-z][A-Za-z0-9.]{0,10}$/)
  .filter((text) => !/^(true|false|null)$/.test(text));
const { value } = fc.letrec<{ value: Plain }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<Plain>(true, false, null, undefined, 0, -1, 1.5, 4095, 4096, 2 ** 53 - 1, 1e300),
    fc.integer(),
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.constantFrom(
      'direct map',
      'true',
      '0x29551000',
      'a_b',
      "it's",
      'SH7750/SH7751 (SH-4)',
      '24Kc',
      'x'.repeat(99),
    ),
    fc.uint8Array({ minLength: 1, maxLength: 120 }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.record({
      is: fc.oneof(fc.constant(''), name),
      placed: fc.array(tie('value'), { maxLength: 3 }),
      named: fc.array(fc.tuple(name, tie('value')), { maxLength: 3 }),
    }),
  ),
}));

const odd = (line: string) => /[^\x20-\x7e]/.test(line);

describe('data in few letters', () => {
  test('are read as what was written, in ASCII, without a quote of a shell or a program, in lines that fit', () => {
    fc.assert(
      fc.property(value, (data) => {
        const lines = letterLines(writeLetters(data), 72);

        expect(lines.filter((line) => !/^(?!.*\$\{)[^'`\\]{0,72}$/.test(line) || odd(line))).toEqual([]);
        // A name and a record behind it are one record: what is asked for stands in a list.
        expect(readLetters(`[${lines.join('\n')}]`)).toEqual([[data]]);
      }),
      { numRuns: 400 },
    );
  });

  test.each<[Plain, string]>([
    ['direct map', 'direct_map'],
    ['0x29551000', '@0x29551000'],
    ['a_b', '@a_b'],
    ["it's", '$"it%27s"'],
    ['“€\\', '$"%u201c%u20ac%5c"'],
    ['$' + '{a}`5%', '$"%24{a}%605%25"'],
    [0xc123, '0xc123'],
    [undefined, '-'],
    [Uint8Array.of(104, 105, 0), '"hi%00"'],
    [new Uint8Array(64), '"%00"*64'],
    [[1, 2], '[1 2]'],
    [{ is: 'file', placed: [8], named: [['size', 5]] }, 'file(8 size=5)'],
  ])('%j is %s', (data, text) => {
    expect(writeLetters(data)).toBe(text);
  });

  test.each([
    ['[1 2', 'it ends too early'],
    ['f(a=1 2)', "it cannot be read from '2)' on"],
    ['"é"', 'it cannot be read from \'"é"\' on'],
    ['$"%q"', 'it cannot be read from \'$"%q"\' on'],
    ['"%u20ac"', 'it cannot be read from \'"%u20ac"\' on'],
    ['"a\nb"', 'it cannot be read from \'"a b"\' on'],
    ["it's", "it cannot be read from ''s' on"],
    ['"a"*0', 'it cannot be read from \'"a"*0\' on'],
    ['(', 'it ends too early'],
    ['='.repeat(3), "it cannot be read from '===' on"],
    ['['.repeat(10_000), `it cannot be read from '${'['.repeat(24)}' on`],
  ])('%j is refused: %s', (text, why) => {
    expect(() => readLetters(text)).toThrow(
      `this is no story of a mail: ${why}\n  try: scenario('SH7750 f=file(1) user=alias(0 (mmap)) store(user "hello") dax_io(read 5)').run()`,
    );
  });

  test.each([
    ['one run of a byte', '"a"*67108864', 67_108_864],
    ['one beyond counting', '"a"*99999999999', 99_999_999_999],
    ['several that are too many together only', '"a"*4000000 "b"*4000000', 8_000_000],
  ])('stands for no more bytes than a story may bring along: %s', (_what, text, bytes) => {
    expect(() => readLetters(text)).toThrow(
      `data of ${bytes} bytes is more than the 4 MiB that a story may bring along; say fewer, and how long the transfer is: they are written over and over`,
    );
  });

  it('of the most bytes that a story may bring along is read', () => {
    const [bytes] = readLetters('"a"*4194304');

    expect((bytes as Uint8Array).length).toBe(4_194_304);
    expect(readLetters('"ab"*3')).toEqual([new TextEncoder().encode('ababab')]);
  });
});
