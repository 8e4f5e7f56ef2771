/** The forms of a mail: text in ASCII, lines that fit, and tables that were too wide. */
import { table } from 'arquero';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scenario } from '../../src/fluent/scenario.js';
import { withCodedCells, withCodedNames } from '../../src/views/mail-codes.js';
import { mailTable } from '../../src/views/mail-table.js';
import { ascii, kept, sentence, underlined, wrapped } from '../../src/views/mail-text.js';
import { mailBytes } from '../../src/views/run-mail.js';
import { read, sh4, user } from '../linux/stories.js';

test.each([
  ['4 colors · “16 KiB” …', '4 colors, "16 KiB" ...'],
  ['Größe', 'Grosse'],
  ['●○∅ → ≤', '*o0 -> <='],
  ['a\u0007b\tc', 'ab  c'],
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

  test('of many rows that is too wide keeps all columns, in few letters with a legend', () => {
    const rows = Array.from({ length: 13 }, (_, i) => i);
    const lines = mailTable(
      table({
        CPU: rows.map((i) => `a CPU with the name ${i}`),
        port: rows.map((i) => (i % 2 === 0 ? 'microblaze' : 'arm')),
        kind: rows.map((i) => ['VIPT-aliasing', 'VIPT-nonaliasing', 'PIPT'][i % 3]!),
        aliases: rows.map((i) => (i % 3 === 0 ? 'yes' : 'no')),
        agrees: rows.map((i) => (i % 5 === 0 ? 'yes' : 'no')),
        'congruence helps': rows.map((i) => (i % 3 === 0 ? 'yes' : '–')),
        'fewest flushes': rows.map((i) => i % 4),
        'with concurrent users': rows.map((i) => (i % 2 === 0 ? 'some plan' : 'no plan')),
      }),
    );

    expect([...lines.slice(0, 4), ...lines.slice(-3)]).toEqual([
      'CPU                    port       kind ali agr ch  ff wcu',
      '---------------------- ---------- ---- --- --- --- -- ---',
      'a CPU with the name 0  microblaze Va   yes yes yes  0 sp',
      'a CPU with the name 1  arm        Vn   no  no  -    1 np',
      '[ali: aliases; agr: agrees; ch: congruence helps; ff: fewest flushes;',
      'wcu: with concurrent users; kind Va: VIPT-aliasing, Vn:',
      'VIPT-nonaliasing; wcu sp: some plan, np: no plan]',
    ]);
  });

  test('keeps names and cells whose letters would be the same', () => {
    const names = withCodedNames([
      { name: 'stale loads', numeric: true, texts: ['1'] },
      { name: 'set lines', numeric: true, texts: ['2'] },
      { name: 'lost stores', numeric: true, texts: ['3'] },
    ]);
    const cells = withCodedCells([{ name: 'a', numeric: false, texts: ['read miss', 'read more'] }]);

    expect(names.columns.map(({ name }) => name)).toEqual(['stale loads', 'set lines', 'ls']);
    expect(names.legend).toEqual(['ls: lost stores']);
    expect(cells).toEqual({
      columns: [{ name: 'a', numeric: false, texts: ['read miss', 'read more'] }],
      legend: [],
    });
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

  test('of some rows is told row by row', () => {
    expect(mailTable(wide(5, 6)).slice(0, 3)).toEqual([
      '  - column 0 a long cell 0.0; column 1 a long cell 0.1; column 2 a long',
      '    cell 0.2; column 3 a long cell 0.3; column 4 a long cell 0.4; column',
      '    5 a long cell 0.5',
    ]);
  });

  test('of many rows loses columns, says which, and counts the rows that are left out', () => {
    const lines = mailTable(wide(30, 6), 20);

    expect(lines[0]).toBe('column 0          column 1          column 2          column 5');
    expect(lines.slice(-2)).toEqual(['[without the columns column 3, column 4]', '[10 more rows of 30]']);
  });

  test('without columns or rows says so', () => {
    expect(mailTable(table({}))).toEqual(['[a table without columns]']);
    expect(mailTable(table({ a: [] }))).toEqual(['a', '-']);
  });
});

test('bytes are text where a dot can only be a zero, and hexadecimal else', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);

  expect(mailBytes(bytes('a\0'), bytes('ab')).shown).toBe('|a.|');
  expect(mailBytes(bytes('a\0'), bytes('ab')).at('^')).toBe('  ^');
  expect(mailBytes(bytes('a.'), bytes('ab')).shown).toBe('61 2e');
  expect(mailBytes(bytes('a.'), bytes('ab')).at('^')).toBe('   ^^');
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
