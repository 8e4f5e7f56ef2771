/**
 * Reads the JSON of a notebook (nbformat 4) and checks what is used of it; everything wrong is reported at
 * once. Fields that are not known here are kept as they are.
 */

import { asTyped, Problems } from '../units/problems.js';
import { shellWord } from '../units/shell-word.js';
import { isTextType } from './mime.js';
import type { Notebook } from './notebook.js';
import { KeptNumber, parseJson } from './notebook-json.js';

type Value = Record<string, unknown>;

const works = 'a notebook that Jupyter has saved (nbformat 4)';

/** The line that makes a notebook of nbformat 4 of one in another format. */
export function conversionOf(path: string): string {
  return `jupyter nbconvert --to notebook --nbformat 4 ${shellWord(path)}`;
}

/** A notebook from its text; `name` is what it is called in errors. Throws an InputError. */
export function parseNotebook(text: string, name?: string): Notebook {
  const called = name ?? 'the notebook';
  const read = parseJson(text, called, works);
  const problems = new Problems();
  const notebook = isRecord(read) ? read : {};
  problems.unless(isRecord(read), `${called} is not a notebook but ${asTyped(read)}`);
  const isNewer = typeof notebook.nbformat === 'number' && notebook.nbformat > 4;
  const isOtherFormat = Number.isInteger(notebook.nbformat) && notebook.nbformat !== 4;
  if (isRecord(read)) {
    problems.unless(
      read.nbformat === 4,
      `${called}: nbformat must be 4, not ${asTyped(read.nbformat)}${isNewer ? ', which the Jupyter that wrote it can convert' : ''}`,
    );
    problems.unless(
      Number.isInteger(read.nbformat_minor),
      `${called}: nbformat_minor must be a whole number`,
    );
    problems.unless(isRecord(read.metadata), `${called}: metadata must be an object`);
    // Notebooks of older formats have no cells to look for.
    const isOther = read.nbformat !== 4 && read.cells === undefined;
    problems.unless(isOther || Array.isArray(read.cells), `${called}: cells must be a list`);
  }
  const cells = Array.isArray(notebook.cells) ? notebook.cells : [];
  const parsed = cells.map((cell, i) => parseCell(cell, `${called}, cell ${i + 1}`, problems));
  problems.throwIfAny(isOtherFormat && name !== undefined ? conversionOf(name) : works);
  return { ...notebook, cells: parsed } as unknown as Notebook;
}

function parseCell(cell: unknown, where: string, problems: Problems): Value {
  if (!problems.unless(isRecord(cell), `${where}: must be an object`) || !isRecord(cell)) return {};
  const known = cell.cell_type === 'code' || cell.cell_type === 'markdown' || cell.cell_type === 'raw';
  problems.unless(known, `${where}: cell_type must be code, markdown or raw, not ${asTyped(cell.cell_type)}`);
  problems.unless(isRecord(cell.metadata), `${where}: metadata must be an object`);
  problems.unless(isText(cell.source), `${where}: source must be text`);
  const parsed: Value = { ...cell, source: joined(cell.source) };
  if (cell.attachments !== undefined)
    parsed.attachments = parseAttachments(cell.attachments, where, problems);
  if (cell.cell_type !== 'code') return parsed;
  const count = cell.execution_count ?? null;
  problems.unless(
    count === null || Number.isInteger(count),
    `${where}: execution_count must be a whole number or null`,
  );
  problems.unless(Array.isArray(cell.outputs), `${where}: outputs must be a list`);
  const outputs = Array.isArray(cell.outputs) ? cell.outputs : [];
  parsed.execution_count = count;
  parsed.outputs = outputs.map((output, i) => parseOutput(output, `${where}, output ${i + 1}`, problems));
  return parsed;
}

function parseAttachments(attachments: unknown, where: string, problems: Problems): Value {
  const isThere = problems.unless(isRecord(attachments), `${where}: attachments must be an object`);
  if (!isThere || !isRecord(attachments)) return {};
  return mapped(attachments, (bundle, name) => {
    const isBundle = problems.unless(
      isRecord(bundle),
      `${where}: attachment ${asTyped(name)} must be an object`,
    );
    return isBundle ? parseBundle(bundle as Value, `${where}, attachment ${asTyped(name)}`, problems) : {};
  });
}

function parseOutput(output: unknown, where: string, problems: Problems): Value {
  if (!problems.unless(isRecord(output), `${where}: must be an object`) || !isRecord(output)) return {};
  switch (output.output_type) {
    case 'stream':
      problems.unless(
        output.name === 'stdout' || output.name === 'stderr',
        `${where}: name must be stdout or stderr`,
      );
      problems.unless(isText(output.text), `${where}: text must be text`);
      return { ...output, text: joined(output.text) };
    case 'display_data':
    case 'execute_result':
      problems.unless(isRecord(output.data), `${where}: data must be an object`);
      problems.unless(isRecord(output.metadata), `${where}: metadata must be an object`);
      return { ...output, data: isRecord(output.data) ? parseBundle(output.data, where, problems) : {} };
    case 'error':
      problems.unless(typeof output.ename === 'string', `${where}: ename must be text`);
      problems.unless(typeof output.evalue === 'string', `${where}: evalue must be text`);
      problems.unless(isLines(output.traceback), `${where}: traceback must be a list of lines`);
      return output;
    default:
      problems.add(`${where}: output_type ${asTyped(output.output_type)} is not one of nbformat 4`);
      return output;
  }
}

/** What is shown as a text or a picture is text; what a type of an application holds is its own business. */
function parseBundle(bundle: Value, where: string, problems: Problems): Value {
  const isJson = (mime: string) => mime === 'application/json' || /^application\/.*\+json$/.test(mime);
  return mapped(bundle, (value, mime) => {
    if (isJson(mime)) return value;
    problems.unless(!isTextType(mime) || isText(value), `${where}: ${asTyped(mime)} must be text`);
    return joined(value);
  });
}

function mapped(record: Value, change: (value: unknown, key: string) => unknown): Value {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}

function joined(value: unknown): unknown {
  return isLines(value) ? value.join('') : value;
}

function isLines(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((line) => typeof line === 'string');
}

function isText(value: unknown): boolean {
  return typeof value === 'string' || isLines(value);
}

function isRecord(value: unknown): value is Value {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof KeptNumber)
  );
}
