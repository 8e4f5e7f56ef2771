/**
 * A notebook as Jupyter writes it: keys sorted, indent 1, long text as a list of lines, numbers as Python
 * prints them. So a notebook that runs to the same outputs is the same file, whichever of the two ran it.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import type { Notebook } from './notebook.js';
import { parseNotebook } from './notebook-parse.js';

type Value = Record<string, unknown>;

/** Reads a notebook file. Throws an InputError that names everything wrong with it. */
export function readNotebook(path: string): Notebook {
  return parseNotebook(readFileSync(path, 'utf8'), path);
}

/** Writes a notebook file, byte for byte as Jupyter would. */
export function writeNotebook(path: string, notebook: Notebook): void {
  writeFileSync(path, notebookText(notebook));
}

/** The text of a notebook file. */
export function notebookText(notebook: Notebook): string {
  return `${print({ ...notebook, cells: notebook.cells.map((cell) => split(cell as unknown as Value)) }, '')}\n`;
}

/** Text of these types is kept as a list of lines; pictures and JSON are not. */
const keptAsLines = (mime: string) =>
  mime.startsWith('text/') || mime === 'application/javascript' || mime === 'image/svg+xml';

function split(cell: Value): Value {
  const parts: Value = { ...cell, source: lines(cell.source) };
  if (cell.attachments !== undefined) parts.attachments = mapValues(cell.attachments as Value, splitBundle);
  if (cell.cell_type === 'code') parts.outputs = (cell.outputs as Value[]).map(splitOutput);
  return parts;
}

function splitOutput(output: Value): Value {
  if (output.output_type === 'stream') return { ...output, text: lines(output.text) };
  return output.data === undefined ? output : { ...output, data: splitBundle(output.data) };
}

function splitBundle(bundle: unknown): Value {
  return mapValues(bundle as Value, (value, mime) => (keptAsLines(mime) ? lines(value) : value));
}

/** A text as its lines, each with its end, cut where Python's splitlines cuts. */
function lines(text: unknown): unknown {
  return typeof text === 'string' ? (text.match(lineOfText) ?? []) : text;
}
const ends = '\\n\\v\\f\\r\\x1c-\\x1e\\x85\\u2028\\u2029';
const lineOfText = new RegExp(`[^${ends}]*(?:\\r\\n|[${ends}])|[^${ends}]+`, 'g');

function mapValues(record: Value, change: (value: unknown, key: string) => unknown): Value {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}

function print(value: unknown, indent: string): string {
  const deeper = `${indent} `;
  const block = (open: string, items: string[], close: string) =>
    items.length === 0 ? open + close : `${open}\n${deeper}${items.join(`,\n${deeper}`)}\n${indent}${close}`;
  if (Array.isArray(value))
    return block(
      '[',
      value.map((item) => print(item ?? null, deeper)),
      ']',
    );
  if (typeof value === 'number') return pythonNumber(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return block(
    '{',
    entries.map(([key, item]) => `${JSON.stringify(key)}: ${print(item, deeper)}`),
    '}',
  );
}

/** Python goes over to exponents below 1e-4 where JavaScript does below 1e-6, and gives them two digits. */
function pythonNumber(value: number): string {
  const text = Math.abs(value) < 1e-4 && value !== 0 ? value.toExponential() : JSON.stringify(value);
  return text.replace(/e-(\d)$/, 'e-0$1');
}
