/** Reads a trace of lines, chunk by chunk: whole lines are read where they lie, and what is cut waits for the next chunk. */
import type { ReferenceBatch, References } from '../references.js';
import { TraceError } from '../trace-error.js';
import { BadLine, Cursor, NEWLINE } from './cursor.js';
import type { TextFormat } from './text-formats.js';

/** A line that is longer is none. */
const LONGEST_LINE = 4096;
const ENDLESS = `it has no end within ${LONGEST_LINE} bytes`;

export async function* readText(
  chunks: AsyncIterable<Uint8Array>,
  format: TextFormat,
  batch: ReferenceBatch,
): AsyncGenerator<References> {
  batch.count = 0;
  const cursor = new Cursor();
  let read = 0;
  let lines = 0;
  let rest: Uint8Array = new Uint8Array(0);
  try {
    for await (const chunk of chunks) {
      cursor.bytes = joined(rest, chunk);
      cursor.at = 0;
      const end = cursor.bytes.lastIndexOf(NEWLINE) + 1;
      yield* linesTo(end);
      rest = cursor.bytes.slice(end);
      if (rest.length > LONGEST_LINE) throw bad(ENDLESS, end);
    }
    if (rest.length > 0) {
      cursor.bytes = joined(rest, Uint8Array.of(NEWLINE));
      cursor.at = 0;
      yield* linesTo(cursor.bytes.length);
    }
  } catch (error) {
    // What came before a line that is none was read, and counts.
    if (batch.count > 0) yield batch;
    throw error;
  }
  if (batch.count > 0) yield batch;

  function* linesTo(end: number): Generator<References> {
    while (cursor.at < end) {
      const start = cursor.at;
      const { count } = batch;
      try {
        format.read(cursor, batch);
      } catch (error) {
        throw error instanceof BadLine ? bad(error.message, start) : error;
      }
      if (cursor.at - start > LONGEST_LINE + 1) {
        batch.count = count;
        throw bad(ENDLESS, start);
      }
      lines++;
      if (!batch.isFull) continue;
      read += batch.count;
      yield batch;
      batch.count = 0;
    }
  }

  function bad(why: string, start: number): TraceError {
    const { bytes } = cursor;
    const newline = bytes.indexOf(NEWLINE, start);
    const stop = newline < 0 ? bytes.length : newline;
    const text = JSON.stringify(new TextDecoder().decode(bytes.subarray(start, Math.min(stop, start + 60))));
    // Whatever the chunks are: of a line that is cut, only its length can be told.
    const what = stop - start > LONGEST_LINE ? ENDLESS : why;
    return new TraceError(`line ${lines + 1} is ${text}: ${what}`, read + batch.count);
  }
}

function joined(rest: Uint8Array, chunk: Uint8Array): Uint8Array {
  if (rest.length === 0) return chunk;
  const both = new Uint8Array(rest.length + chunk.length);
  both.set(rest);
  both.set(chunk, rest.length);
  return both;
}
