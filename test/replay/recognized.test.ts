/** Whatever the reader of a form takes for a first line tells the form: nobody has to say it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cache, replay, traceOf } from '../../src/index.js';
import { recognized, type TraceFormat } from '../../src/replay/read-trace.js';
import { bytesOf, complaint, reading, TRY_THIS } from './bytes.js';

type TextForm = Exclude<TraceFormat, 'compact'>;

/** A first line of each form, every part of it in all the ways that it may be written. */
const LINES: Readonly<Record<TextForm, fc.Arbitrary<string>>> = (() => {
  const digits = fc.oneof(
    fc.integer({ min: 0, max: 2 ** 32 }).map((n) => n.toString(16)),
    fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((n) => n.toString(16)),
    fc.constantFrom('0', '00001000', 'deadBEEF'),
  );
  const hex = fc
    .tuple(fc.constantFrom('', '0x', '0X'), digits, fc.boolean())
    .map(([mark, number, isUpper]) => mark + (isUpper ? number.toUpperCase() : number));
  const decimal = fc.integer({ min: 1, max: 65_535 }).map(String);
  const sizeInHex = fc
    .tuple(fc.constantFrom('', '0x', '0X'), fc.integer({ min: 1, max: 65_535 }))
    .map(([mark, size]) => mark + size.toString(16));
  const some = fc.constantFrom(' ', '\t', '  ', ' \t ');
  const any = fc.constantFrom('', ' ', '\t', '  \t');
  const line = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((texts) => texts.join(''));
  const word = fc.constantFrom;
  return {
    lackey: fc.oneof(
      line(word('I ', ' L ', ' S ', ' M '), any, hex, word(','), decimal, any),
      word('==12== Lackey, an example Valgrind tool', '==1== ', '=='),
    ),
    din: line(any, word('0', '1', '2'), some, hex, word('', ' ', '\t# a comment', ' 4')),
    xdin: line(any, word('r', 'w', 'i', 'm'), some, hex, some, sizeInHex, word('', ' a comment')),
    csv: fc.oneof(
      line(word('load,', 'store,', 'modify,', 'instruction,'), hex, word(','), decimal, any),
      line(word('kind,address,size'), any),
    ),
  };
})();

const FORMS = Object.keys(LINES) as TextForm[];
const anyEnd = fc.constantFrom('\n', '\r\n', '');
const anyEmpty = fc.constantFrom('', '\n', '\r\n\r\n', '\n\n\n');

describe('a first line of', () => {
  it.each(FORMS)('%s tells the form, however it is written', (form) => {
    return fc.assert(
      fc.asyncProperty(anyEmpty, LINES[form], anyEnd, async (empty, line, end) => {
        const text = empty + line + end;

        expect(recognized(bytesOf(text))).toBe(form);
        expect(await reading(text)).toEqual(await reading(text, form));
      }),
      { numRuns: 200 },
    );
  });
});

describe('a line that is nearly one', () => {
  /** A letter that one form or another knows, put in the place of some letters. */
  const anyEdit = fc.record({
    at: fc.nat(),
    drops: fc.nat({ max: 2 }),
    puts: fc.constantFrom('', ...' \t\r0123xXafF,=ILSMlsrwimkz\u0000'),
  });

  it('is of the form whose reader takes it, and no two readers take it', () => {
    const taken = { none: 0, lackey: 0, din: 0, xdin: 0, csv: 0 };
    return fc
      .assert(
        fc.asyncProperty(
          fc.oneof(...FORMS.map((form) => LINES[form])),
          fc.array(anyEdit, { minLength: 1, maxLength: 3 }),
          async (line, edits) => {
            let text = line;
            for (const { at, drops, puts } of edits) {
              const place = at % (text.length + 1);
              text = text.slice(0, place) + puts + text.slice(place + drops);
            }
            fc.pre(text.trim() !== '');

            const takers: TextForm[] = [];
            for (const form of FORMS) {
              if (await isRead(text, form)) takers.push(form);
            }

            expect(takers.length).toBeLessThanOrEqual(1);
            if (takers.length === 1) expect(recognized(bytesOf(text))).toBe(takers[0]);
            taken[takers[0] ?? 'none']++;
          },
        ),
        { numRuns: 2000 },
      )
      .then(() => {
        for (const times of Object.values(taken)) expect(times).toBeGreaterThan(5);
      });
  });

  async function isRead(text: string, form: TextForm): Promise<boolean> {
    try {
      await reading(text, form);
      return true;
    } catch {
      return false;
    }
  }
});

describe('a form is told', () => {
  it('by lackey’s lines with 0x', async () => {
    const { counts } = await replay(traceOf(' L 0x1000,8\n S 0x1008,4\n')).on(cache().pipt()).run();

    expect(counts).toMatchObject({ reads: 1, writes: 1, readMisses: 1, writeMisses: 0 });
  });

  it.each([
    ['behind empty lines', `${'\n'.repeat(4095)}0 10`, 'din'],
    ['by a remark of valgrind’s behind one', '\n==1== Lackey', 'lackey'],
    ['by an instruction behind one space', 'I 04001090,3', 'lackey'],
    ['by csv without a head', 'load,0x10,8', 'csv'],
    ['by a long line', `r${' '.repeat(4000)}10 8`, 'xdin'],
  ] as const)('%s', (_how, text, form) => {
    expect(recognized(bytesOf(text))).toBe(form);
  });

  it('by a first line that goes wrong later, of which its reader says what is wrong', async () => {
    expect(await complaint(' L 0x10,0')).toBe(
      `line 1 is " L 0x10,0": size is not from 1 to 65535 bytes; 0 references had been read${TRY_THIS}`,
    );
  });

  it.each([
    ['\n \t\r\n', 5],
    [`${'\n'.repeat(4096)}0 10`, 4096],
  ])('not by empty lines alone: %#', async (text, bytes) => {
    expect(await complaint(text)).toBe(
      `its first ${bytes} bytes are empty lines, and any of lackey, din, xdin, csv may begin so: its format has to be said; 0 references had been read${TRY_THIS}`,
    );
    expect(await complaint('\n'.repeat(5000), 'din')).toBe('0 references');
  });
});

describe('a return', () => {
  it.each(['lackey', 'din', 'xdin', 'csv'] as const)('hides nothing of %s behind it', async (format) => {
    expect(await complaint('\r 0 10\n', format)).toBe(
      `line 1 is "\\r 0 10": there is something behind it; 0 references had been read${TRY_THIS}`,
    );
  });
});
