/** Traces as bytes, in pieces of any size. */
import { type TraceFormat, writeTrace } from '../../src/replay/read-trace.js';
import { type Reference, streamOf } from './traces.js';

export function bytesOf(text: string | Uint8Array): Uint8Array {
  return typeof text === 'string' ? new TextEncoder().encode(text) : text;
}

/** The bytes in pieces of these lengths, over and over; all in one without any. */
export async function* inPieces(
  bytes: Uint8Array,
  pieces: readonly number[] = [Math.max(1, bytes.length)],
): AsyncGenerator<Uint8Array> {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const piece = pieces[i % pieces.length]!;
    yield bytes.slice(at, at + piece);
    at += piece;
  }
}

/** A trace in this form, handed to the writer in stretches of so many references. */
export async function written(
  trace: readonly Reference[],
  format: TraceFormat,
  stretch?: number,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of writeTrace(streamOf(trace, stretch), format)) pieces.push(piece);
  return Buffer.concat(pieces);
}
