/** Every form of a trace: read as its tool writes it, written and read again, and refused with where and why. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTrace, TRACE_FORMATS, type TraceFormat, writeTrace } from '../../src/replay/read-trace.js';
import { INSTRUCTION, ReferenceBatch, type References } from '../../src/replay/references.js';
import { TraceError } from '../../src/replay/trace-error.js';
import type { NaiveReference } from '../oracle/naive-replay.js';
import { anyReferences, columnsOf, eachOf } from './references.js';

async function* pieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

async function read(input: string | Uint8Array, format?: TraceFormat, piece = 1 << 16, room?: number) {
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input;
  const all: NaiveReference[] = [];
  for await (const stretch of readTrace(
    pieces(bytes, piece),
    format,
    room ? new ReferenceBatch(room) : undefined,
  )) {
    all.push(...eachOf(stretch as ReferenceBatch));
  }
  return all;
}

async function* once(references: References) {
  yield references;
}

async function written(references: readonly NaiveReference[], format: TraceFormat): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of writeTrace(once(columnsOf(references)), format)) chunks.push(chunk);
  return Uint8Array.from(Buffer.concat(chunks));
}

const load = (address: bigint, size: number) => ({ kind: 'load', address, size });
const store = (address: bigint, size: number) => ({ kind: 'store', address, size });
const fetched = (address: bigint, size: number) => ({ kind: 'instruction', address, size });

describe('what lackey writes', () => {
  it('is read, valgrind’s remarks left out', async () => {
    const text = [
      '==22319== Lackey, an example Valgrind tool',
      '==22319== ',
      'I  04001090,3',
      ' S 1ffefff648,8',
      ' L ffffffffffffffff,1',
      ' M 0421c7cc,4',
      '==22319== ',
    ].join('\n');

    expect(await read(text)).toEqual([
      fetched(0x0400_1090n, 3),
      store(0x1f_feff_f648n, 8),
      load(2n ** 64n - 1n, 1),
      { kind: 'modify', address: 0x0421_c7ccn, size: 4 },
    ]);
  });
});

describe('what Dinero reads', () => {
  it('is read: each address stands for the four bytes around it, and the rest of a line is a comment', async () => {
    expect(await read('0 1003 first\r\n1 0x2000\r\n\r\n2 ffffffffff comment 7\n')).toEqual([
      load(0x1000n, 4),
      store(0x2000n, 4),
      fetched(0xff_ffff_fffcn, 4),
    ]);
  });

  it('extended, has sizes', async () => {
    expect(await read('r 1003 8\nw 0x2000 0x10 comment\ni 400000 3\nm 5 1\n')).toEqual([
      load(0x1003n, 8),
      store(0x2000n, 16),
      fetched(0x40_0000n, 3),
      load(5n, 1),
    ]);
  });
});

describe('CSV', () => {
  it('is read below its head', async () => {
    expect(await read('kind,address,size\r\nload,0x1000,8\nstore,1008,65535\n\ninstruction,0x0,1')).toEqual([
      load(0x1000n, 8),
      store(0x1008n, 65_535),
      fetched(0n, 1),
    ]);
  });
});

describe('every form', () => {
  it.each(TRACE_FORMATS)('%s comes back as it was written, however it is cut', async (format) => {
    await fc.assert(
      fc.asyncProperty(
        anyReferences,
        fc.constantFrom(1, 7, 100, 4096),
        fc.integer({ min: 1, max: 500 }),
        async (references, piece, room) => {
          // Traditional din has four bytes at multiples of four, and no modifies; extended din writes two references for one.
          const kept =
            format === 'din'
              ? references
                  .filter(({ kind }) => kind !== 'modify')
                  .map((each) => ({ ...each, address: each.address & ~3n, size: 4 }))
              : references;
          fc.pre(kept.length > 0);
          const expected =
            format === 'xdin'
              ? kept.flatMap((each) =>
                  each.kind === 'modify'
                    ? [load(each.address, each.size), store(each.address, each.size)]
                    : [each],
                )
              : kept;
          // Blocks of compact traces have as many references as were written in one stretch.
          const batch = format === 'compact' ? Math.max(room, kept.length) : room;

          expect(await read(await written(kept, format), undefined, piece, batch)).toEqual(expected);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('of many stretches comes back whole', async () => {
    const many = Array.from({ length: 40_000 }, (_, i) => ({
      kind: 'load' as const,
      address: BigInt(i) * 64n,
      size: 8,
    }));
    for (const format of TRACE_FORMATS.filter((each) => each !== 'din')) {
      expect(await read(await written(many, format), undefined, 10_000)).toEqual(many);
    }
  });
});

const refused = async (reading: Promise<unknown>) => {
  const error = await reading.then(
    () => undefined,
    (thrown) => thrown,
  );
  expect(error).toBeInstanceOf(TraceError);
  return (error as TraceError).problems[0];
};

describe('a trace that is none says where and why', () => {
  it.each([
    ['', undefined, 'it is empty; 0 references had been read'],
    [
      'hello\n',
      undefined,
      'it begins with "hello\\n", as none of lackey, din, xdin, csv, compact does; 0 references had been read',
    ],
    [
      '<script>',
      undefined,
      'it begins with "<script>", as none of lackey, din, xdin, csv, compact does; 0 references had been read',
    ],
    [
      ' L 1000,8\n X 1000,8\n',
      undefined,
      'line 2 is " X 1000,8": it is no line of lackey’s; 1 reference had been read',
    ],
    [
      ' L 1000,8\nL 1000,8\n',
      undefined,
      'line 2 is "L 1000,8": it is no line of lackey’s; 1 reference had been read',
    ],
    [
      ' L 1000,8\n\u0000\n',
      undefined,
      'line 2 is "\\u0000": it is no line of lackey’s; 1 reference had been read',
    ],
    [
      ' L 10000000000000000,8',
      undefined,
      'line 1 is " L 10000000000000000,8": address has more than 64 bits; 0 references had been read',
    ],
    [
      ' L 1000,0',
      undefined,
      'line 1 is " L 1000,0": size is not from 1 to 65535 bytes; 0 references had been read',
    ],
    [
      ' L 1000,65536',
      undefined,
      'line 1 is " L 1000,65536": size is not from 1 to 65535 bytes; 0 references had been read',
    ],
    [' L 1000,', 'lackey', 'line 1 is " L 1000,": size is no number; 0 references had been read'],
    [' L 1000', 'lackey', 'line 1 is " L 1000": a \',\' is missing; 0 references had been read'],
    [' L ,8', 'lackey', 'line 1 is " L ,8": address is no hexadecimal number; 0 references had been read'],
    [
      ' L 1000,8 more',
      undefined,
      'line 1 is " L 1000,8 more": there is something behind it; 0 references had been read',
    ],
    [
      '0 1000\n3 1000\n',
      undefined,
      'line 2 is "3 1000": its label is none of 0, 1 and 2; 1 reference had been read',
    ],
    [
      'r 1000 8\nx 1000 8\n',
      undefined,
      'line 2 is "x 1000 8": its type is none of r, w, i and m; 1 reference had been read',
    ],
    [
      'r 1000 8\nr 1000 10000\n',
      undefined,
      'line 2 is "r 1000 10000": size is not from 1 to 65535 bytes; 1 reference had been read',
    ],
    [
      'kind,address,size\nloaf,1,1',
      undefined,
      'line 2 is "loaf,1,1": its kind is none of load, store, modify and instruction; 0 references had been read',
    ],
    [
      'kind,address,size\nfetch,1,1',
      undefined,
      'line 2 is "fetch,1,1": its kind is none of load, store, modify and instruction; 0 references had been read',
    ],
    [
      ' L 1000,8\n',
      'csv',
      'line 1 is " L 1000,8": its kind is none of load, store, modify and instruction; 0 references had been read',
    ],
    [' L 1000,8\n', 'compact', 'it does not begin as a compact trace does; 0 references had been read'],
  ] as const)('%j', async (text, format, problem) => {
    expect(await refused(read(text, format))).toBe(problem);
    expect(await refused(read(text, format, 1))).toBe(problem);
  });

  it('a line without an end is not waited for', async () => {
    const endless = ` L 1000,8\n${'a'.repeat(5000)}`;
    expect(await refused(read(endless))).toMatch(
      /^line 2 is "a{60}": it has no end; 1 reference had been read$/,
    );
  });

  it('a compact trace that is cut anywhere is refused', async () => {
    const whole = await written([...eachOf(columnsOf(fc.sample(anyReferences, 1)[0]!))], 'compact');
    for (let length = 0; length < whole.length; length++) {
      const problem = await refused(read(whole.subarray(0, length), length < 4 ? 'compact' : undefined));
      expect(problem).toMatch(
        /^it (is empty|does not begin as a compact trace does|is cut off at byte \d+); \d+ references? had been read$/,
      );
    }
  });

  it('a compact trace in which any bit is wrong is refused', async () => {
    const references = fc.sample(anyReferences, 1)[0]!.slice(0, 40);
    const whole = await written(references, 'compact');
    for (let at = 4; at < whole.length; at++) {
      const wrong = whole.slice();
      wrong[at]! ^= 1 << (at % 8);
      await refused(read(wrong));
    }
  });

  it('a compact trace of another version, and one with something behind it', async () => {
    const whole = await written([load(1n, 1) as NaiveReference], 'compact');
    const other = whole.slice();
    other[4] = 9;
    expect(await refused(read(other))).toBe(
      'it is a compact trace of version 9, and 1 is known; 0 references had been read',
    );
    expect(await refused(read(Buffer.concat([whole, Uint8Array.of(0)])))).toBe(
      `there is something behind its end, at byte ${whole.length}; 1 reference had been read`,
    );
  });

  it('din has no room for sizes or modifies', async () => {
    await expect(written([load(0x1000n, 8) as NaiveReference], 'din')).rejects.toThrow(
      '8 bytes at 0x1000: din has room for neither sizes nor modifies: xdin has\n  try: aliaslab convert in.trace out.xdin --to xdin',
    );
  });
});

describe('what came before a line that is none', () => {
  it('was read', async () => {
    const seen: References[] = [];
    const reading = (async () => {
      const text = new TextEncoder().encode(' L 1000,8\nI  1000,4\n L 2000,8\nno\n');
      for await (const stretch of readTrace(pieces(text, 100), undefined)) {
        seen.push({ ...stretch, count: stretch.count, kind: stretch.kind.slice(0, stretch.count) });
      }
    })();
    await expect(reading).rejects.toThrow('3 references had been read');
    expect(seen.map(({ count }) => count)).toEqual([3]);
    expect(seen[0]!.kind[1]).toBe(INSTRUCTION);
  });
});
