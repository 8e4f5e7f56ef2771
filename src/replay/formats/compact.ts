/**
 * A compact binary trace, some two bytes a reference.
 *
 *     "ALTR" version(1)      then blocks:  count  bytes  check │ references…      and at the end a block without any
 *
 * `count`, `bytes` and `check` are 32-bit numbers, lowest byte first; `check` is the FNV-1a hash of the block's bytes. The last
 * block has a count of 0, and in place of its bytes' number the count of all references, modulo 2^32; its `check` is 0. A reference is
 *
 *     head: kind (2 bits) │ size (6 bits)     size, if it is 64 or more, as a varint      address
 *
 * where the address is the difference to the latest one of the same kind, folded (0, -1, 1, -2, …) and written as a varint:
 * seven bits a byte, lowest first, the top bit set where more follow. A size of 0 in the head says that a varint follows.
 */
import { BATCH, ReferenceBatch, type References } from '../references.js';
import { TraceError } from '../trace-error.js';
import type { Format } from './format.js';
import { Held } from './held.js';

const MAGIC: readonly number[] = [0x41, 0x4c, 0x54, 0x52];
const VERSION = 1;
const HEAD = MAGIC.length + 1;
const BLOCK_HEAD = 12;
/** Head, size and a difference of 64 bits. */
const LARGEST = 1 + 3 + 10;

export const compact: Format = {
  hasLines: false,
  begins: ({ bytes }) => MAGIC.every((byte, at) => bytes[at] === byte),
  read: readCompact,
  write: writeCompact,
};

/** A trace in compact form, block by block. */
async function* writeCompact(trace: AsyncIterable<References>): AsyncGenerator<Uint8Array> {
  yield Uint8Array.from([...MAGIC, VERSION]);
  let total = 0;
  for await (const references of trace) {
    for (let from = 0; from < references.count; from += BATCH) {
      const end = Math.min(references.count, from + BATCH);
      total += end - from;
      yield block(references, from, end);
    }
  }
  yield blockHead(0, total >>> 0, 0);
}

function block({ words, size, kind }: References, from: number, end: number): Uint8Array {
  const bytes = new Uint8Array(BLOCK_HEAD + (end - from) * LARGEST);
  const latest = new Uint32Array(8);
  let at = BLOCK_HEAD;
  for (let i = from; i < end; i++) {
    const [k, n] = [kind[i]!, size[i]!];
    bytes[at++] = k | ((n < 64 ? n : 0) << 2);
    if (n >= 64) at = varint(bytes, at, n, 0);
    const [low, high] = [words[2 * i]!, words[2 * i + 1]!];
    const down = low - latest[2 * k]!;
    const difference = (high - latest[2 * k + 1]! - (down < 0 ? 1 : 0)) | 0;
    const sign = difference >> 31;
    at = varint(bytes, at, ((down << 1) ^ sign) >>> 0, ((difference << 1) | ((down >>> 31) & 1)) ^ sign);
    latest[2 * k] = low;
    latest[2 * k + 1] = high;
  }
  const whole = bytes.slice(0, at);
  whole.set(blockHead(end - from, at - BLOCK_HEAD, fnv(whole, BLOCK_HEAD, at)));
  return whole;
}

function blockHead(count: number, length: number, check: number): Uint8Array {
  const head = new DataView(new ArrayBuffer(BLOCK_HEAD));
  head.setUint32(0, count, true);
  head.setUint32(4, length, true);
  head.setUint32(8, check, true);
  return new Uint8Array(head.buffer);
}

function varint(bytes: Uint8Array, start: number, lowWord: number, highWord: number): number {
  let [at, low, high] = [start, lowWord >>> 0, highWord >>> 0];
  while (high !== 0 || low > 127) {
    bytes[at++] = (low & 127) | 128;
    low = ((low >>> 7) | (high << 25)) >>> 0;
    high >>>= 7;
  }
  bytes[at++] = low;
  return at;
}

function fnv(bytes: Uint8Array, from: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return hash >>> 0;
}

/** Reads a trace in compact form. */
async function* readCompact(
  chunks: AsyncIterable<Uint8Array>,
  batch: ReferenceBatch,
): AsyncGenerator<References> {
  const input = new Input(chunks);
  // A block is looked at whole, and handed out in pieces where the batch has no room for it.
  const whole = batch.room < BATCH ? new ReferenceBatch(BATCH) : batch;
  let read = 0;
  const cut = () => new TraceError(`it is cut off at byte ${input.end}`, read);
  const isCompact = (await input.has(MAGIC.length)) && MAGIC.every((byte, at) => input.byte(at) === byte);
  if (!isCompact) throw new TraceError('it does not begin as a compact trace does', read);
  if (!(await input.has(HEAD))) throw cut();
  if (input.byte(MAGIC.length) !== VERSION) {
    throw new TraceError(
      `it is a compact trace of version ${input.byte(MAGIC.length)}, and ${VERSION} is known`,
      read,
    );
  }
  input.skip(HEAD);
  for (;;) {
    if (!(await input.has(BLOCK_HEAD))) throw cut();
    const [count, length, check] = [0, 4, 8].map((at) => input.word(at)) as [number, number, number];
    if (count === 0) {
      if (check !== 0) throw new TraceError(`its end, at byte ${input.position}, is damaged`, read);
      if (length !== read >>> 0) throw new TraceError(`it says that it has ${length} references`, read);
      input.skip(BLOCK_HEAD);
      if (await input.has(1))
        throw new TraceError(`there is something behind its end, at byte ${input.position}`, read);
      return;
    }
    const damaged = () => new TraceError(`the block at byte ${input.position} is damaged`, read);
    if (count > BATCH || length > count * LARGEST) throw damaged();
    if (!(await input.has(BLOCK_HEAD + length))) throw cut();
    const bytes = input.bytes(BLOCK_HEAD, length);
    if (fnv(bytes, 0, length) !== check || !readBlock(bytes, count, whole)) throw damaged();
    input.skip(BLOCK_HEAD + length);
    read += count;
    if (whole === batch) yield batch;
    else {
      for (let from = 0; from < count; ) {
        from += batch.take(whole, from);
        yield batch;
      }
    }
  }
}

/** Reads the references of a block; false where they do not end where the block does. */
function readBlock(bytes: Uint8Array, count: number, batch: ReferenceBatch): boolean {
  const latest = new Uint32Array(8);
  let at = 0;
  let low = 0;
  let high = 0;
  const number = () => {
    low = high = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = bytes[at++]!;
      const seven = byte & 127;
      if (shift < 32) low |= seven << shift;
      if (shift > 25) high |= shift < 32 ? seven >>> (32 - shift) : seven << (shift - 32);
      if (byte < 128) break;
    }
    low >>>= 0;
    high >>>= 0;
  };
  batch.count = 0;
  for (let i = 0; i < count; i++) {
    const head = bytes[at++]!;
    const k = head & 3;
    let size = head >> 2;
    if (size === 0) {
      number();
      size = high === 0 ? low : 0;
      if (size === 0 || size > 65_535) return false;
    }
    number();
    const sign = -(low & 1);
    const down = ((low >>> 1) | (high << 31)) ^ sign;
    const difference = (high >>> 1) ^ sign;
    const sum = latest[2 * k]! + (down >>> 0);
    latest[2 * k + 1] = latest[2 * k + 1]! + difference + (sum > 0xffffffff ? 1 : 0);
    latest[2 * k] = sum;
    batch.add(k, latest[2 * k]!, latest[2 * k + 1]!, size);
  }
  return at === bytes.length;
}

/** Bytes that come in chunks, looked at as one stretch. */
class Input {
  /** How many bytes came before. */
  position = 0;
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #held = new Held();

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Waits until so many bytes are there; false where the end comes first. */
  async has(length: number): Promise<boolean> {
    while (this.#held.length < length) {
      const { done, value } = await this.#chunks.next();
      if (done) return false;
      this.#held.add(value);
    }
    return true;
  }
  /** How many bytes there were until now. */
  get end(): number {
    return this.position + this.#held.length;
  }
  byte(at: number): number {
    return this.#held.bytes[at]!;
  }
  word(at: number): number {
    const { buffer, byteOffset } = this.#held.bytes;
    return new DataView(buffer, byteOffset + at).getUint32(0, true);
  }
  bytes(at: number, length: number): Uint8Array {
    return this.#held.bytes.subarray(at, at + length);
  }
  skip(length: number): void {
    this.#held.drop(length);
    this.position += length;
  }
}
