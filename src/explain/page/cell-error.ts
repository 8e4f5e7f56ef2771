/**
 * What a failed cell says, as Jupyter has it: `ename`, `evalue` and a traceback of readable frames. As on the kernel, with
 * the line of the cell that threw; frames of the page's own code are left out.
 */

import { inspect } from 'node-inspect-extracted';
import { columnIn, columnOfWord, markedLine } from '../../jupyter/source-place.js';
import { undeclaredIn } from './meant.js';
import { CellSyntaxError } from './parse-cell.js';

/** An error as a notebook keeps it. */
export interface CellError {
  ename: string;
  evalue: string;
  traceback: string[];
}

/** Where an error comes from. */
export interface ErrorPlace {
  readonly source: string;
  readonly cell: number;
  /** What the cell was rewritten to, its lines where they were; nothing of one that cannot be rewritten. */
  readonly code?: string;
  /** What was meant by a mistyped name, as a sentence. */
  readonly meant?: ((error: Error) => string | undefined) | undefined;
}

/** An error for whatever was thrown by a cell. */
export function describeThrown(thrown: unknown, place: ErrorPlace): CellError {
  if (!(thrown instanceof Error)) {
    const evalue = typeof thrown === 'string' ? thrown : inspect(thrown);
    return { ename: 'Uncaught', evalue, traceback: [`Uncaught ${evalue}`] };
  }
  const { name: ename, message: evalue } = thrown;
  const said = `${ename}: ${evalue}`.split('\n');
  if (thrown instanceof CellSyntaxError)
    return {
      ename,
      evalue,
      traceback: [...lineOfCell(place.source, thrown.line, thrown.column || undefined), ...said],
    };
  const frames = framesOf(thrown);
  const at = frames.find(({ cell }) => cell === place.cell);
  const where = at === undefined ? [] : lineOfCell(place.source, at.line, columnOf(place, at, thrown));
  // Bad input has said all there is to say; where in the library it was found helps nobody.
  if (ename === 'InputError') return { ename, evalue, traceback: [...where, ...said] };
  const meant = place.meant?.(thrown);
  return {
    ename,
    evalue,
    traceback: [
      ...where,
      ...said,
      ...(meant === undefined ? [] : [meant]),
      ...frames.map(({ text }) => text),
      ...causes(thrown),
    ],
  };
}

function lineOfCell(source: string, line: number, column?: number): string[] {
  const text = source.split('\n')[line - 1];
  return text === undefined ? [] : [`line ${line} of the cell:`, ...markedLine(text, column)];
}

/** Where in the line of the reader's text the column of a frame is. */
function columnOf(
  { source, code = '' }: ErrorPlace,
  { line, column }: Frame,
  thrown: Error,
): number | undefined {
  const [text, rewritten] = [source.split('\n')[line - 1] ?? '', code.split('\n')[line - 1] ?? ''];
  // Of a name that is not declared, engines tell where its statement begins.
  const name = undeclaredIn(thrown);
  if (name !== undefined) return columnOfWord(text, name);
  return columnIn(rewritten, column, text).column;
}

interface Frame {
  readonly cell: number;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** The frames of a stack that lie in cells; engines write them in two ways. */
function framesOf({ stack = '' }: Error): Frame[] {
  return stack.split('\n').flatMap((frame) => {
    const [, cell, line, column] = /cell-(\d+)\.ts:(\d+)(?::(\d+))?/.exec(frame) ?? [];
    if (cell === undefined) return [];
    const [, inside = ''] =
      /^\s*at (?:async )?(?:new )?([^\s(]+) \(/.exec(frame) ?? /^([^@\s]+)@/.exec(frame) ?? [];
    const name = inside.replace(/^\$fn_/, '').replace(/^eval$|^Object\.<anonymous>$/, '');
    const where = `cell-${cell}.ts:${line}`;
    return [
      {
        cell: Number(cell),
        line: Number(line),
        column: Number(column ?? 0),
        text: `    at ${name === '' ? where : `${name} (${where})`}`,
      },
    ];
  });
}

function causes({ cause }: Error): string[] {
  if (cause === undefined) return [];
  return [`  caused by ${cause instanceof Error ? `${cause.name}: ${cause.message}` : inspect(cause)}`];
}
