/** What a read() reads into and a write() writes from, as it was typed: a length, bytes, or the segments of an iov(). */
import { type IovSegment, iovLength } from '../linux/iov.js';
import { storyData } from '../linux/story/data-limit.js';
import { type BytesInput, parseBytes } from '../units/bytes.js';
import { asTyped, Problems } from '../units/problems.js';
import { parseSize, type Size } from '../units/size.js';
import { Iov } from './iov.js';

/** Segments of a process's memory. */
export type IovInput = Iov;

/** A transfer's direction and memory. */
export type TransferInput =
  | { readonly rw: 'read'; readonly into: Size | IovInput }
  | { readonly rw: 'write'; readonly data: BytesInput | IovInput; readonly length: Size | undefined };

/** The memory of a transfer: bytes that are repeated until the length is full, and segments where they were typed. */
export interface ProcessMemory {
  readonly length: number;
  readonly bytes: readonly number[];
  readonly iov?: readonly IovSegment[];
}

/** The memory that was typed. Throws an InputError for what is none. */
export function memoryOf(transfer: TransferInput): ProcessMemory {
  if (transfer.rw === 'read') {
    const { into } = transfer;
    if (!(into instanceof Iov)) return { length: parseSize(into, 'length to read'), bytes: [] };
    const { segments } = into.describe();
    return { length: iovLength(segments), bytes: [], iov: segments };
  }
  const { data, length } = transfer;
  if (data instanceof Iov) {
    const problems = new Problems();
    problems.unless(length === undefined, `an iov() has its own length, and ${asTyped(length)} is another`);
    problems.throwIfAny(`daxIo().write(iov().bytes('hello'))`);
    const { segments, bytes } = data.describe();
    return { length: iovLength(segments), bytes, iov: segments };
  }
  const bytes = parseBytes(data, 'data to write');
  return {
    length: length === undefined ? bytes.length : parseSize(length, 'length to write'),
    bytes: storyData(bytes, 'data to write'),
  };
}
