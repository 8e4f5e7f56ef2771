/** The forms of a mail: text in ASCII, lines that fit, and tables that were too wide. */
import { table } from 'arquero';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scenario } from '../../src/fluent/scenario.js';
import { mailBytes } from '../../src/mail/bytes.js';
import { mailTable, tableLines } from '../../src/mail/table.js';
import { ascii, kept, sentence, underlined, wrapped } from '../../src/mail/text.js';
import { read, sh4, user } from '../linux/stories.js';

test.each([
  ['4 colors · “16 KiB” …', '4 colors, "16 KiB" ...'],
  ['Größe', 'Grosse'],
  ['●○∅ → ≤', '*o0 -> <='],
  ['a\u0007b\tc', 'a\\u0007b  c'],
  ['a\u202eb\u00adc', 'a\\u202ebc'],
  ['日', '?'],
])('%j is %j in ASCII', (text, plain) => {
  expect(ascii(text)).toBe(plain);
});

test('a paragraph is wrapped behind its indents, and a word that is too long is cut', () => {
  expect(wrapped(`${'word '.repeat(15)}end`, { first: '- ', rest: '  ' })).toEqual([
    '- word word word word word word word word word word word word word word',
    '  word end',
  ]);
  expect(wrapped('x'.repeat(80))).toEqual(['x'.repeat(72), 'x'.repeat(8)]);
  expect(wrapped('')).toEqual(['']);
});

test('a line that goes on ends in a backslash, after a space where there is one, and nothing of it is lost', () => {
  expect(kept(`${'a'.repeat(60)} ${'b'.repeat(30)}`, '> ')).toEqual([
    `> ${'a'.repeat(60)} \\`,
    `> ${'b'.repeat(30)}`,
  ]);
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), (text) => {
      const lines = kept(text, '> ');

      expect(lines.filter((line) => line.length > 72)).toEqual([]);
      const again = lines.map((line) => line.slice(2)).join('\n');
      // A text that ends its own lines in a backslash cannot be told apart.
      if (!text.includes('\\')) expect(again.replaceAll('\\\n', '')).toBe(text.trimEnd());
    }),
  );
});

test('headings are underlined, and sentences end', () => {
  expect(underlined('A “claim”', '=')).toEqual(['A "claim"', '=========']);
  expect([sentence('it is'), sentence('Why?')]).toEqual(['It is.', 'Why?']);
});

describe('a table', () => {
  const wide = (rows: number, columns: number) =>
    table(
      Object.fromEntries(
        Array.from({ length: columns }, (_, c) => [
          `column ${c}`,
          Array.from({ length: rows }, (_, r) => `a long cell ${r}.${c}`),
        ]),
      ),
    );

  test('that fits is drawn', () => {
    expect(mailTable(table({ cache: ['VIPT', 'PIPT'], stale: [12, 0] }))).toEqual([
      'cache  stale',
      '-----  -----',
      'VIPT      12',
      'PIPT       0',
    ]);
  });

  test('that is too wide says once what is the same in each row', () => {
    const lines = mailTable(
      table({ a: ['x'.repeat(50), 'x'.repeat(50)], b: ['y', 'z'], c: ['w'.repeat(30), 'v'] }),
    );

    expect(lines).toEqual([
      `b  c`,
      `-  ${'-'.repeat(30)}`,
      `y  ${'w'.repeat(30)}`,
      'z  v',
      `[in each row: a ${'x'.repeat(50)}]`,
    ]);
  });

  test('of few rows lies on its side, each row named by its first cell', () => {
    expect(mailTable(wide(2, 6)).slice(0, 3)).toEqual([
      'column 0  a long cell 0.0  a long cell 1.0',
      '--------  ---------------  ---------------',
      'column 1  a long cell 0.1  a long cell 1.1',
    ]);
  });

  test('has long names and cells over several lines, numbers to the right', () => {
    const lines = mailTable(
      table({
        step: [1, 2, 3, 4, 5],
        'what it was to do there': [
          'mmap',
          'write',
          'load five bytes through the mapping',
          'msync',
          'munmap',
        ],
        'stale loads': [0, 0, 12, 0, 0],
        'lost stores': [0, 1, 0, 0, 0],
        verdict: ['', '', 'STALE, and LOST "hell" of step 3', '', ''],
      }),
    );

    expect(lines).toEqual([
      'step  what it was to do there   stale    lost  verdict',
      '                                loads  stores',
      '----  ------------------------  -----  ------  -------------------------',
      '   1  mmap                          0       0',
      '   2  write                         0       1',
      '   3  load five bytes through      12       0  STALE, and LOST "hell" of',
      '      the mapping                              step 3',
      '   4  msync                         0       0',
      '   5  munmap                        0       0',
    ]);
  });

  test('of columns that fit in no such way has them in parts, each with what tells its rows apart', () => {
    const rows = Array.from({ length: 13 }, (_, i) => i);
    const cells = (name: string) => [name, rows.map((i) => `a_${name}_number_${i}`)];

    const lines = mailTable(
      table({
        again: rows.map((i) => `once or twice ${i % 2}`),
        ...Object.fromEntries(['user', 'kernel', 'window', 'device'].map(cells)),
      }),
    );

    expect([...lines.slice(0, 3), ...lines.slice(14, 19)]).toEqual([
      'user              again            kernel',
      '----------------  ---------------  ------------------',
      'a_user_number_0   once or twice 0  a_kernel_number_0',
      'a_user_number_12  once or twice 0  a_kernel_number_12',
      '',
      'user              window              device',
      '----------------  ------------------  ------------------',
      'a_user_number_0   a_window_number_0   a_device_number_0',
    ]);
  });

  test('of some rows is told row by row where a table would be over twice as long', () => {
    const rows = Array.from({ length: 5 }, (_, i) => i);

    const lines = mailTable(
      table({
        CPU: rows.map((i) => `SH770${i}_(SH-3)`),
        kind: rows.map((i) => (i < 4 ? 'VIPT-nonaliasing' : 'PIPT')),
        colors: rows,
        aliases: rows.map((i) => (i > 3 ? 'yes' : 'no')),
        Linux: rows.map((i) => (i > 2 ? 'yes' : '')),
        why: rows.map(
          (i) => `the port says true of every CPU, and of this one its way is no larger than ${i}`,
        ),
      }),
    );

    expect(lines.slice(0, 3)).toEqual([
      '  - CPU SH7700_(SH-3); kind VIPT-nonaliasing; colors 0; aliases no; why',
      '    the port says true of every CPU, and of this one its way is no',
      '    larger than 0',
    ]);
  });

  test('of many rows is told with the names once, and counts the rows that are left out', () => {
    const rows = Array.from({ length: 30 }, (_, i) => i);
    const questions = [
      'congruence',
      'speculation',
      'concurrency',
      'maintenance',
      'invalidation',
      'agreement',
    ];

    const lines = mailTable(
      table({
        CPU: rows.map((i) => `a CPU with a rather long name ${i}`),
        flushes: rows.map((i) => i % 5),
        ...Object.fromEntries(
          questions.map((name, n) => [name, rows.map((i) => (i % 6 === n ? 'yes' : ''))]),
        ),
      }),
      20,
    );

    expect([...lines.slice(0, 4), ...lines.slice(-1)]).toEqual([
      '[CPU; flushes; congruence; speculation; concurrency; maintenance;',
      'invalidation; agreement]',
      'a CPU with a rather long name 0; 0; yes; -; -; -; -; -',
      'a CPU with a rather long name 1; 1; -; yes; -; -; -; -',
      '[10 more rows of 30]',
    ]);
  });

  test('of any texts is in 72 columns, and every word is there', () => {
    const text = fc.lorem({ maxCount: 12 });
    const columns = fc.integer({ min: 1, max: 30 }).chain((rows) =>
      fc.array(
        fc.record({
          name: text,
          numeric: fc.boolean(),
          texts: fc.array(text, { minLength: rows, maxLength: rows }),
        }),
        { minLength: 1, maxLength: 12 },
      ),
    );
    const words = (texts: readonly string[]) => new Set(texts.join(' ').split(/[^A-Za-z]+/));
    fc.assert(
      fc.property(columns, (given) => {
        const lines = tableLines(given);

        expect(lines.filter((line) => line.length > 72)).toEqual([]);
        const missing = given
          .flatMap(({ name, texts }) => [...words([name, ...texts])])
          .filter((word) => !words(lines).has(word));
        expect(missing).toEqual([]);
      }),
    );
  });

  test('without columns or rows says so', () => {
    expect(mailTable(table({}))).toEqual(['[a table without columns]']);
    expect(mailTable(table({ a: [] }))).toEqual(['a', '-']);
  });
});

test('bytes are text where a dot can only be a zero, and hexadecimal else', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);

  expect(mailBytes(bytes('a\0'), bytes('ab')).shown).toBe('|a.|');
  expect(mailBytes(bytes('a\0'), bytes('ab')).carets).toBe('  ^');
  expect(mailBytes(bytes('a.'), bytes('ab')).shown).toBe('61 2e');
  expect(mailBytes(bytes('a.'), bytes('ab')).carets).toBe('   ^^');
  expect(mailBytes(bytes(`${'x'.repeat(40)}y`), bytes('x'.repeat(41))).shown).toBe('+40: |y|');
  expect(mailBytes(bytes('x'.repeat(40)), bytes('x'.repeat(40))).shown).toBe(
    `|${'x'.repeat(16)}| ... (40 bytes)`,
  );
});

test('a run that kept no events still has its steps', () => {
  const mail = scenario(sh4).store(user, 'hello').daxIo(read).run({ log: 'counts' }).toMail();

  expect(mail).toContain('\n  1. store "hello" through user\n  2. dax_io read 5 at 20480 of mail.dat\n');
  expect(mail).toContain('\nSTALE: 1 of 1 loads read old bytes.\n');
});
