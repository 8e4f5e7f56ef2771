/**
 * What a failed cell says, as Jupyter has it: `ename`, `evalue` and a traceback of readable frames. As on the kernel, with
 * the line of the cell that threw; frames of the page's own code are left out.
 */

import { inspect } from 'node-inspect-extracted';
import { CellSyntaxError } from './parse-cell.js';

/** An error as a notebook keeps it. */
export interface CellError {
  ename: string;
  evalue: string;
  traceback: string[];
}

/** Where an error comes from. */
interface ErrorPlace {
  readonly source: string;
  readonly cell: number;
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
    return { ename, evalue, traceback: [...lineOfCell(place.source, thrown.line), ...said] };
  // Bad input has said all there is to say; where in the library it was found helps nobody.
  if (ename === 'InputError') return { ename, evalue, traceback: said };
  const frames = framesOf(thrown);
  const line = frames.find(({ cell }) => cell === place.cell)?.line ?? 0;
  return {
    ename,
    evalue,
    traceback: [
      ...lineOfCell(place.source, line),
      ...said,
      ...frames.map(({ text }) => text),
      ...causes(thrown),
    ],
  };
}

function lineOfCell(source: string, line: number): string[] {
  const text = source.split('\n')[line - 1];
  return text === undefined ? [] : [`line ${line} of the cell:`, `  ${text}`];
}

/** The frames of a stack that lie in cells; engines write them in two ways. */
function framesOf({ stack = '' }: Error): { cell: number; line: number; text: string }[] {
  return stack.split('\n').flatMap((frame) => {
    const [, cell, line] = /cell-(\d+)\.ts:(\d+)(?::\d+)?/.exec(frame) ?? [];
    if (cell === undefined) return [];
    const [, inside = ''] =
      /^\s*at (?:async )?(?:new )?([^\s(]+) \(/.exec(frame) ?? /^([^@\s]+)@/.exec(frame) ?? [];
    const name = inside.replace(/^\$fn_/, '').replace(/^eval$|^Object\.<anonymous>$/, '');
    const where = `cell-${cell}.ts:${line}`;
    return [
      {
        cell: Number(cell),
        line: Number(line),
        text: `    at ${name === '' ? where : `${name} (${where})`}`,
      },
    ];
  });
}

function causes({ cause }: Error): string[] {
  if (cause === undefined) return [];
  return [`  caused by ${cause instanceof Error ? `${cause.name}: ${cause.message}` : inspect(cause)}`];
}
