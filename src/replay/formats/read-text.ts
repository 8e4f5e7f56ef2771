/** Reads a trace of lines, chunk by chunk: what is cut waits for the next one. */
import type { ReferenceBatch, References } from '../references.js';
import { TraceError } from '../trace-error.js';
import { BadLine, Cursor, NEWLINE } from './cursor.js';
import type { TextRules } from './format.js';
import { Held } from './held.js';

/** A line that is longer is none. */
export const LONGEST_LINE = 4096;
const ENDLESS = `it has no end within ${LONGEST_LINE} bytes`;

export async function* readText(
  chunks: AsyncIterable<Uint8Array>,
  rules: Pick<TextRules, 'read'>,
  batch: ReferenceBatch,
): AsyncGenerator<References> {
  batch.count = 0;
  const cursor = new Cursor();
  let read = 0;
  let lines = 0;
  const held = new Held();
  try {
    for await (const chunk of chunks) {
      held.add(chunk);
      const end = yield* wholeLines();
      held.drop(end);
      if (held.length > LONGEST_LINE) throw bad(ENDLESS, end);
    }
    if (held.length > 0) {
      held.add(Uint8Array.of(NEWLINE));
      yield* wholeLines();
    }
  } catch (error) {
    // What came before a line that is none was read, and counts.
    if (batch.count > 0) yield batch;
    throw error;
  }
  if (batch.count > 0) yield batch;

  /** Reads all lines that are there to their ends; gives back where the last of them ends. */
  function* wholeLines(): Generator<References, number> {
    cursor.bytes = held.bytes;
    cursor.at = 0;
    const end = cursor.bytes.lastIndexOf(NEWLINE) + 1;
    while (cursor.at < end) {
      const start = cursor.at;
      const { count } = batch;
      try {
        rules.read(cursor, batch);
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
    return end;
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
