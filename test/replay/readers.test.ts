/** Traces in every form: what is written is read again, and each rule of each format. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../src/replay/formats/index.js';
import {
  readTrace,
  recognized,
  TRACE_FORMATS,
  type TraceFormat,
  traceFormat,
} from '../../src/replay/read-trace.js';
import { ReferenceBatch } from '../../src/replay/references.js';
import { InputError } from '../../src/units/problems.js';
import { bytesOf, complaint, inPieces, reading, TRY_THIS, written } from './bytes.js';
import { anyTrace, type Reference } from './traces.js';

/** `load 10 4` and the like. */
const told = (references: readonly Reference[]) =>
  references.map(({ kind, address, size }) => `${kind} ${address.toString(16)} ${size}`);

describe('a format reads what it writes', () => {
  const pieces = fc.oneof(fc.constant([1]), fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1 }));
  const anySize = anyTrace(200, 65_535);

  it.each(['lackey', 'csv', 'compact'] as const)('%s, every reference', async (format) => {
    await fc.assert(
      fc.asyncProperty(
        nonEmpty(anySize),
        pieces,
        fc.integer({ min: 1, max: 250 }),
        async (trace, pieces, stretch) => {
          const bytes = await written(trace, format, stretch);

          expect(await reading(bytes, format, pieces)).toEqual(trace);
        },
      ),
    );
  });

  it('xdin, a modify as a load and a store', async () => {
    await fc.assert(
      fc.asyncProperty(nonEmpty(anySize), pieces, async (trace, pieces) => {
        const apart = trace.flatMap((reference) =>
          reference.kind === 'modify'
            ? [
                { ...reference, kind: 'load' },
                { ...reference, kind: 'store' },
              ]
            : [reference],
        );

        expect(await reading(await written(trace, 'xdin'), undefined, pieces)).toEqual(apart);
      }),
    );
  });

  it('din, the words of four bytes', async () => {
    const words = nonEmpty(anySize).map((trace) =>
      trace
        .filter(({ kind }) => kind !== 'modify')
        .map((reference) => ({ ...reference, address: reference.address & ~3n, size: 4 })),
    );
    await fc.assert(
      fc.asyncProperty(nonEmpty(words), pieces, async (trace, pieces) => {
        expect(await reading(await written(trace, 'din'), undefined, pieces)).toEqual(trace);
      }),
    );
  });

  it.each(TRACE_FORMATS)('%s, a trace longer than a stretch', async (format) => {
    const trace = Array.from({ length: 40_000 }, (_, i): Reference => {
      return { kind: i % 3 === 0 ? 'store' : 'load', address: BigInt((i * 7919) % 65_536) * 4n, size: 4 };
    });
    const bytes = await written(trace, format, 40_000);

    expect(await reading(bytes, undefined, [10_000])).toEqual(trace);
  });

  it.each(TRACE_FORMATS)('%s, into a batch with little room', async (format) => {
    const trace = Array.from({ length: 100 }, (_, i): Reference => {
      return { kind: 'load', address: BigInt(4 * i), size: 4 };
    });
    const counts: number[] = [];
    const bytes = await written(trace, format);

    const batch = new ReferenceBatch(30);
    for await (const { count } of readTrace(inPieces(bytes), undefined, batch)) counts.push(count);

    expect(counts).toEqual([30, 30, 30, 10]);
  });
});

describe('a trace of nothing', () => {
  it('is read again where the form has a beginning', async () => {
    expect(await reading(await written([], 'compact'))).toEqual([]);
    expect(await reading(await written([], 'csv'))).toEqual([]);
  });

  it.each(['lackey', 'din', 'xdin'] as const)('is no trace of %s', async (format) => {
    expect(await complaint(await written([], format), format)).toBe(
      `it is empty; 0 references had been read${TRY_THIS}`,
    );
  });
});

describe('what a format has no room for is not written', () => {
  it.each([
    ['a load of 8 bytes', { kind: 'load', address: 0x1000n, size: 8 }, '8 bytes at 0x1000'],
    ['a modify', { kind: 'modify', address: 0x2_0000_0010n, size: 4 }, '4 bytes at 0x200000010'],
    ['a load over two words', { kind: 'load', address: 0x103fn, size: 2 }, '2 bytes at 0x103f'],
  ] as const)('din: %s', async (_what, reference, where) => {
    const error = await written([reference], 'din').catch((error) => error);

    expect(error).toBeInstanceOf(InputError);
    expect(error.message).toBe(
      `${where}: din has room for neither sizes nor modifies: xdin has\n  try: aliaslab convert in.trace out.xdin --to xdin`,
    );
  });

  it('din: smaller loads in a word are written, and read as the word', async () => {
    const bytes = await written([{ kind: 'store', address: 0x1003n, size: 1 }], 'din');

    expect(new TextDecoder().decode(bytes)).toBe('1 1003\n');
    expect(told(await reading(bytes))).toEqual(['store 1000 4']);
  });
});

describe('a trace as it is written', () => {
  const trace: Reference[] = [
    { kind: 'instruction', address: 0x4001090n, size: 3 },
    { kind: 'load', address: 0x1ffefff648n, size: 4 },
    { kind: 'store', address: 0xffff_ffff_ffff_fffcn, size: 4 },
    { kind: 'modify', address: 0n, size: 4 },
  ];

  it.each([
    ['lackey', 'I  04001090,3\n L 1ffefff648,4\n S fffffffffffffffc,4\n M 00000000,4\n'],
    ['xdin', 'i 4001090 3\nr 1ffefff648 4\nw fffffffffffffffc 4\nr 0 4\nw 0 4\n'],
    [
      'csv',
      'kind,address,size\ninstruction,0x4001090,3\nload,0x1ffefff648,4\nstore,0xfffffffffffffffc,4\nmodify,0x0,4\n',
    ],
  ] as const)('%s', async (format, text) => {
    expect(new TextDecoder().decode(await written(trace, format))).toBe(text);
  });

  it('din', async () => {
    const bytes = await written(trace.slice(0, 3), 'din');

    expect(new TextDecoder().decode(bytes)).toBe('2 4001090\n0 1ffefff648\n1 fffffffffffffffc\n');
  });

  it('compact, byte by byte', async () => {
    const bytes = await written(
      [
        { kind: 'load', address: 1n, size: 8 },
        { kind: 'store', address: 0x100n, size: 64 },
        { kind: 'load', address: 0n, size: 1 },
      ],
      'compact',
    );

    expect(Buffer.from(bytes).toString('hex')).toBe(
      [
        '414c5452' + '01', // ALTR, version 1
        '03000000' + '08000000' + '39c4630b', // 3 references in 8 bytes, and their hash
        '20' + '02', // load, 8 bytes, 1 further on
        '01' + '40' + '8004', // store, 64 bytes, 0x100 further on
        '04' + '01', // load, 1 byte, 1 back
        '00000000' + '03000000' + '00000000', // no more, 3 in all
      ].join(''),
    );
  });
});

describe('a line of', () => {
  it.each<[TraceFormat, string, string[]]>([
    [
      'lackey',
      'I  04001090,3\n L 1ffefff648,8\n S 10,2\n M 20,4\n',
      ['instruction 4001090 3', 'load 1ffefff648 8', 'store 10 2', 'modify 20 4'],
    ],
    ['lackey', '==12== Lackey, an example tool\n==12== \n L 10,4\n==12== Counted 0 calls\n', ['load 10 4']],
    ['lackey', ' L ABCDEF,16\n', ['load abcdef 16']],
    ['lackey', ' L ffffffffffffffff,65535\n', ['load ffffffffffffffff 65535']],
    ['lackey', ' L 00000000000000000000010,4 \t\n', ['load 10 4']],
    ['din', '0 10\n1 20\n2 30\n', ['load 10 4', 'store 20 4', 'instruction 30 4']],
    [
      'din',
      '0 13\n0 0x1ffffffff\n0 FFFFFFFFFFFFFFFF\n',
      ['load 10 4', 'load 1fffffffc 4', 'load fffffffffffffffc 4'],
    ],
    ['din', '  0   10 what follows is a comment\n\t1\t20\t# this too\n', ['load 10 4', 'store 20 4']],
    [
      'xdin',
      'r 10 8\nw 0x20 0x10\ni 30 3\nm 41 ff\n',
      ['load 10 8', 'store 20 16', 'instruction 30 3', 'load 41 255'],
    ],
    ['xdin', '  r  10  4  what follows is a comment\n', ['load 10 4']],
    [
      'csv',
      'kind,address,size\nload,0x10,8\nstore,20,2\nmodify,0x30,4\ninstruction,40,3\n',
      ['load 10 8', 'store 20 2', 'modify 30 4', 'instruction 40 3'],
    ],
    ['csv', 'kind,address,size\nload,0x10,8\nkind,address,size\nload,0x20,8\n', ['load 10 8', 'load 20 8']],
  ])('%s: %j', async (format, text, expected) => {
    expect(told(await reading(text))).toEqual(expected);
    expect(told(await reading(text, format, [1]))).toEqual(expected);
    expect(told(await reading(text.replaceAll('\n', '\r\n'), undefined, [1]))).toEqual(expected);
    expect(told(await reading(text.slice(0, -1)))).toEqual(expected);
    expect(told(await reading(text.replaceAll('\n', '\n\n')))).toEqual(expected);
    expect(told(await reading(`\ufeff${text}`, undefined, [1]))).toEqual(expected);
    expect(recognized(bytesOf(text))).toBe(format);
    expect(formatsOf(text)).toEqual([format]);
  });

  it.each<[TraceFormat, string]>([
    ['din', '0 10'],
    ['xdin', 'r 10 4'],
  ])('%s may have a comment as long as 4096 bytes', async (format, line) => {
    const longest = `${line} `.padEnd(4096, '#');

    expect(await complaint(`${longest}\n${longest}`, format)).toBe('2 references');
  });

  it('csv needs no head if it is said to be csv', async () => {
    expect(told(await reading('load,0x10,8\n', 'csv'))).toEqual(['load 10 8']);
  });
});

describe('the form of a trace', () => {
  it.each([
    ['ALTR\u0001', 'compact'],
    ['==1== Lackey\n', 'lackey'],
    [' L 10,4', 'lackey'],
    ['\n\nI  04001090,3', 'lackey'],
    ['0 10', 'din'],
    ['\n2 0x10', 'din'],
    ['r 10 4', 'xdin'],
    ['kind,address,size', 'csv'],
    ['kind,address,size\r\nload,0x10,4\r\n', 'csv'],
    ['L 10,4', undefined],
    ['3 10', undefined],
    ['r 10', undefined],
    ['ALT', undefined],
    ['<html>', undefined],
    ['', undefined],
  ])('of %j is %s', (start, format) => {
    expect(recognized(bytesOf(start))).toBe(format);
    expect(formatsOf(start).length).toBeLessThanOrEqual(1);
  });

  it('has a name', () => {
    expect(TRACE_FORMATS.map(traceFormat)).toEqual(TRACE_FORMATS);
    expect(() => traceFormat('dinero')).toThrowErrorMatchingInlineSnapshot(`
      [InputError: format 'dinero' is none of lackey, din, xdin, csv, compact
        try: traceFile('program.trace', { format: 'lackey' })]
    `);
  });
});

/** All formats that take a trace that begins so for their own. */
function formatsOf(text: string): TraceFormat[] {
  const line = text.split('\n').find((each) => each.trim() !== '');
  return TRACE_FORMATS.filter((format) => FORMATS[format].begins({ bytes: bytesOf(text), line }));
}

function nonEmpty(traces: fc.Arbitrary<Reference[]>): fc.Arbitrary<Reference[]> {
  return traces.filter(({ length }) => length > 0);
}
