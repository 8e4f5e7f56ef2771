/** What the kernel called, function by function, as a table and as lines: the callee below its caller, and further in. */
import { table } from 'arquero';
import type { KernelCall } from '../linux/system/call-trace.js';
import type { Table } from './arquero-table.js';
import { wrapped } from './mail-text.js';

/** A row a call, in order. */
export function callTreeTable(calls: readonly KernelCall[]): Table {
  return table({
    step: calls.map(({ step }) => step),
    // A space that breaks no line and is not folded away keeps a callee further in wherever a table is shown.
    call: calls.map(({ call, depth }) => `${'\u00a0\u00a0'.repeat(depth)}${call}`),
    given: calls.map(({ given }) => given),
    result: calls.map(({ result }) => result),
  });
}

/** The first calls as lines of a mail: step, and each call with what it was given and what it gave. */
export function callTreeLines(calls: readonly KernelCall[], most: number): string[] {
  const lines = calls.slice(0, most).flatMap(({ step, call, given, result, depth }, i) => {
    const number = calls[i - 1]?.step === step ? '    ' : `${step}.`.padStart(4);
    const first = `${number} ${'  '.repeat(Math.min(depth, 12))}`;
    const what = `${call}(${given})${result === '' ? '' : ` = ${result}`}`;
    return wrapped(what, { first, rest: `${' '.repeat(first.length)}    ` });
  });
  return [...lines, ...(calls.length > most ? [`     [${calls.length - most} more]`] : [])];
}
