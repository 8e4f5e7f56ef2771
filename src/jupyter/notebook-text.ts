/**
 * A notebook as Jupyter writes it: keys sorted, indent 1, long text as a list of lines, numbers as Python
 * prints them. So a notebook that runs to the same outputs is the same file, whichever of the two ran it.
 */

import { readFileSync } from 'node:fs';
import { checkWritable, type WriteRules, writeFile } from '../node/write-file.js';
import { shellWord } from '../units/shell-word.js';
import type { Notebook } from './notebook.js';
import { textOf } from './notebook-bytes.js';
import { KeptNumber } from './notebook-json.js';
import { printedNumber } from './notebook-number.js';
import { parseNotebook } from './notebook-parse.js';

type Value = Record<string, unknown>;

/** A notebook and the bytes that it was read from. */
export interface ReadNotebook {
  readonly notebook: Notebook;
  readonly bytes: Uint8Array;
}

/** Reads a notebook file. Throws an InputError that names everything wrong with it. */
export function readNotebook(path: string): Notebook {
  return readNotebookFile(path).notebook;
}

/** The same, with the bytes: whoever writes it back shows by them that it is still the same file. */
export function readNotebookFile(path: string): ReadNotebook {
  const bytes = readFileSync(path);
  return { notebook: parseNotebook(textOf(bytes, path), path), bytes };
}

/** Writes a notebook back, byte for byte as Jupyter would. Throws an InputError where the file is not what was read. */
export async function writeNotebook(path: string, notebook: Notebook, readAs: Uint8Array): Promise<void> {
  await writeFile(path, notebookText(notebook), rulesOf(path, readAs));
}

/** Throws the error that writing it back would begin with: before it is run, which may take long. */
export function checkNotebookWritable(path: string, readAs: Uint8Array): void {
  checkWritable(path, rulesOf(path, readAs));
}

function rulesOf(path: string, readAs: Uint8Array): WriteRules {
  return { works: `aliaslab run --write ${shellWord(path)}`, readAs };
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
  if (typeof value === 'number') return printedNumber(value);
  if (value instanceof KeptNumber) return value.text;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return block(
    '{',
    entries.map(([key, item]) => `${JSON.stringify(key)}: ${print(item, deeper)}`),
    '}',
  );
}
