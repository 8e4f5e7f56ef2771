/** What a form of trace is: one file a form beside this one, and its line in index.ts. */
import type { ReferenceBatch, ReferenceStream, References } from '../references.js';
import type { Cursor } from './cursor.js';

/** How a trace begins. */
export interface Start {
  readonly bytes: Uint8Array;
  /** The first line with anything on it; undefined where there is none, or where it comes too late. */
  readonly line: string | undefined;
}

/** A form of trace. */
export interface Format {
  /** Whether it has a line for each reference, and so may begin with empty ones. */
  readonly hasLines: boolean;
  /** Whether a trace that begins so is in this form. No two forms say so of one beginning. */
  readonly begins: (start: Start) => boolean;
  /** The references in these bytes. Throws a TraceError where they are none, after what was read before. */
  readonly read: (chunks: AsyncIterable<Uint8Array>, batch: ReferenceBatch) => AsyncGenerator<References>;
  /** A trace in this form, piece by piece. Throws an InputError for a reference that it has no room for. */
  readonly write: (trace: ReferenceStream) => AsyncGenerator<Uint8Array>;
}

/** What makes up a form that has a line for each reference. */
export interface TextRules {
  /** How its first line begins; whatever `read` takes for a first line begins so, and no line of another form does. */
  readonly begins: RegExp;
  /** Reads the line at the cursor, which ends in a newline, and goes behind it. Adds a reference, or none. */
  readonly read: (cursor: Cursor, batch: ReferenceBatch) => void;
  /** A reference as a line; `address` in hexadecimal. Throws a BadLine where there is no room for it. */
  readonly write: (kind: number, address: string, size: number) => string;
  /** What stands before the first line. */
  readonly head?: string;
}
