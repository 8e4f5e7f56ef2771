/** `traceFile()`: a trace in a file, or on standard input. */

import { Trace } from '../fluent/trace.js';
import { type TraceFormat, traceFormat } from '../replay/read-trace.js';
import type { TraceSource } from '../replay/trace-source.js';
import { refuseMore } from '../units/arguments.js';
import { checkOptions } from '../units/options.js';
import { asTyped, Problems } from '../units/problems.js';
import { parseSize, type Size } from '../units/size.js';
import { nameOf, PIPE, readTraceFile, type TraceFileName } from './read-trace-file.js';

/** How to read a trace file. */
export interface TraceFileOptions {
  /** Its form, where how it begins does not tell. */
  readonly format?: TraceFormat;
  /** How much may come out of a gzip or zstd file: 64 GiB, where nothing is said. */
  readonly limit?: Size;
}

const WORKING_LINE = `traceFile('program.lackey.gz', { format: 'lackey', limit: '8 GiB' })`;
const USUAL_LIMIT = '64 GiB';
/**
 * A trace in a file, plain or packed with gzip or zstd, in any of the forms that valgrind's lackey, Dinero and
 * `aliaslab convert` write; `'-'` is standard input, which can be read once. The file is opened when it is replayed.
 * @example
 * String(traceFile('program.lackey.gz')) // => 'trace program.lackey.gz'
 */
export function traceFile(path: string, options: TraceFileOptions = {}): Trace {
  refuseMore<typeof traceFile>(2, arguments, 'traceFile()', WORKING_LINE);
  const problems = new Problems();
  problems.unless(typeof path === 'string' && path !== '', `path ${asTyped(path)} is not the name of a file`);
  const isShaped = checkOptions(options, ['format', 'limit'], 'trace file', problems);
  const format =
    isShaped && options.format !== undefined
      ? problems.collect(() => traceFormat(options.format as string))
      : undefined;
  const limit = problems.collect(() =>
    parseSize(isShaped ? ((options.limit as Size | undefined) ?? USUAL_LIMIT) : USUAL_LIMIT, 'limit'),
  );
  problems.throwIfAny(WORKING_LINE);
  return new Trace(sourceOf({ path, ...(format && { format }), limit: limit! }));
}

/** The trace in this file; workers read it by the same words. */
function sourceOf(file: TraceFileName): TraceSource {
  const open: TraceSource['open'] = (batch, fraction) => readTraceFile(file, batch, fraction);
  const name = nameOf(file);
  if (file.path === PIPE) return { name, open };
  const inWorkers: TraceSource['inWorkers'] = async (...asked) => {
    const { sweepInWorkers } = await import('./sweep-pool.js');
    return sweepInWorkers(file, ...asked);
  };
  return { name, open, inWorkers };
}
