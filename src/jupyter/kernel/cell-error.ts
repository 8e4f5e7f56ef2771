/**
 * What a failed cell says: `ename`, `evalue` and a traceback, for what a cell throws and for what the
 * compiler finds. Paths of this machine, and frames that belong to the kernel, are left out.
 */

import { relative } from 'node:path';
import type { ThrownFacts } from '../cells/messages.js';
import type { Finding } from '../compiler/cell-compiler.js';
import { packageRoot } from '../kernel-home.js';

/** An error as Jupyter's messages carry it. */
export interface CellError {
  ename: string;
  evalue: string;
  traceback: string[];
}

/** An error for what a cell has thrown, by the cell `source` where that is known. */
export function describeThrown({ name, message, text, isInterrupt }: ThrownFacts, source = ''): CellError {
  if (isInterrupt) return interrupted;
  if (name === undefined) return { ename: 'Uncaught', evalue: text, traceback: [`Uncaught ${text}`] };
  const evalue = message ?? '';
  // Bad input has said all there is to say; where in the library it was found helps nobody.
  if (name === 'InputError') return { ename: name, evalue, traceback: `${name}: ${evalue}`.split('\n') };
  return { ename: name, evalue, traceback: readableTrace(text, source) };
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

/** So many findings are told, and so many letters of the line that one is about. */
const MOST_FINDINGS = 20;
const WIDEST_LINE = 200;

/** An error for what the compiler found in `source`, in its own words, each under the line that it is about. */
export function describeFindings(findings: readonly Finding[], source: string): CellError {
  const lines = source.split('\n');
  const told = findings.slice(0, MOST_FINDINGS);
  const left = findings.length - told.length;
  const more = left > 0 ? [`and ${left.toLocaleString('en-US')} more`] : [];
  const message = ({ file, line, column, text }: Finding) => `${file}${line}:${column} - ${text}`;
  const traceback = told.flatMap((finding) => {
    const about = finding.file === '' ? lines[finding.line - 1] : undefined;
    return about === undefined ? [message(finding)] : [message(finding), ...placeIn(about, finding.column)];
  });
  return {
    ename: 'CompileError',
    evalue: [...told.map(message), ...more].join('\n'),
    traceback: ['CompileError', ...traceback, ...more],
  };
}

/** A line and a mark under its column; of a wide line what is around it. */
function placeIn(line: string, column: number): string[] {
  const from = line.length <= WIDEST_LINE ? 0 : Math.max(0, column - 1 - WIDEST_LINE / 2);
  const shown = line.slice(from, from + WIDEST_LINE);
  return [`  ${shown}`, `  ${shown.slice(0, column - 1 - from).replace(/\S/g, ' ')}^`];
}

/**
 * The lines of an inspected error: where in the cell it was thrown, and readable frames only. The line numbers
 * of a cell's frames are those of the compiled code, so they are not shown.
 */
function readableTrace(text: string, source: string): string[] {
  // An error that leaves a script starts with FILE:LINE, that line of code, and a caret under it.
  const thrownAt = /^(?<file>[^\n]+):\d+\n(?<code>[^\n]*)\n(?<caret> *)\^+\n\n?/.exec(text);
  const { file = '', code = '', caret = '' } = thrownAt?.groups ?? {};
  const lines = file === 'evalmachine.<anonymous>' ? placeInCell(code, caret.length, source) : [];
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

/** Where in the cell a compiled line of code comes from: nothing where that cannot be told for certain. */
function placeInCell(code: string, column: number, source: string): string[] {
  const same = (line: string) => line.trim().replace(/;$/, '');
  const lines = source.split('\n');
  const found = lines.flatMap((line, i) => (same(line) === same(code) ? [i] : []));
  if (found.length !== 1) return [];
  const at = found[0]!;
  const indent = (line: string) => line.length - line.trimStart().length;
  const caret = ' '.repeat(Math.max(0, column - indent(code) + indent(lines[at]!)));
  return [`line ${at + 1} of the cell:`, `  ${lines[at]}`, `  ${caret}^`];
}

function readableFrame(line: string): string | undefined {
  const tail = /( \{| \[[^\]]*\] \{)$/.exec(line)?.[0] ?? '';
  const frame = line.slice(0, line.length - tail.length);
  if (frame.includes('evalmachine.<anonymous>')) {
    return `${frame.replace(/evalmachine\.<anonymous>(:\d+){0,2}/, 'cell')}${tail}`;
  }
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
