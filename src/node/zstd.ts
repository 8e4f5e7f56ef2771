/**
 * zstd, unpacked block by block, and verified: fzstd unpacks, and looks neither at a frame's checksum nor at its size.
 *
 *     frame:      magic  head (zstd-head.ts)  block, block, …, the last block   checksum of what comes out, if the head says so
 *     skippable:  another magic   size   bytes that mean nothing here              (RFC 8878, sections 3.1.1 and 3.1.2)
 */
import { Decompress } from 'fzstd';
import xxhash from 'xxhash-wasm';
import { TraceError } from '../replay/trace-error.js';
import { formatSize } from '../units/size.js';
import { type FrameHead, frameHead, headLength } from './zstd-head.js';

type Chunks = AsyncIterable<Uint8Array>;

const FRAME = 0xfd2f_b528;
const SKIPPABLE = 0x184d_2a50;

/** The farthest back that fzstd can copy from; zstd itself uses more only when it is asked to (`--long`, `--ultra`). */
const LARGEST_WINDOW = 2 ** 25;
/** No block becomes longer, so that whoever counts what comes out has his say in between. */
const LARGEST_BLOCK = 2 ** 17;
/** As much is skipped at a time. */
const STRETCH = 2 ** 16;

/** Whether a file that begins with these four bytes is zstd. */
export function beginsZstd(start: Uint8Array): boolean {
  return start.length >= 4 && isMagic(numberIn(start.subarray(0, 4)));
}

/** All frames, one behind the other. Throws a TraceError where one is damaged or cut off. */
export async function* unzstd(chunks: Chunks): Chunks {
  const packed = new Packed(chunks);
  try {
    do {
      const magic = await packed.take(4);
      const number = numberIn(magic);
      if (number === FRAME) yield* unpackedFrame(packed, magic);
      else if (isMagic(number)) await packed.skip(numberIn(await packed.take(4)));
      else throw packed.damaged();
    } while (!(await packed.isAtEnd()));
  } finally {
    await packed.close();
  }
}

async function* unpackedFrame(packed: Packed, magic: Uint8Array): Chunks {
  const descriptor = await packed.take(1);
  const rest = await packed.take(headLength(descriptor[0]!) - 1);
  const head = frameHead(descriptor[0]!, rest);
  checkHead(head, packed);
  const { create64 } = await xxhash();
  const digest = create64();
  const ready: Uint8Array[] = [];
  const decompress = new Decompress((chunk) => ready.push(chunk));
  let length = 0;
  const push = (bytes: Uint8Array, isLast: boolean): Uint8Array[] => {
    try {
      decompress.push(bytes, isLast);
    } catch {
      // Whatever it stumbled over, in its own words or in those of JavaScript, is a packing that is no zstd.
      throw packed.damaged();
    }
    for (const chunk of ready) {
      length += chunk.length;
      digest.update(chunk);
    }
    return ready.splice(0);
  };
  yield* push(Buffer.concat([magic, descriptor, rest]), false);
  for (let isLast = false; !isLast; ) {
    const block = await packed.take(3);
    const said = numberIn(block);
    const [type, size] = [(said >> 1) & 3, said >> 3];
    isLast = (said & 1) === 1;
    if (type === RESERVED || size > Math.min(LARGEST_BLOCK, head.window)) throw packed.damaged();
    yield* push(Buffer.concat([block, await packed.take(type === REPEATED ? 1 : size)]), false);
  }
  const checksum = await packed.take(head.hasChecksum ? 4 : 0);
  yield* push(checksum, true);
  const isRight = !head.hasChecksum || BigInt(numberIn(checksum)) === (digest.digest() & 0xffff_ffffn);
  if (!isRight || (head.size !== undefined && length !== head.size)) throw packed.damaged();
}

/** Types of blocks: one byte again and again, and one that there is not. */
const [REPEATED, RESERVED] = [1, 3];

function checkHead({ window, dictionary, isReserved }: FrameHead, packed: Packed): void {
  if (isReserved) throw packed.damaged();
  if (window > LARGEST_WINDOW)
    throw new TraceError(`its zstd asks for a window of more than ${formatSize(LARGEST_WINDOW)}`, 0);
  if (dictionary !== 0) throw new TraceError(`its zstd needs a dictionary, number ${dictionary}`, 0);
}

function isMagic(number: number): boolean {
  return number === FRAME || (number & 0xffff_fff0) >>> 0 === SKIPPABLE;
}

/** A number of up to four bytes, lowest first. */
function numberIn(bytes: Uint8Array): number {
  return bytes.reduce((number, byte, i) => number + byte * 256 ** i, 0);
}

/** What is packed, taken byte by byte from chunks of any length. */
class Packed {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #chunk: Uint8Array = new Uint8Array(0);
  #taken = 0;

  constructor(chunks: Chunks) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** The next `length` bytes. Throws a TraceError where there are fewer. */
  async take(length: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    for (let missing = length; missing > 0; ) {
      if (await this.isAtEnd()) throw this.#cutOff();
      const part = this.#chunk.subarray(0, missing);
      this.#chunk = this.#chunk.subarray(part.length);
      this.#taken += part.length;
      missing -= part.length;
      parts.push(part);
    }
    return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
  }

  async skip(length: number): Promise<void> {
    for (let left = length; left > 0; left -= STRETCH) await this.take(Math.min(left, STRETCH));
  }

  async isAtEnd(): Promise<boolean> {
    while (this.#chunk.length === 0) {
      const { done, value } = await this.#chunks.next();
      if (done) return true;
      this.#chunk = value;
    }
    return false;
  }

  /** Whoever stops early closes the file, too. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  damaged(): TraceError {
    return new TraceError(`its zstd is damaged before byte ${this.#taken}`, 0);
  }

  #cutOff(): TraceError {
    return new TraceError(`its zstd is cut off at byte ${this.#taken}`, 0);
  }
}
