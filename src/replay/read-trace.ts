/** A trace out of bytes, in whatever form it is: recognized by how it begins, or as it is said to be. */
import { asTyped, InputError, ValueError } from '../units/problems.js';
import { MAGIC, readCompact, writeCompact } from './formats/compact.js';
import { BadLine, NEWLINE } from './formats/cursor.js';
import { LONGEST_LINE, readText } from './formats/read-text.js';
import { recognizedText, TEXT_FORMATS } from './formats/text-formats.js';
import { peeked } from './peeked.js';
import { ReferenceBatch, type ReferenceStream, type References } from './references.js';
import { TraceError } from './trace-error.js';

/** A form of trace that can be read. */
export type TraceFormat = 'compact' | keyof typeof TEXT_FORMATS;
export const TRACE_FORMATS: readonly TraceFormat[] = ['lackey', 'din', 'xdin', 'csv', 'compact'];

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
  if (known === 'compact') {
    if (!isCompact(start)) throw new TraceError('it does not begin as a compact trace does', 0);
    yield* readCompact(all, batch);
  } else yield* readText(all, TEXT_FORMATS[known], batch);
}

/** The format of a trace that begins so. */
export function recognized(start: Uint8Array): TraceFormat | undefined {
  if (isCompact(start)) return 'compact';
  const line = firstLine(start);
  return line === undefined ? undefined : recognizedText(line);
}

/** Why nobody knows the format of a trace that begins so. */
function unknown(start: Uint8Array): string {
  if (firstLine(start) === undefined) {
    const empty = Math.min(start.length, MOST_EMPTY);
    return `its first ${empty} bytes are empty lines, and any of ${Object.keys(TEXT_FORMATS).join(', ')} may begin so: its format has to be said`;
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

function isCompact(start: Uint8Array): boolean {
  return MAGIC.every((byte, at) => start[at] === byte);
}

/** A trace in this form, piece by piece. Throws an InputError for a reference that the format has no room for. */
export async function* writeTrace(trace: ReferenceStream, format: TraceFormat): AsyncGenerator<Uint8Array> {
  if (format === 'compact') {
    yield* writeCompact(trace);
    return;
  }
  const { head, write } = TEXT_FORMATS[format];
  const encoder = new TextEncoder();
  yield encoder.encode(head);
  for await (const { count, words, size, kind } of trace) {
    let text = '';
    for (let i = 0; i < count; i++) {
      const [low, high] = [words[2 * i]!, words[2 * i + 1]!];
      const address = high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, '0');
      try {
        text += write(kind[i]!, address, size[i]!);
      } catch (error) {
        if (!(error instanceof BadLine)) throw error;
        throw new InputError(
          [`${size[i]} bytes at 0x${address}: ${error.message}`],
          'aliaslab convert in.trace out.xdin --to xdin',
        );
      }
    }
    yield encoder.encode(text);
  }
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
