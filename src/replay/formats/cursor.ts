/** Reads numbers out of the bytes of a line. Nothing is made of a line but its reference: no text, no array. */

/** What keeps a line from being a reference. */
export class BadLine extends Error {}

/** The code of a character. */
export const code = (character: string) => character.charCodeAt(0);

/** What a cursor reads as a number, and as a space, in patterns of how lines begin. */
export const [HEX, GAP] = ['(?:0[xX])?[0-9a-fA-F]+', '[ \\t]'];

export const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;
const TAB = 9;

export class Cursor {
  bytes: Uint8Array = new Uint8Array(0);
  at = 0;
  /** The number that was read last, in two words of 32 bits. */
  low = 0;
  high = 0;

  skipSpaces(): void {
    while (this.bytes[this.at] === SPACE || this.bytes[this.at] === TAB) this.at++;
  }

  /** Skips the spaces between two words; at least one must be there. */
  gap(): void {
    if (this.bytes[this.at] !== SPACE && this.bytes[this.at] !== TAB) throw new BadLine('a space is missing');
    this.skipSpaces();
  }

  /** Whether these characters come next. */
  isWord(word: string): boolean {
    for (let i = 0; i < word.length; i++) {
      if (this.bytes[this.at + i] !== word.charCodeAt(i)) return false;
    }
    return true;
  }

  /** Says so where the word that was read goes on. */
  endWord(what: string): void {
    if (this.bytes[this.at]! > SPACE) throw new BadLine(`${what} is no hexadecimal number`);
  }

  /** Skips this character; says what is missing where it is another one. */
  expect(code: number): void {
    if (this.bytes[this.at] !== code) throw new BadLine(`a '${String.fromCharCode(code)}' is missing`);
    this.at++;
  }

  /** A number of up to 64 bits, with or without `0x`, into {@link low} and {@link high}. */
  hex(what: string): void {
    const { bytes } = this;
    let at = this.at;
    if (bytes[at] === 48 && (bytes[at + 1]! | 32) === 120) at += 2;
    const start = at;
    let low = 0;
    let high = 0;
    for (; ; at++) {
      const code = bytes[at]!;
      const lower = code | 32;
      const digit = code >= 48 && code <= 57 ? code - 48 : lower >= 97 && lower <= 102 ? lower - 87 : -1;
      if (digit < 0) break;
      if (high >>> 28 !== 0) throw new BadLine(`${what} has more than 64 bits`);
      high = (high << 4) | (low >>> 28);
      low = (low << 4) | digit;
    }
    if (at === start) throw new BadLine(`${what} is no hexadecimal number`);
    this.at = at;
    this.low = low >>> 0;
    this.high = high >>> 0;
  }

  /** A number of bytes, from 1 to 65,535. */
  size(radix: 10 | 16): number {
    let size: number;
    if (radix === 16) {
      this.hex('size');
      size = this.high > 0 ? Number.POSITIVE_INFINITY : this.low;
    } else {
      const start = this.at;
      size = 0;
      for (let code = this.bytes[this.at]!; code >= 48 && code <= 57; code = this.bytes[++this.at]!) {
        size = size * 10 + code - 48;
      }
      if (this.at === start) throw new BadLine('size is no number');
    }
    if (size < 1 || size > 65_535) throw new BadLine('size is not from 1 to 65535 bytes');
    return size;
  }

  /** Goes to the start of the next line; nothing but spaces may be left of this one. */
  endLine(): void {
    this.skipSpaces();
    if (this.bytes[this.at] === RETURN) this.at++;
    if (this.bytes[this.at] !== NEWLINE) throw new BadLine('there is something behind it');
    this.at++;
  }

  /** Goes to the start of the next line, whatever is left of this one. */
  skipLine(): void {
    this.at = this.bytes.indexOf(NEWLINE, this.at) + 1;
  }
}
