/** `traceFile()`: a trace in a file, or on standard input. */
import { createReadStream, statSync } from 'node:fs';
import { Trace } from '../fluent/trace.js';
import { readTrace, type TraceFormat, traceFormat } from '../replay/read-trace.js';
import { ReferenceBatch, type ReferenceStream } from '../replay/references.js';
import { TraceError } from '../replay/trace-error.js';
import type { Fraction, TraceSource } from '../replay/trace-source.js';
import { checkOptions } from '../units/options.js';
import { asTyped, Problems } from '../units/problems.js';
import { parseSize, type Size } from '../units/size.js';
import { unpacked } from './decompress.js';

/** How to read a trace file. */
export interface TraceFileOptions {
  /** Its form, where how it begins does not tell. */
  readonly format?: TraceFormat;
  /** How much may come out of a gzip or zstd file: 64 GiB, where nothing is said. */
  readonly limit?: Size;
}

const WORKING_LINE = `traceFile('program.lackey.gz', { format: 'lackey', limit: '8 GiB' })`;
const USUAL_LIMIT = '64 GiB';
/** Standard input. */
const PIPE = '-';

/**
 * A trace in a file, plain or packed with gzip or zstd, in any of the forms that valgrind's lackey, Dinero and
 * `aliaslab convert` write; `'-'` is standard input, which can be read once. The file is opened when it is replayed.
 * @example
 * String(traceFile('program.lackey.gz')) // => 'trace program.lackey.gz'
 */
export function traceFile(path: string, options: TraceFileOptions = {}): Trace {
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
  return new Trace(traceFileSource({ path, ...(format && { format }), limit: limit! }));
}

/** How to find a trace in the file system: plain data, which a worker thread can be sent. */
export interface TraceFileName {
  readonly path: string;
  readonly format?: TraceFormat;
  /** Bytes that may come out of a compressed file. */
  readonly limit: number;
}

/** The trace in this file. */
export function traceFileSource(file: TraceFileName): TraceSource {
  const name = file.path === PIPE ? 'standard input' : file.path;
  const open: TraceSource['open'] = (batch = new ReferenceBatch(), fraction = () => {}) =>
    opened(file, name, batch, fraction);
  if (file.path === PIPE) return { name, open };
  const inWorkers: TraceSource['inWorkers'] = async (...asked) => {
    const { sweepInWorkers } = await import('./sweep-pool.js');
    return sweepInWorkers(file, ...asked);
  };
  return { name, open, inWorkers };
}

async function* opened(
  { path, format, limit }: TraceFileName,
  name: string,
  batch: ReferenceBatch,
  fraction: Fraction,
): ReferenceStream {
  let read = 0;
  try {
    const bytes = path === PIPE ? process.stdin : fileBytes(path, fraction);
    for await (const references of readTrace(unpacked(bytes, limit), format, batch)) {
      read += references.count;
      yield references;
    }
  } catch (error) {
    // Whoever unpacks does not know of references.
    const problem = error instanceof TraceError ? error.problem : unreadable(error);
    throw new TraceError(`${name}: ${problem}`, read);
  }
}

async function* fileBytes(path: string, fraction: Fraction): AsyncGenerator<Uint8Array> {
  const stat = statSync(path);
  if (stat.isDirectory()) throw new TraceError('it is a folder', 0);
  let taken = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 18 })) {
    yield chunk as Uint8Array;
    taken += chunk.length;
    fraction(Math.min(1, taken / stat.size));
  }
}

/** What the operating system says of a file that cannot be read. Throws whatever is no such word. */
function unreadable(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EACCES') return 'it may not be read';
  if (/^E[A-Z]+$/.test(code)) return `it cannot be read (${code})`;
  throw error;
}
