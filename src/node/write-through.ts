/**
 * What is no plain file is written through: it stays what it is, and nothing comes in its place. A descriptor of this process takes
 * the bytes where it stands; a FIFO waits for a reader; at a socket somebody has to listen.
 */
import { close, constants, openSync } from 'node:fs';
import { connect, Socket } from 'node:net';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { writeAll } from './write-pieces.js';
import { asRefusal, saying, type Told } from './write-refusal.js';
import type { Target } from './write-target.js';

type Pieces = AsyncIterable<Uint8Array>;

export async function writeThrough({ by, at }: Target, pieces: Pieces, told: Told): Promise<void> {
  if (by === 'descriptor') return toDescriptor(at as number, pieces, told);
  const path = at as string;
  if (by === 'socket') return toStream(await listener(path, told), pieces, told);
  if (by === 'fifo') return toStream(await fifo(path, told), pieces, told);
  // What somebody else has open is added to: nothing that is in it is lost.
  const flags = constants.O_WRONLY | (by === 'append' ? constants.O_APPEND : 0);
  const fd = saying(told, () => openSync(path, flags));
  try {
    await toOpen(fd, pieces, told);
  } finally {
    await promisify(close)(fd);
  }
}

async function toDescriptor(number: number, pieces: Pieces, told: Told): Promise<void> {
  const standard = [undefined, process.stdout, process.stderr][number];
  if (standard) await toStream(standard, pieces, told, { end: false });
  else await toOpen(number, pieces, told);
}

async function toOpen(fd: number, pieces: Pieces, told: Told): Promise<void> {
  for await (const piece of pieces) await saying(told, () => writeAll(fd, piece));
}

/** What goes wrong with the pieces is not the stream's fault, and is told as it is. */
async function toStream(
  stream: Writable,
  pieces: Pieces,
  told: Told,
  options = { end: true },
): Promise<void> {
  let failed: { readonly error: unknown } | undefined;
  async function* watched() {
    try {
      yield* pieces;
    } catch (error) {
      failed = { error };
      throw error;
    }
  }
  try {
    await pipeline(Readable.from(watched(), { objectMode: false }), stream, options);
  } catch (error) {
    throw failed ? failed.error : asRefusal(error, told);
  } finally {
    if (options.end) stream.destroy();
  }
}

async function listener(path: string, told: Told): Promise<Socket> {
  const socket = connect(path);
  await saying(
    told,
    () =>
      new Promise<void>((resolve, reject) => {
        socket.once('connect', resolve).once('error', reject);
      }),
  );
  return socket;
}

/** Milliseconds between two looks whether somebody reads. */
const PATIENCE = 20;

/** Opened so that it does not wait in the system, where no signal would be heard. */
async function fifo(path: string, told: Told): Promise<Writable> {
  for (;;) {
    try {
      const fd = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
      return new Socket({ fd, readable: false, writable: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENXIO') throw asRefusal(error, told);
      await setTimeout(PATIENCE);
    }
  }
}
