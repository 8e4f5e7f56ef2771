/** Bytes out of a file or a pipe, unpacked where they are gzip or zstd: what they are is seen in how they begin. */
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Decompress } from 'fzstd';
import { peeked } from '../replay/peeked.js';
import { TraceError } from '../replay/trace-error.js';
import { formatSize } from '../units/size.js';

type Chunks = AsyncIterable<Uint8Array>;

const GZIP = [0x1f, 0x8b];
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd];

/** Unpacks what is packed; at most `limit` bytes may come out. Throws a TraceError where the packing is damaged or cut off. */
export async function* unpacked(packed: Chunks, limit: number): AsyncGenerator<Uint8Array> {
  const [start, chunks] = await peeked(packed, ZSTD_LONGEST_HEAD);
  const begins = (magic: readonly number[]) => magic.every((byte, at) => start[at] === byte);
  if (!begins(GZIP) && !begins(ZSTD)) {
    yield* chunks;
    return;
  }
  let length = 0;
  for await (const chunk of begins(GZIP) ? gunzipped(chunks) : unzstd(start, chunks)) {
    length += chunk.length;
    if (length > limit) {
      throw new TraceError(`more than ${formatSize(limit)} come out of it, which is the limit`, 0);
    }
    yield chunk;
  }
}

async function* gunzipped(chunks: Chunks): Chunks {
  let taken = 0;
  async function* counted() {
    for await (const chunk of chunks) {
      taken += chunk.length;
      yield chunk;
    }
  }
  const gunzip = createGunzip();
  const source = Readable.from(counted());
  source.on('error', (error) => gunzip.destroy(error));
  try {
    for await (const chunk of source.pipe(gunzip)) yield chunk as Uint8Array;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'Z_BUF_ERROR') throw new TraceError(`its gzip is cut off at byte ${taken}`, 0);
    if (code?.startsWith('Z_')) throw new TraceError(`its gzip is damaged before byte ${taken}`, 0);
    throw error;
  } finally {
    source.destroy();
  }
}

/** Magic, descriptor, window and the longest dictionary and content size. */
const ZSTD_LONGEST_HEAD = 18;
/** The farthest back that fzstd can copy from; zstd itself uses more only when it is asked to (`--long`, `--ultra`). */
const LARGEST_WINDOW = 2 ** 25;

/** As much is unpacked at a time: four bytes can stand for 128 KiB, and whoever counts what comes out has to come in between. */
const BITE = 512;

async function* unzstd(start: Uint8Array, chunks: Chunks): Chunks {
  if (zstdWindow(start) > LARGEST_WINDOW) {
    throw new TraceError(`its zstd asks for a window of more than ${formatSize(LARGEST_WINDOW)}`, 0);
  }
  const ready: Uint8Array[] = [];
  let taken = 0;
  let isWhole = false;
  const decompress = new Decompress((chunk, isLast) => {
    ready.push(chunk);
    isWhole = isLast === true;
  });
  const push = (chunk: Uint8Array, isLast: boolean) => {
    try {
      decompress.push(chunk, isLast);
    } catch {
      const what = isLast ? `cut off at byte ${taken}` : `damaged before byte ${taken}`;
      throw new TraceError(`its zstd is ${what}`, 0);
    }
  };
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += BITE) {
      const bite = chunk.subarray(at, at + BITE);
      taken += bite.length;
      push(bite, false);
      yield* ready.splice(0);
    }
  }
  push(new Uint8Array(0), true);
  yield* ready.splice(0);
  if (!isWhole) throw new TraceError(`its zstd is cut off at byte ${taken}`, 0);
}

/** Bytes of memory that the first frame asks for (RFC 8878, section 3.1.1.1). */
function zstdWindow(start: Uint8Array): number {
  const descriptor = start[4]!;
  const isSingleSegment = (descriptor & 32) !== 0;
  if (!isSingleSegment) {
    const base = 2 ** (10 + (start[5]! >> 3));
    return base + (base / 8) * (start[5]! & 7);
  }
  const at = 5 + [0, 1, 2, 4][descriptor & 3]!;
  const bytes = [1, 2, 4, 8][descriptor >> 6]!;
  let size = bytes === 2 ? 256 : 0;
  for (let i = 0; i < bytes; i++) size += start[at + i]! * 256 ** i;
  return size;
}
