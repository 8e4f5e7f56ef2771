/** Notebooks come out as they went in: numbers as typed, every key, no byte guessed; what cannot be kept is refused. */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkNotebook } from '../../src/explain/check/check.js';
import { notebookMail } from '../../src/explain/mail/notebook-mail.js';
import { notebookPage } from '../../src/explain/page.js';
import { mailProblems, otherKernel } from '../../src/explain/refusal.js';
import { packageRoot } from '../../src/jupyter/kernel-home.js';
import type { Notebook } from '../../src/jupyter/notebook.js';
import { KeptNumber, parseJson } from '../../src/jupyter/notebook-json.js';
import { parseNotebook } from '../../src/jupyter/notebook-parse.js';
import { notebookText, readNotebook, writeNotebook } from '../../src/jupyter/notebook-text.js';
import { InputError } from '../../src/units/problems.js';
import { ownFolder } from '../node/own-nodes.js';

/** A notebook file whose metadata, and one JSON output, are this text. */
const fileWith = (json: string) => `{
 "cells": [
  {
   "cell_type": "code",
   "execution_count": 1,
   "id": "a",
   "metadata": {},
   "outputs": [
    {
     "data": {
      "application/json": ${json.replaceAll('\n', '\n     ')}
     },
     "metadata": {},
     "output_type": "display_data"
    }
   ],
   "source": []
  }
 ],
 "metadata": ${json},
 "nbformat": 4,
 "nbformat_minor": 5
}
`;

describe('a number comes out as it was typed:', () => {
  test.each([
    '9007199254740993',
    '-123456789012345678901234567890',
    '1e400',
    '-1e400',
    '1e-400',
    '1.0',
    '-0',
    '-0.0',
    '1E5',
    '1.50',
    '5e-5',
    '1e+16',
    '0.1000000000000000055511151231257827',
    // These are plain numbers: JavaScript, or Python, prints them so.
    '0',
    '-7',
    '0.1',
    '5e-05',
    '1e+21',
    '9007199254740991',
    '100000000000000000000',
  ])('%s', (number) => {
    const file = fileWith(`{\n  "value": ${number}\n }`);

    expect(notebookText(parseNotebook(file))).toBe(file);
  });

  test('any that JSON can hold', () => {
    const digits = (least: number) => fc.stringMatching(new RegExp(`^[0-9]{${least},25}$`));
    const number = fc
      .tuple(
        fc.constantFrom('', '-'),
        digits(1).map((text) => text.replace(/^0+(?=\d)/, '')),
        fc.oneof(
          fc.constant(''),
          digits(1).map((text) => `.${text}`),
        ),
        fc.oneof(fc.constant(''), fc.stringMatching(/^[eE][+-]?[0-9]{1,3}$/)),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(number, (typed) => {
        const read = parseJson(`[${typed}]`, 'it', 'x') as [number | KeptNumber];

        expect(Number(read[0])).toBe(Number(typed));
        const file = fileWith(`{\n  "value": ${typed}\n }`);
        expect(notebookText(parseNotebook(file))).toBe(file);
      }),
    );
  });

  test('and can be calculated with, and made JSON of, by whoever knows nothing of it', () => {
    const [kept] = parseJson('[1.0]', 'it', 'x') as [number];

    expect(kept).toBeInstanceOf(KeptNumber);
    expect([kept + 1, JSON.stringify({ kept }), String(kept)]).toEqual([2, '{"kept":1}', '1.0']);
  });
});

describe('a key', () => {
  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'é\\ud800'])(
    'named %j is kept, and is no more than a key',
    (key) => {
      const file = fileWith(`{\n  "${key}": {\n   "polluted": 1.0\n  }\n }`);

      expect(notebookText(parseNotebook(file))).toBe(file);
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    },
  );

  test('with two values is refused: one of them would be lost', () => {
    const text = '{"cells": [],\n "metadata": {"a": 1.0,\n  "a": 2.0},\n "nbformat": 4, "nbformat_minor": 5}';

    expect(() => parseNotebook(text, 'a.ipynb')).toThrow(
      'a.ipynb has two values for the key "a", one in line 3\n  try: a notebook that Jupyter has saved',
    );
  });
});

test.each(['[', '{"a":'])(
  'nesting of %s without end is one clear error, also where texts have brackets',
  (open) => {
    const nested = (depth: number) =>
      `{"metadata": {"b": "]]}}\\"[[[", "a": ${open.repeat(depth)}1${(open === '[' ? ']' : '}').repeat(depth)}},
      "cells": [], "nbformat": 4, "nbformat_minor": 5}`;

    for (const depth of [499, 20_000, 1_000_000])
      expect(() => parseNotebook(nested(depth), 'a.ipynb')).toThrow(
        `a.ipynb is nested ${depth + 2} deep, and 500 is the limit\n  try: a notebook`,
      );
    const most = parseNotebook(nested(498));
    expect(parseNotebook(notebookText(most))).toEqual(most);
  },
);

describe('bytes that are no UTF-8 are refused, with the place:', () => {
  test.each([
    ['a letter of Latin-1', [0x22, 0x0a, 0x0a, 0x61, 0xe9, 0x62], 'byte 5, in line 3, which is 0xe9'],
    ['one at the end', [0x61, 0xe9], 'byte 2, in line 1, which is 0xe9'],
    ['a letter cut off', [0x61, 0xe2, 0x82], 'byte 2, in line 1, which is 0xe2'],
    ['a surrogate', [0xed, 0xa0, 0x80], 'byte 1, in line 1, which is 0xed'],
    ['UTF-16', [0xff, 0xfe, 0x7b, 0x00], 'byte 1, in line 1, which is 0xff'],
    ['a lone continuation', [0x61, 0x0a, 0x80], 'byte 3, in line 2, which is 0x80'],
    [
      'something after letters of all lengths',
      [...Buffer.from('é€😀'), 0xff],
      'byte 10, in line 1, which is 0xff',
    ],
  ])('%s', (_, bytes, where) => {
    const path = join(ownFolder(), 'a.ipynb');
    writeFileSync(path, Uint8Array.from(bytes));

    expect(() => readNotebook(path)).toThrow(
      `${path} is not UTF-8 from ${where}\n  try: iconv -f ISO-8859-1 -t UTF-8 ${path} > utf-8.ipynb`,
    );
  });

  test('a byte order mark is not taken away in silence', () => {
    const path = join(ownFolder(), 'a.ipynb');
    writeFileSync(path, `\ufeff${fileWith('{}')}`);

    expect(() => readNotebook(path)).toThrow(/a\.ipynb is not JSON: /);
  });
});

test('a notebook is written back only over the bytes that it was read from', async () => {
  const path = join(ownFolder(), 'a.ipynb');
  writeFileSync(path, fileWith('{}'));
  const readAs = readFileSync(path);
  const notebook = readNotebook(path);
  writeFileSync(path, fileWith('{\n  "edited": true\n }'));

  await expect(writeNotebook(path, notebook, readAs)).rejects.toThrow(
    `'${path}' cannot be written: it was changed since it was read, and stays as it is now\n  try: aliaslab run --write ${path}`,
  );
  expect(readFileSync(path, 'utf8')).toContain('edited');
});

describe('odd JSON', () => {
  test('attachments that are no object, and data that is no text, are named', () => {
    const cell = { cell_type: 'markdown', metadata: {}, source: '' };
    const bundle = {
      output_type: 'display_data',
      metadata: {},
      data: { 'text/plain': 7, 'application/json': 7 },
    };
    const cells = [
      { ...cell, attachments: null },
      { ...cell, attachments: { 'a.png': null } },
      { ...cell, attachments: { 'a.png': { 'image/png': {} } } },
      { cell_type: 'code', metadata: {}, source: '', execution_count: null, outputs: [bundle] },
    ];
    const text = JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });

    expect(() => parseNotebook(text, 'a.ipynb')).toThrow(
      [
        '  - a.ipynb, cell 1: attachments must be an object',
        "  - a.ipynb, cell 2: attachment 'a.png' must be an object",
        "  - a.ipynb, cell 3, attachment 'a.png': 'image/png' must be text",
        "  - a.ipynb, cell 4, output 1: 'text/plain' must be text",
        '  try: ',
      ].join('\n'),
    );
  });

  /** All places of a value: what leads to each. */
  function places(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
    if (typeof value !== 'object' || value === null) return [path];
    return [path, ...Object.entries(value).flatMap(([key, inner]) => places(inner, [...path, key]))];
  }

  function withAt(value: unknown, [key, ...rest]: readonly (string | number)[], odd: unknown): unknown {
    if (key === undefined) return odd;
    const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
    (copy as Record<string | number, unknown>)[key] = withAt((value as never)[key], rest, odd);
    return copy;
  }

  test('anywhere in a notebook is a message, or is shown and kept, and never another error', () => {
    const folder = join(packageRoot, 'test/fixtures');
    const [name] = readdirSync(folder).filter((each) => each.endsWith('.ipynb'));
    const whole = JSON.parse(readFileSync(join(folder, name!), 'utf8'));
    const odd: unknown[] = [
      null,
      7,
      '',
      'x',
      true,
      [],
      {},
      [null],
      { a: null },
      { toString: 1, valueOf: null },
    ];
    const refused: unknown[] = [];
    let kept = 0;
    for (const place of places(whole).filter((path) => path.length > 0)) {
      for (const value of odd) {
        const text = JSON.stringify(withAt(whole, place, value));
        let notebook: Notebook;
        try {
          notebook = parseNotebook(text, 'a.ipynb');
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
          refused.push(error.message);
          continue;
        }
        kept++;
        const again = parseNotebook(notebookText(notebook));
        expect(again).toEqual(notebook);
        otherKernel(notebook);
        checkNotebook(notebook);
        notebookPage(notebook, {});
        if (mailProblems('a.ipynb', notebook).length === 0) notebookMail(notebook, 'a.ipynb');
      }
    }
    expect(refused.length).toBeGreaterThan(100);
    expect(kept).toBeGreaterThan(100);
  });
});
