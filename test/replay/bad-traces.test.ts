/** What is said of a trace that cannot be read: the whole message, with how much had been read by then. */
import { describe, expect, it } from 'vitest';
import { readTrace } from '../../src/replay/read-trace.js';
import { TraceError } from '../../src/replay/trace-error.js';
import { bytesOf, complaint, reading, TRY_THIS } from './bytes.js';
import { listOf } from './traces.js';

const LONG = 'x'.repeat(5000);

describe('of a trace that is none is said', () => {
  it.each([
    ['', 'it is empty'],
    ['<html>\n', 'it begins with "<html>\\n", as none of lackey, din, xdin, csv, compact does'],
    ['\u0000\u0001', 'it begins with "\\u0000\\u0001", as none of lackey, din, xdin, csv, compact does'],
    ['=LTR\u0001', 'it begins with "=LTR\\u0001", as none of lackey, din, xdin, csv, compact does'],
    ['ALTR', 'it is cut off at byte 4'],
    ['ALTR\u0002', 'it is a compact trace of version 2, and 1 is known'],
  ])('%j', async (text, said) => {
    expect(await complaint(text)).toBe(`${said}; 0 references had been read${TRY_THIS}`);
  });
});

describe('of a trace under a wrong name is said', () => {
  it.each([
    ['compact', 'r 10 4\n', 'it does not begin as a compact trace does'],
    ['lackey', '0 10\n', 'line 1 is "0 10": it is no line of lackey’s'],
    ['din', ' L 10,4\n', 'line 1 is " L 10,4": its label is none of 0, 1 and 2'],
    ['xdin', '0 10\n', 'line 1 is "0 10": its type is none of r, w, i and m'],
    ['csv', '0 10\n', 'line 1 is "0 10": its kind is none of load, store, modify, instruction'],
    ['csv', '', 'it is empty'],
  ] as const)('%s: %j', async (format, text, said) => {
    expect(await complaint(text, format)).toBe(`${said}; 0 references had been read${TRY_THIS}`);
  });
});

describe('of a bad line of', () => {
  const range = 'size is not from 1 to 65535 bytes';
  const kinds = 'its kind is none of load, store, modify, instruction';

  it.each([
    ['lackey', ' X 10,4', 'it is no line of lackey’s'],
    ['lackey', 'L 10,4', 'it is no line of lackey’s'],
    ['lackey', '=12= no remark', 'it is no line of lackey’s'],
    ['lackey', ' I 10,4', 'it is no line of lackey’s'],
    ['lackey', 'IX 10,4', 'a space is missing'],
    ['lackey', 'I', 'a space is missing'],
    ['lackey', ' L', 'a space is missing'],
    ['lackey', ' L ,4', 'address is no hexadecimal number'],
    ['lackey', ' L 0x,4', 'address is no hexadecimal number'],
    ['lackey', ' L 10000000000000000,4', 'address has more than 64 bits'],
    ['lackey', ' L 10 4', "a ',' is missing"],
    ['lackey', ' L 10,', 'size is no number'],
    ['lackey', ' L 10,-4', 'size is no number'],
    ['lackey', ' L 10,0', range],
    ['lackey', ' L 10,65536', range],
    ['lackey', ` L 10,${'9'.repeat(40)}`, range],
    ['lackey', ' L 10,4x', 'there is something behind it'],
    ['din', '3 10', 'its label is none of 0, 1 and 2'],
    ['din', 'r 10', 'its label is none of 0, 1 and 2'],
    ['din', '10 20', 'a space is missing'],
    ['din', '0', 'a space is missing'],
    ['din', '0 ', 'address is no hexadecimal number'],
    ['din', '0 xyz', 'address is no hexadecimal number'],
    ['din', '0 12zz', 'address is no hexadecimal number'],
    ['din', '0 0x123456789abcdef01', 'address has more than 64 bits'],
    ['xdin', 'c 10 4', 'its type is none of r, w, i and m'],
    ['xdin', 'v 10 4', 'its type is none of r, w, i and m'],
    ['xdin', 'r10 4', 'a space is missing'],
    ['xdin', 'r 10', 'size is no hexadecimal number'],
    ['xdin', 'r 10,4', 'address is no hexadecimal number'],
    ['xdin', 'r 10 4q', 'size is no hexadecimal number'],
    ['xdin', 'r 10 0', range],
    ['xdin', 'r 10 10000', range],
    ['xdin', 'r 10 100000001', range],
    ['xdin', 'r 10 10000000000000000', 'size has more than 64 bits'],
    ['csv', 'lord,0x10,4', kinds],
    ['csv', 'l\nab,10,4', kinds],
    ['csv', 'kind,size,address', kinds],
    ['csv', 'kind,address,size,when', 'there is something behind it'],
    ['csv', 'loads,0x10,4', "a ',' is missing"],
    ['csv', 'load,0x10', "a ',' is missing"],
    ['csv', 'load,zero,4', 'address is no hexadecimal number'],
    ['csv', 'load,0x10,-4', 'size is no number'],
    ['csv', 'load,0x10,0', range],
    ['csv', 'load,0x10,4,now', 'there is something behind it'],
  ] as const)('%s is said: %j', async (format, line, why) => {
    const good = { lackey: ' L 10,4', din: '0 10', xdin: 'r 10 4', csv: 'load,10,4' }[format];
    const message = `line 3 is ${JSON.stringify(line.split('\n')[0])}: ${why}`;

    expect(await complaint(`${good}\n\n${line}`, format)).toBe(
      `${message}; 1 reference had been read${TRY_THIS}`,
    );
    expect(await complaint(`${good}\r\n${good}\r\n${line}\n${good}\n`, format)).toContain(
      '; 2 references had been read',
    );
  });

  it('is said how many references had been read, those that were handed out among them', async () => {
    const error = await reading(`${'0 10\n'.repeat(20_000)}9 10\n`).catch((error) => error);

    expect(error).toBeInstanceOf(TraceError);
    expect(error.read).toBe(20_000);
    expect(error.problems).toEqual([
      'line 20001 is "9 10": its label is none of 0, 1 and 2; 20000 references had been read',
    ]);
  });
});

describe('of a line without end is said', () => {
  it.each([
    ['a line', ` L 10,4\n${LONG}`],
    ['a reference', `0 10\n0 10 ${LONG}\n0 10`],
    ['a remark', ` L 10,4\n==${LONG}\n L 10,4`],
    ['a line that begins well', `r 10 4\nr 10 4 ${LONG}\nr 10 4`],
  ])('%s', async (_what, text) => {
    const shown = text.split('\n')[1]!.slice(0, 60);

    expect(await complaint(text)).toBe(
      `line 2 is "${shown}": it has no end within 4096 bytes; 1 reference had been read${TRY_THIS}`,
    );
  });
});

describe('a trace that is read', () => {
  async function* watched(text: string, told: string[]): AsyncGenerator<Uint8Array> {
    try {
      for (;;) yield bytesOf(text);
    } finally {
      told.push('closed');
    }
  }

  it.each([
    ['nobody knows', '<html>', undefined],
    ['has a bad line', 'r 10 4\nbad\n', undefined],
    ['is no compact trace', 'r 10 4\n', 'compact'],
    ['is damaged', 'ALTR\u0001'.repeat(10), undefined],
  ] as const)('is closed if it %s', async (_what, text, format) => {
    const told: string[] = [];

    await expect(listOf(readTrace(watched(text, told), format))).rejects.toThrow(TraceError);

    expect(told).toEqual(['closed']);
  });

  it('is closed if nobody wants more of it', async () => {
    const told: string[] = [];

    for await (const { count } of readTrace(watched('r 10 4\n', told))) {
      expect(count).toBe(16_384);
      break;
    }

    expect(told).toEqual(['closed']);
  });
});
