/** A trace out of bytes, in whatever form it is: recognized by how it begins, or as it is said to be. */
import { asTyped, ValueError } from '../units/problems.js';
import { FORMATS, TRACE_FORMATS, type TraceFormat } from './formats/index.js';
import { peeked } from './peeked.js';
import { ReferenceBatch, type ReferenceStream, type References } from './references.js';
import { TraceError } from './trace-error.js';

export { TRACE_FORMATS, type TraceFormat } from './formats/index.js';

/** As much of a trace tells its format: valgrind's remarks may come first. */
const ENOUGH = 4096;

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
  const [first, whole] = await peeked(chunks, ENOUGH);
  const mark = BYTE_ORDER_MARK.every((byte, at) => first[at] === byte) ? BYTE_ORDER_MARK.length : 0;
  const start = first.subarray(mark);
  const all = mark > 0 ? behind(mark, whole) : whole;
  if (start.length === 0) throw new TraceError('it is empty', 0);
  const known = format ?? recognized(start);
  if (known === undefined) {
    const text = JSON.stringify(new TextDecoder().decode(start.subarray(0, 40)));
    throw new TraceError(`it begins with ${text}, as none of ${TRACE_FORMATS.join(', ')} does`, 0);
  }
  yield* FORMATS[known].read(all, batch);
}

/** The format of a trace that begins so; undefined where it is in none. */
export function recognized(bytes: Uint8Array): TraceFormat | undefined {
  const text = new TextDecoder().decode(bytes);
  const line = text.split('\n').find((each) => each.trim() !== '' && !each.startsWith('==')) ?? text;
  return TRACE_FORMATS.find((format) => FORMATS[format].begins({ bytes, text, line }));
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
