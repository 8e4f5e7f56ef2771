/** Traces as bytes, in pieces of any size, and what is said of them. */
import { expect } from 'vitest';
import { readTrace, type TraceFormat, writeTrace } from '../../src/replay/read-trace.js';
import { TraceError } from '../../src/replay/trace-error.js';
import { listOf, type Reference, streamOf } from './traces.js';

/** What every complaint about a trace ends in. */
export const TRY_THIS = '\n  try: aliaslab replay program.trace --cache 32KiB:8:64';

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

export function reading(
  from: string | Uint8Array,
  format?: TraceFormat,
  pieces?: readonly number[],
): Promise<Reference[]> {
  return listOf(readTrace(inPieces(bytesOf(from), pieces), format));
}

/** What is said of this trace, or how many references it has; the pieces that it comes in change nothing. */
export async function complaint(from: string | Uint8Array, format?: TraceFormat): Promise<string> {
  const said: string[] = [];
  for (const pieces of [undefined, [1], [7, 100]]) {
    try {
      said.push(`${(await reading(from, format, pieces)).length} references`);
    } catch (error) {
      expect(error).toBeInstanceOf(TraceError);
      said.push((error as TraceError).message);
    }
  }
  expect(new Set(said).size).toBe(1);
  return said[0]!;
}
