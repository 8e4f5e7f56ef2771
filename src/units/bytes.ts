/** Bytes as people type and read them: text or numbers in, text, dots for zeros or hexadecimal out. */
import { checkWord, refuseMore } from './arguments.js';
import { asTyped, ValueError } from './problems.js';

/** Bytes as they are typed: text (UTF-8), one byte, or several. */
export type BytesInput = string | number | readonly number[] | Uint8Array;

/** The bytes that were typed. Throws an {@link ValueError} for no bytes at all or a number that is no byte. */
export function parseBytes(input: BytesInput, what = 'data'): Uint8Array {
  refuseMore<typeof parseBytes>(2, arguments, 'parseBytes()', `parseBytes('hello')`);
  checkWord(what, 'parseBytes()', `parseBytes('hello')`);
  const bytes = typeof input === 'string' ? [...utf8(input)] : typeof input === 'number' ? [input] : input;
  const list = bytes && typeof bytes === 'object' && Symbol.iterator in bytes ? [...bytes] : undefined;
  if (!list || list.length === 0 || !areBytes(list)) {
    throw new ValueError(
      [`${what} ${asTyped(input)} is not text or bytes from 0 to 255`],
      `parseBytes('hello')`,
    );
  }
  return Uint8Array.from(list);
}

/** Whether these are all bytes. */
export function areBytes(list: readonly unknown[]): list is readonly number[] {
  return list.every((byte) => Number.isInteger(byte) && (byte as number) >= 0 && (byte as number) <= 255);
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

const printable = (byte: number) => byte >= 0x20 && byte < 0x7f;
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
  const isText = shown.every((byte) => byte === 0 || printable(byte));
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
