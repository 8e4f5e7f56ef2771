/** Notebooks as text: read with all their problems named, and written as Jupyter writes them. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Notebook } from '../../src/jupyter/notebook.js';
import { parseNotebook } from '../../src/jupyter/notebook-parse.js';
import { notebookText } from '../../src/jupyter/notebook-text.js';

const notebook = (cells: unknown[]) => ({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells }) as Notebook;
const code = (outputs: unknown[] = []) => ({
  cell_type: 'code',
  id: 'a',
  metadata: {},
  source: 'a\nb',
  execution_count: 1,
  outputs,
});

describe('a notebook that is read', () => {
  test('has its lines joined', () => {
    const text = JSON.stringify(notebook([{ ...code(), source: ['a\n', 'b'] }]));

    expect(parseNotebook(text).cells[0]?.source).toBe('a\nb');
  });

  test('and cannot be used names every problem at once', () => {
    const text = JSON.stringify({
      nbformat: 3,
      nbformat_minor: 5,
      metadata: [],
      cells: [
        { cell_type: 'heading', metadata: {}, source: 3 },
        code([{ output_type: 'pyout' }, { output_type: 'stream' }]),
      ],
    });

    expect(() => parseNotebook(text, 'a.ipynb')).toThrow(
      [
        '',
        '  - a.ipynb: nbformat must be 4, not 3',
        '  - a.ipynb: metadata must be an object',
        "  - a.ipynb, cell 1: cell_type must be code, markdown or raw, not 'heading'",
        '  - a.ipynb, cell 1: source must be text',
        "  - a.ipynb, cell 2, output 1: output_type 'pyout' is not one of nbformat 4",
        '  - a.ipynb, cell 2, output 2: name must be stdout or stderr',
        '  - a.ipynb, cell 2, output 2: text must be text',
        '  try: ',
      ].join('\n'),
    );
  });

  test.each(['', '[]', 'null', '{"cells": 3}', '{"cells": [null]}'])(
    'never passes where it is %j',
    (text) => {
      expect(() => parseNotebook(text)).toThrow(/try: a notebook that Jupyter has saved/);
    },
  );
});

describe('a notebook that is written', () => {
  test('has sorted keys, an indent of one, lines of text, and a line end', () => {
    const shown = {
      output_type: 'display_data',
      metadata: {},
      data: { 'text/html': '<b>é</b>\n<i>', 'image/png': 'a\nb' },
    };

    expect(notebookText(notebook([{ ...code([shown]), source: 'a\r\nb\u2028c' }]))).toBe(
      `{
 "cells": [
  {
   "cell_type": "code",
   "execution_count": 1,
   "id": "a",
   "metadata": {},
   "outputs": [
    {
     "data": {
      "image/png": "a\\nb",
      "text/html": [
       "<b>é</b>\\n",
       "<i>"
      ]
     },
     "metadata": {},
     "output_type": "display_data"
    }
   ],
   "source": [
    "a\\r\\n",
    "b\u2028",
    "c"
   ]
  }
 ],
 "metadata": {},
 "nbformat": 4,
 "nbformat_minor": 5
}
`,
    );
  });

  test.each([
    [5e-5, '5e-05'],
    [0.0001, '0.0001'],
    [1.5e-7, '1.5e-07'],
    [-2.5e-5, '-2.5e-05'],
    [1e-10, '1e-10'],
    [0, '0'],
    [1e21, '1e+21'],
    [0.1, '0.1'],
  ])('has the number %d as Python prints it', (value, printed) => {
    const shown = { output_type: 'display_data', metadata: {}, data: { 'application/json': { value } } };

    expect(notebookText(notebook([code([shown])]))).toContain(`"value": ${printed}\n`);
  });

  test('is read back as it was, and written again to the same bytes', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '\n', '\r', 'é', '\u2028', '"', '\\', '\x1c', '😀'),
    });
    fc.assert(
      fc.property(text, text, fc.jsonValue(), (source, printed, json) => {
        const stream = { output_type: 'stream', name: 'stdout', text: printed };
        const value = JSON.parse(JSON.stringify(json));
        const shown = {
          output_type: 'display_data',
          metadata: {},
          data: { 'text/html': printed, 'application/json': value },
        };
        const original = notebook([{ ...code([stream, shown]), source }]);

        const written = notebookText(original);

        expect(parseNotebook(written).cells).toEqual(original.cells);
        expect(notebookText(parseNotebook(written))).toBe(written);
      }),
    );
  });
});
