/** What the kernel called, function by function, as a table: the callee below its caller, and further in. */
import { table } from 'arquero';
import type { KernelCall } from '../linux/system/call-trace.js';
import type { Table } from './arquero-table.js';

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
