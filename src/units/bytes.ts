/** Bytes as people type and read them: text or numbers in, text, dots for zeros or hexadecimal out. */
import { checkWord, refuseMore } from './arguments.js';
import { asTyped, ValueError } from './problems.js';
import { formatSize } from './size.js';

/** Bytes as they are typed: text (UTF-8), one byte, or several. */
export type BytesInput = string | number | readonly number[] | Uint8Array;

/** More bytes than any transfer of a story has: what is longer is refused before it is copied. */
export const MOST_BYTES = 64 * 2 ** 20;

/** The bytes that were typed. Throws an {@link ValueError} for no bytes at all, a number that is no byte, or more than 64 MiB. */
export function parseBytes(input: BytesInput, what = 'data'): Uint8Array {
  refuseMore<typeof parseBytes>(2, arguments, 'parseBytes()', `parseBytes('hello')`);
  checkWord(what, 'parseBytes()', `parseBytes('hello')`);
  const bytes = bytesOf(input);
  if (bytes === 'too many') {
    throw new ValueError(
      [`${what} ${asTyped(input)} has more than ${formatSize(MOST_BYTES)}`],
      `parseBytes('hello')`,
    );
  }
  if (!bytes || bytes.length === 0) {
    throw new ValueError(
      [`${what} ${asTyped(input)} is not text or bytes from 0 to 255`],
      `parseBytes('hello')`,
    );
  }
  return bytes;
}

/** The bytes of an input, a copy; undefined where it is none. How many there are is asked before any is looked at. */
function bytesOf(input: unknown): Uint8Array | 'too many' | undefined {
  if (typeof input === 'number') return bytesOf([input]);
  if (typeof input === 'string') {
    // No letter takes less than a byte.
    const encoded = input.length > MOST_BYTES ? undefined : new TextEncoder().encode(input);
    return encoded && encoded.length <= MOST_BYTES ? encoded : 'too many';
  }
  if (typeof input !== 'object' || input === null || !(Symbol.iterator in input)) return undefined;
  if ('length' in input && typeof input.length === 'number' && input.length > MOST_BYTES) return 'too many';
  if (input instanceof Uint8Array) return Uint8Array.from(input);
  const list: number[] = [];
  for (const byte of input as Iterable<unknown>) {
    // One that never ends has an end here.
    if (list.length === MOST_BYTES) return 'too many';
    if (!isByte(byte)) return undefined;
    list.push(byte);
  }
  return Uint8Array.from(list);
}

const isByte = (byte: unknown): byte is number =>
  Number.isInteger(byte) && (byte as number) >= 0 && (byte as number) <= 255;

/** Whether these are all bytes. */
export function areBytes(list: readonly unknown[]): list is readonly number[] {
  return list.every(isByte);
}

const isVisible = (byte: number) => byte >= 0x20 && byte < 0x7f;
const LONGEST = 16;

/**
 * Bytes to read: text in quotes with a dot for each zero byte where that is unambiguous, hexadecimal otherwise.
 * More than 16 bytes are shortened, and say so. `from` is the first byte to show, and is said where it is not 0.
 * @example
 * formatBytes(Uint8Array.of(104, 105, 0)) // => '"hi·"'
 * formatBytes(Uint8Array.of(1, 255)) // => '01 ff'
 * formatBytes(Uint8Array.of(104, 105, 0), 1) // => '+1: "i·"'
 */
export function formatBytes(bytes: Uint8Array, from = 0): string {
  refuseMore<typeof formatBytes>(2, arguments, 'formatBytes()', `formatBytes(parseBytes('hello'))`);
  if (!ArrayBuffer.isView(bytes)) {
    throw new ValueError([`${asTyped(bytes)} is not a Uint8Array`], `formatBytes(parseBytes('hello'))`);
  }
  if (!Number.isSafeInteger(from) || from < 0) {
    throw new ValueError(
      [`${asTyped(from)} is not a number of bytes to leave out`],
      `formatBytes(parseBytes('hello'), 2)`,
    );
  }
  const shown = bytes.subarray(from, from + LONGEST);
  const place = from > 0 ? `+${from}: ` : '';
  const rest = bytes.length > from + LONGEST ? ` … (${bytes.length} bytes)` : '';
  const isText = shown.every((byte) => byte === 0 || isVisible(byte));
  const words = isText
    ? `"${[...shown].map(letterOf).join('')}"`
    : [...shown].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return `${place}${words}${rest}`;
}

/** A zero byte is a dot; a quote or a backslash stands behind a backslash. */
function letterOf(byte: number): string {
  const letter = String.fromCharCode(byte);
  return byte === 0 ? '·' : letter === '"' || letter === '\\' ? `\\${letter}` : letter;
}

/**
 * Where an excerpt has to begin that shows in what two reads of one place differ: at their start, or at the first
 * difference where that would be cut off.
 * @example
 * excerptStart(Uint8Array.of(1, 2), Uint8Array.of(1, 3)) // => 0
 */
export function excerptStart(saw: Uint8Array, shouldBe: Uint8Array): number {
  const first = saw.findIndex((byte, i) => byte !== shouldBe[i]);
  return first < LONGEST ? 0 : first;
}

/** Runs of bytes behind each other, as one. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
