/** Traces on a page: the samples that it carries, and none from files. In the place of `traceFile()` and `sampleTrace()`. */

import { type Trace, traceOf } from '../../fluent/trace.js';
import { refuseMore } from '../../units/arguments.js';
import { asTyped, InputError } from '../../units/problems.js';

let carried: Readonly<Record<string, Uint8Array>> = {};

/** The samples of this page, by name. */
export function carrySamples(samples: Readonly<Record<string, Uint8Array>>): void {
  carried = samples;
}

/** See src/node/sample-trace.ts. Only the samples that the notebook asked for are there. */
export function sampleTrace(name: string): Trace {
  refuseMore<typeof sampleTrace>(1, arguments, 'sampleTrace()', `sampleTrace('words')`);
  if (Object.hasOwn(carried, name)) return traceOf(carried[name]!).named(name);
  const names = Object.keys(carried);
  throw new InputError(
    [
      `sample ${asTyped(name)} is not part of this page${names.length > 0 ? ` (which has ${names.join(', ')})` : ''}; aliaslab on Node has it`,
    ],
    names.length > 0 ? `sampleTrace('${names[0]}')` : `traceOf(' L 1ffefff648,8')`,
  );
}

/** See src/node/trace-file.ts. */
export function traceFile(path: string): Trace {
  throw new InputError(
    [`a page reads no files, so ${asTyped(path)} needs aliaslab on Node`],
    `traceOf(' L 1ffefff648,8')`,
  );
}
