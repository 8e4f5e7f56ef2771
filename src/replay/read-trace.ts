/** A trace out of bytes, in whatever form it is: recognized by how it begins, or as it is said to be. */
import { asTyped, ValueError } from '../units/problems.js';
import { NEWLINE } from './formats/cursor.js';
import { FORMATS, TRACE_FORMATS, type TraceFormat } from './formats/index.js';
import { LONGEST_LINE } from './formats/read-text.js';
import { peeked } from './peeked.js';
import { ReferenceBatch, type ReferenceStream, type References } from './references.js';
import { TraceError } from './trace-error.js';

export { TRACE_FORMATS, type TraceFormat } from './formats/index.js';

/** Empty lines may come before the line that tells a trace's format, this many bytes of them. */
const MOST_EMPTY = 4096;

/** Tab, newline, return and space. */
const EMPTY = [9, NEWLINE, 13, 32];
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** The references in these bytes, a stretch after the other in one batch. Throws a TraceError where they are none, with what was read before. */
export async function* readTrace(
  chunks: AsyncIterable<Uint8Array>,
  format?: TraceFormat,
  batch = new ReferenceBatch(),
): AsyncGenerator<References> {
  const iterator = chunks[Symbol.asyncIterator]();
  try {
    yield* readChunks({ [Symbol.asyncIterator]: () => iterator }, format, batch);
  } finally {
    await iterator.return?.(); // nobody else closes a file that was not read to its end
  }
}

async function* readChunks(
  chunks: AsyncIterable<Uint8Array>,
  format: TraceFormat | undefined,
  batch: ReferenceBatch,
): AsyncGenerator<References> {
  const [first, whole] = await peeked(chunks, MOST_EMPTY + LONGEST_LINE);
  const mark = BYTE_ORDER_MARK.every((byte, at) => first[at] === byte) ? BYTE_ORDER_MARK.length : 0;
  const start = first.subarray(mark);
  const all = mark > 0 ? behind(mark, whole) : whole;
  if (start.length === 0) throw new TraceError('it is empty', 0);
  const known = format ?? recognized(start);
  if (known === undefined) throw new TraceError(unknown(start), 0);
  yield* FORMATS[known].read(all, batch);
}

/** The format of a trace that begins so; undefined where it is in none. */
export function recognized(bytes: Uint8Array): TraceFormat | undefined {
  const line = firstLine(bytes);
  return TRACE_FORMATS.find((format) => FORMATS[format].begins({ bytes, line }));
}

/** Why nobody knows the format of a trace that begins so. */
function unknown(start: Uint8Array): string {
  if (firstLine(start) === undefined) {
    const empty = Math.min(start.length, MOST_EMPTY);
    const any = TRACE_FORMATS.filter((format) => FORMATS[format].hasLines).join(', ');
    return `its first ${empty} bytes are empty lines, and any of ${any} may begin so: its format has to be said`;
  }
  const text = JSON.stringify(new TextDecoder().decode(start.subarray(0, 40)));
  return `it begins with ${text}, as none of ${TRACE_FORMATS.join(', ')} does`;
}

/** The first line with anything on it; undefined where there is none, or where it comes too late. */
function firstLine(start: Uint8Array): string | undefined {
  const at = start.findIndex((byte) => !EMPTY.includes(byte));
  if (at < 0 || at >= MOST_EMPTY) return undefined;
  const line = start.subarray(start.lastIndexOf(NEWLINE, at) + 1);
  const end = line.indexOf(NEWLINE);
  return new TextDecoder().decode(line.subarray(0, end < 0 ? LONGEST_LINE : end));
}

/** A trace in this form, piece by piece. Throws an InputError for a reference that the format has no room for. */
export function writeTrace(trace: ReferenceStream, format: TraceFormat): AsyncGenerator<Uint8Array> {
  return FORMATS[format].write(trace);
}

/** The format of that name. Throws an InputError that lists the names. */
export function traceFormat(name: string): TraceFormat {
  const found = TRACE_FORMATS.find((format) => format === name);
  if (found) return found;
  throw new ValueError(
    [`format ${asTyped(name)} is none of ${TRACE_FORMATS.join(', ')}`],
    `traceFile('program.trace', { format: 'lackey' })`,
  );
}

/** What follows these many bytes, of chunks the first of which has them all. */
async function* behind(bytes: number, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let skipped = bytes;
  for await (const chunk of chunks) {
    yield chunk.subarray(skipped);
    skipped = 0;
  }
}
