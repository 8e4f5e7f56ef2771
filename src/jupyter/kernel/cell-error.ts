/**
 * What a failed cell says: `ename`, `evalue` and a traceback, for what a cell throws and for what the
 * compiler finds. Paths of this machine, and frames that belong to the kernel, are left out.
 */

import { relative } from 'node:path';
import type { ThrownFacts } from '../cells/messages.js';
import type { Finding } from '../compiler/cell-compiler.js';
import { packageRoot } from '../kernel-home.js';
import { markedLine, placeInSource } from '../source-place.js';

/** An error as Jupyter's messages carry it. */
export interface CellError {
  ename: string;
  evalue: string;
  traceback: string[];
}

/** A cell that ran: its number, its text, and what that was compiled to. */
export interface RanCell {
  readonly cell: number;
  readonly source: string;
  readonly compiled: string;
}

/** What stacks call the code of a cell. */
export function codeName(cell: number): string {
  return `aliaslab-cell-${cell}`;
}

/** An error for what a cell has thrown, with the line of the cell where that is known. */
export function describeThrown({ name, message, text, isInterrupt }: ThrownFacts, ran?: RanCell): CellError {
  if (isInterrupt) return interrupted;
  if (name === undefined) return { ename: 'Uncaught', evalue: text, traceback: [`Uncaught ${text}`] };
  const evalue = message ?? '';
  const where = ran === undefined ? [] : lineOfCell(text, ran);
  // Bad input has said all there is to say; where in the library it was found helps nobody.
  const said = name === 'InputError' ? `${name}: ${evalue}`.split('\n') : readableTrace(text);
  return { ename: name, evalue, traceback: [...where, ...said] };
}

/** The error of a cell that was interrupted. */
export const interrupted: CellError = {
  ename: 'Interrupted',
  evalue: 'the cell was interrupted',
  traceback: ['Interrupted: the cell was interrupted'],
};

/** The error of a cell whose process has gone, by its own doing or by an interrupt. */
export function processEnded(how: string): CellError {
  const evalue = `the process that cells run in ${how}: what they had declared is gone with it`;
  return { ename: 'ProcessEnded', evalue, traceback: [`ProcessEnded: ${evalue}`] };
}

/** So many findings are told. */
const MOST_FINDINGS = 20;

/** An error for what the compiler found in `source`, in its own words, each under the line that it is about. */
export function describeFindings(findings: readonly Finding[], source: string): CellError {
  const lines = source.split('\n');
  const told = findings.slice(0, MOST_FINDINGS);
  const left = findings.length - told.length;
  const more = left > 0 ? [`and ${left.toLocaleString('en-US')} more`] : [];
  const message = ({ file, line, column, text }: Finding) => `${file}${line}:${column} - ${text}`;
  const traceback = told.flatMap((finding) => {
    const about = finding.file === '' ? lines[finding.line - 1] : undefined;
    return about === undefined
      ? [message(finding)]
      : [message(finding), ...markedLine(about, finding.column)];
  });
  return {
    ename: 'CompileError',
    evalue: [...told.map(message), ...more].join('\n'),
    traceback: ['CompileError', ...traceback, ...more],
  };
}

/** The line of the cell that threw, or called what did: nothing where that cannot be told for certain. */
function lineOfCell(text: string, { cell, source, compiled }: RanCell): string[] {
  const frame = new RegExp(`${codeName(cell)}:(\\d+):(\\d+)`).exec(text.slice(0, LONGEST_STACK));
  if (frame === null) return [];
  const place = placeInSource(compiled, { line: Number(frame[1]), column: Number(frame[2]) }, source);
  if (place === undefined) return [];
  const line = source.split('\n')[place.line - 1]!;
  return [`line ${place.line} of the cell:`, ...markedLine(line, place.column)];
}

/** Letters of an inspected error in which its own frames are. */
const LONGEST_STACK = 20_000;

/** The lines of an inspected error. The line numbers of a cell's frames are those of the compiled code, so they are not shown. */
function readableTrace(text: string): string[] {
  // An error that leaves a script starts with FILE:LINE, that line of code, and a caret under it.
  const thrownAt = /^[^\n]+:\d+\n[^\n]*\n *\^+\n\n?/.exec(text);
  const lines: string[] = [];
  for (const line of text.slice(thrownAt?.[0].length ?? 0).split('\n')) {
    if (line.length > LONGEST_FRAME) {
      lines.push(line);
      continue;
    }
    if (/^\s+\.\.\. \d+ lines matching cause stack trace \.\.\.$/.test(line)) continue;
    const shown = /^\s+at /.test(line) ? readableFrame(line) : line;
    if (shown !== undefined && shown !== lines.at(-1)) lines.push(shown);
  }
  return lines;
}

/** Letters of a line of a stack that is made readable; nobody has longer paths. */
const LONGEST_FRAME = 2000;

/** A place in the code of a cell. */
const CODE = /(?:aliaslab-cell-\d+|evalmachine\.<anonymous>)(:\d+){0,2}/;

function readableFrame(line: string): string | undefined {
  const tail = /( \{| \[[^\]]*\] \{)$/.exec(line)?.[0] ?? '';
  const frame = line.slice(0, line.length - tail.length);
  // What a cell declares, later ones find in a proxy.
  if (CODE.test(frame)) return `${frame.replace(CODE, 'cell').replace('at Proxy.', 'at ')}${tail}`;
  // The last one stands before each method, and has its name.
  if (/node:|node_modules\/tslab\/|dist\/jupyter\/(cells|tslab)|dist\/units\/arguments/.test(frame))
    return tail === '' ? undefined : tail.trim();
  const readable = frame
    .replaceAll('file://', '')
    .replace(/[^\s(]*\/node_modules\//, '')
    .replace(`${packageRoot}/`, 'aliaslab/')
    .replace(/\((\/[^)]*)\)$/, (_, path: string) => `(${relative(process.cwd(), path)})`);
  return `${readable}${tail}`;
}
