/** Where references come from: a file, a text, a list. A source can be opened again and again. */

import type { TraceFormat } from './read-trace.js';
import type { ReferenceBatch, ReferenceStream } from './references.js';

export interface TraceSource {
  /** What tables and errors call it. */
  readonly name: string;
  /** Reads it from its start, into `batch`, which is handed out again and again. */
  open(batch?: ReferenceBatch): ReferenceStream;
  /** Set for a file, which a worker thread can open for itself. */
  readonly file?: TraceFileName;
}

/** How to find a trace in the file system. */
export interface TraceFileName {
  readonly path: string;
  readonly format?: TraceFormat;
  /** Bytes that may come out of a compressed file. */
  readonly limit: number;
}
