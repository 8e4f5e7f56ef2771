/** What a front end asks about code that is being typed: is it complete, what completes it, what is that name. */

import {
  type Completed,
  type Converter,
  compiler,
  isCompleteCode,
  printQuickInfo,
} from '../tslab/compiler.js';
import type { Json } from '../wire.js';

/** Messages of the parser that further lines can repair: an open template, an open comment. */
const openAtTheEnd = new Set([1160, 1010]);

/** Complete, incomplete (with the indent of the next line), or invalid: no further line can repair it. */
export function isComplete(code: string): Json {
  const { Latest } = compiler.ScriptTarget;
  // The prefix makes it a module, where a top-level await parses.
  const parsed = compiler.createSourceFile(
    'cell.ts',
    `export {};${code}`,
    Latest,
    false,
    compiler.ScriptKind.TS,
  );
  const problems = parsed.parseDiagnostics;
  if (problems.length === 0) return { status: 'complete' };
  const { completed, indent } = isCompleteCode(code);
  if (!completed) return { status: 'incomplete', indent: indent ?? '' };
  if (problems.every(({ code: number }) => openAtTheEnd.has(number)))
    return { status: 'incomplete', indent: '' };
  return { status: 'invalid' };
}

/** Completions at the cursor. Jupyter counts in code points, the compiler in UTF-16 units. */
export function complete(converter: Converter, before: string, code: string, cursor: number): Json {
  const at = unitsBefore(code, cursor);
  const found = converter.complete(before, code, at);
  const { start, end, candidates } = inQuotes(found, code, at) ?? found;
  const span = { start: pointsBefore(code, start), end: pointsBefore(code, end) };
  const kinds = new Map(found.original?.entries.map(({ name, kind }) => [name, kind]));
  // JupyterLab shows the kinds beside the names, and asks for the documentation of each as for any name.
  const types = candidates.map((text) => ({ ...span, text, type: kinds.get(text) ?? '' }));
  return {
    status: 'ok',
    matches: candidates,
    cursor_start: span.start,
    cursor_end: span.end,
    metadata: { _jupyter_types_experimental: types },
  };
}

/** What completes the text inside of quotes, those that begin as it does first; undefined where the cursor is not in one. */
function inQuotes(
  { original }: Completed,
  code: string,
  cursor: number,
): Omit<Completed, 'original'> | undefined {
  const { entries = [], optionalReplacementSpan: whole } = original ?? {};
  if (whole === undefined || !/['"`]/.test(code[whole.start - 1] ?? '')) return undefined;
  const typed = code.slice(whole.start, cursor).toLowerCase();
  const names = entries.map(({ name }) => name).filter((name) => name.toLowerCase().includes(typed));
  const begins = (name: string) => name.toLowerCase().startsWith(typed);
  const candidates = [...names.filter(begins), ...names.filter((name) => !begins(name))];
  return { start: whole.start, end: whole.start + whole.length, candidates };
}

/** Type and documentation of the name at the cursor, or just before it. */
export function inspectAt(converter: Converter, before: string, code: string, cursor: number): Json {
  const at = unitsBefore(code, cursor);
  const found = (position: number) => converter.inspect(before, code, position);
  const info = found(at) ?? (at > 0 ? found(at - 1) : undefined);
  if (info === undefined || info === null) return { status: 'ok', found: false, data: {}, metadata: {} };
  return { status: 'ok', found: true, data: { 'text/plain': printQuickInfo(info) }, metadata: {} };
}

function unitsBefore(text: string, points: number): number {
  return Array.from(text).slice(0, points).join('').length;
}

function pointsBefore(text: string, units: number): number {
  return Array.from(text.slice(0, units)).length;
}
