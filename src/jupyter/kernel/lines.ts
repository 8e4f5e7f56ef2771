/** Lines out of a stream of bytes, each put together once, however many pieces it comes in. */

import type { Readable } from 'node:stream';

const LINE_BREAK = 10;

/** Calls `take` with each line that is not empty; lines of more than `longest` bytes are left out. Resolves at the end of the stream. */
export function readLines(stream: Readable, longest: number, take: (line: string) => void): Promise<void> {
  let pieces: Buffer[] = [];
  let length = 0;
  const keep = (piece: Buffer) => {
    length += piece.length;
    if (length <= longest) pieces.push(piece);
    else pieces = [];
  };
  const end = () => {
    if (length > 0 && length <= longest) take(Buffer.concat(pieces).toString());
    pieces = [];
    length = 0;
  };
  stream.on('data', (bytes: Buffer) => {
    let from = 0;
    for (let at = bytes.indexOf(LINE_BREAK); at >= 0; at = bytes.indexOf(LINE_BREAK, from)) {
      keep(bytes.subarray(from, at));
      end();
      from = at + 1;
    }
    if (from < bytes.length) keep(bytes.subarray(from));
  });
  return new Promise((resolve) => {
    stream.on('close', resolve);
    // Whoever wrote is gone, or is waited for no longer: what it had written has been read.
    stream.on('error', () => stream.destroy());
  });
}
