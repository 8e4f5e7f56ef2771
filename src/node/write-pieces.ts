/** What is written, piece by piece: a text, bytes, or a stream of them that is never in memory as a whole. */
import { write } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';

export type Content = string | Uint8Array | AsyncIterable<Uint8Array>;

export async function* piecesOf(content: Content): AsyncGenerator<Uint8Array> {
  if (typeof content === 'string') yield Buffer.from(content);
  else if (content instanceof Uint8Array) yield content;
  else yield* content;
}

/** Milliseconds until a descriptor that takes nothing just now is asked again. */
const PATIENCE = 5;

/** Writes all of it, from where the descriptor stands. */
export async function writeAll(fd: number, piece: Uint8Array): Promise<void> {
  for (let at = 0; at < piece.length; ) {
    try {
      const { bytesWritten } = await promisify(write)(fd, piece, at, piece.length - at, null);
      at += bytesWritten;
    } catch (error) {
      // Whoever started us may have made the pipe one that does not wait.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      await setTimeout(PATIENCE);
    }
  }
}
