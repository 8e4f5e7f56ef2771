/** The references in a file, or on standard input, plain or packed. */
import { createReadStream, statSync } from 'node:fs';
import { readTrace, type TraceFormat } from '../replay/read-trace.js';
import { ReferenceBatch, type ReferenceStream } from '../replay/references.js';
import { TraceError } from '../replay/trace-error.js';
import type { Fraction } from '../replay/trace-source.js';
import { unpacked } from './decompress.js';

/** How to find a trace in the file system: plain data, which a worker thread can be sent. */
export interface TraceFileName {
  readonly path: string;
  readonly format?: TraceFormat;
  /** Bytes that may come out of a compressed file. */
  readonly limit: number;
}

/** Standard input. */
export const PIPE = '-';

/** What tables and errors call it. */
export function nameOf({ path }: TraceFileName): string {
  return path === PIPE ? 'standard input' : path;
}

/** Reads it from its start. Throws a TraceError that begins with its name. */
export async function* readTraceFile(
  file: TraceFileName,
  batch = new ReferenceBatch(),
  fraction: Fraction = () => {},
): ReferenceStream {
  const { path, format, limit } = file;
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
    throw new TraceError(`${nameOf(file)}: ${problem}`, read);
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
