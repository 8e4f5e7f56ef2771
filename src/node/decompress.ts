/** Bytes out of a file or a pipe, unpacked where they are gzip or zstd: what they are is seen in how they begin. */
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { peeked } from '../replay/peeked.js';
import { TraceError } from '../replay/trace-error.js';
import { formatSize } from '../units/size.js';
import { beginsZstd, unzstd } from './zstd.js';

type Chunks = AsyncIterable<Uint8Array>;

const GZIP = [0x1f, 0x8b];
/** As many bytes tell gzip and zstd. */
const ENOUGH = 4;

/** Unpacks what is packed; at most `limit` bytes may come out. Throws a TraceError where the packing is damaged or cut off. */
export async function* unpacked(packed: Chunks, limit: number): AsyncGenerator<Uint8Array> {
  const [start, chunks] = await peeked(packed, ENOUGH);
  const isGzip = GZIP.every((byte, at) => start[at] === byte);
  if (!isGzip && !beginsZstd(start)) {
    yield* chunks;
    return;
  }
  let length = 0;
  for await (const chunk of isGzip ? gunzipped(chunks) : unzstd(chunks)) {
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
