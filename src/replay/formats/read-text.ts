/** Reads a trace of lines, chunk by chunk: whole lines are read where they lie, and what is cut waits for the next chunk. */
import type { ReferenceBatch, References } from '../references.js';
import { TraceError } from '../trace-error.js';
import { BadLine, Cursor, NEWLINE } from './cursor.js';
import type { TextFormat } from './text-formats.js';

/** A line that is longer is none. */
const LONGEST_LINE = 4096;

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
      if (rest.length > LONGEST_LINE) throw bad('it has no end', end);
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
      try {
        format.read(cursor, batch);
      } catch (error) {
        throw error instanceof BadLine ? bad(error.message, start) : error;
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
    const stop = bytes.indexOf(NEWLINE, start);
    const line = bytes.subarray(start, Math.min(stop < 0 ? bytes.length : stop, start + 60));
    const text = JSON.stringify(new TextDecoder().decode(line));
    return new TraceError(`line ${lines + 1} is ${text}: ${why}`, read + batch.count);
  }
}

function joined(rest: Uint8Array, chunk: Uint8Array): Uint8Array {
  if (rest.length === 0) return chunk;
  const both = new Uint8Array(rest.length + chunk.length);
  both.set(rest);
  both.set(chunk, rest.length);
  return both;
}
