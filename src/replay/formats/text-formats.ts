/** The text formats, a line a reference: how each line is read and written. */
import { INSTRUCTION, LOAD, MODIFY, type ReferenceBatch, STORE } from '../references.js';
import { BadLine, type Cursor, NEWLINE } from './cursor.js';

/** A text format. */
export interface TextFormat {
  /** How its first line begins; whatever `read` takes for a first line begins so, and no line of another format does. */
  readonly begins: RegExp;
  /** Reads the line at the cursor, which ends in a newline, and goes behind it. Adds a reference, or none. */
  readonly read: (cursor: Cursor, batch: ReferenceBatch) => void;
  /** A reference as a line; `address` in hexadecimal. */
  readonly write: (kind: number, address: string, size: number) => string;
  /** What stands before the first line. */
  readonly head: string;
}

const code = (character: string) => character.charCodeAt(0);

/** Numbers and spaces as the cursor reads them. */
const [HEX, GAP] = ['(?:0[xX])?[0-9a-fA-F]+', '[ \\t]'];
const beginning = (pattern: string) => new RegExp(`^(?:${pattern})`);

/**
 * `valgrind --tool=lackey --trace-mem=yes`: `I  04001090,3`, ` L 1ffefff648,8`, ` S …`, ` M …`; address in hexadecimal, size
 * in decimal. Lines that begin with `==` are valgrind's own remarks.
 */
const lackey: TextFormat = {
  begins: beginning(`==|(?:I| [LSM]) ${GAP}*${HEX},`),
  read(cursor, batch) {
    const { bytes, at } = cursor;
    const first = bytes[at]!;
    if (first === code('=') && cursor.isWord('==')) return cursor.skipLine();
    if (first === NEWLINE || first === 13) return cursor.endLine();
    const letter = first === 32 ? bytes[at + 1]! : first;
    const kind =
      letter === code('L')
        ? LOAD
        : letter === code('S')
          ? STORE
          : letter === code('M')
            ? MODIFY
            : letter === code('I')
              ? INSTRUCTION
              : -1;
    if (kind < 0 || (kind === INSTRUCTION) === (first === 32)) throw new BadLine('it is no line of lackey’s');
    const space = first === 32 ? at + 2 : at + 1;
    if (bytes[space] !== 32) throw new BadLine('a space is missing');
    cursor.at = space + 1;
    cursor.skipSpaces();
    cursor.hex('address');
    cursor.expect(code(','));
    const { low, high } = cursor;
    const size = cursor.size(10);
    cursor.endLine();
    batch.add(kind, low, high, size);
  },
  write: (kind, address, size) => `${[' L', ' S', ' M', 'I '][kind]} ${address.padStart(8, '0')},${size}\n`,
  head: '',
};

/**
 * Traditional din: a label (0 read, 1 write, 2 instruction fetch) and an address in hexadecimal; what follows is a comment.
 * Dinero IV takes each for four bytes, at the multiple of four below.
 */
const din: TextFormat = {
  begins: beginning(`${GAP}*[012]${GAP}+${HEX}`),
  read(cursor, batch) {
    cursor.skipSpaces();
    const label = cursor.bytes[cursor.at]!;
    if (label === NEWLINE || label === 13) return cursor.endLine();
    const kind = [LOAD, STORE, INSTRUCTION][label - 48];
    if (kind === undefined) throw new BadLine('its label is none of 0, 1 and 2');
    cursor.at++;
    cursor.gap();
    cursor.hex('address');
    cursor.endWord('address');
    batch.add(kind, (cursor.low & ~3) >>> 0, cursor.high, 4);
    cursor.skipLine();
  },
  write(kind, address, size) {
    const inWord = Number.parseInt(address.slice(-1), 16) % 4;
    if (inWord + size > 4 || kind === MODIFY) {
      throw new BadLine('din has room for neither sizes nor modifies: xdin has');
    }
    return `${[0, 1, 0, 2][kind]} ${address}\n`;
  },
  head: '',
};

/**
 * Extended din: `r`, `w` or `i`, address and size in hexadecimal, with or without `0x`; what follows is a comment. `m` is a
 * read that causes no prefetch, and there is none here; `c` and `v` are copybacks and invalidations, which no program does.
 */
const xdin: TextFormat = {
  begins: beginning(`${GAP}*[rwim]${GAP}+${HEX}${GAP}+${HEX}`),
  read(cursor, batch) {
    cursor.skipSpaces();
    const letter = cursor.bytes[cursor.at]!;
    if (letter === NEWLINE || letter === 13) return cursor.endLine();
    const kind =
      letter === code('r') || letter === code('m')
        ? LOAD
        : letter === code('w')
          ? STORE
          : letter === code('i')
            ? INSTRUCTION
            : -1;
    if (kind < 0) throw new BadLine('its type is none of r, w, i and m');
    cursor.at++;
    cursor.gap();
    cursor.hex('address');
    cursor.endWord('address');
    const { low, high } = cursor;
    cursor.skipSpaces();
    const size = cursor.size(16);
    cursor.endWord('size');
    batch.add(kind, low, high, size);
    cursor.skipLine();
  },
  write: (kind, address, size) => {
    const reference = (letter: string) => `${letter} ${address} ${size.toString(16)}\n`;
    return kind === MODIFY ? reference('r') + reference('w') : reference('rw i'.charAt(kind));
  },
  head: '',
};

const CSV_HEAD = 'kind,address,size';
const CSV_KINDS: readonly string[] = ['load', 'store', 'modify', 'instruction'];

/** A head `kind,address,size`, and lines such as `load,0x1ffefff648,8`. No field ever needs a quote. */
const csv: TextFormat = {
  begins: beginning(`${CSV_HEAD}|(?:${CSV_KINDS.join('|')}),${HEX},`),
  read(cursor, batch) {
    const first = cursor.bytes[cursor.at]!;
    if (first === NEWLINE || first === 13) return cursor.endLine();
    const kind = CSV_KINDS.findIndex((word) => first === word.charCodeAt(0) && cursor.isWord(word));
    if (kind < 0) {
      if (!cursor.isWord(CSV_HEAD)) throw new BadLine(`its kind is none of ${CSV_KINDS.join(', ')}`);
      cursor.at += CSV_HEAD.length;
      return cursor.endLine();
    }
    cursor.at += CSV_KINDS[kind]!.length;
    cursor.expect(code(','));
    cursor.hex('address');
    const { low, high } = cursor;
    cursor.expect(code(','));
    const size = cursor.size(10);
    cursor.endLine();
    batch.add(kind, low, high, size);
  },
  write: (kind, address, size) => `${CSV_KINDS[kind]},0x${address},${size}\n`,
  head: `${CSV_HEAD}\n`,
};

export const TEXT_FORMATS = { lackey, din, xdin, csv } as const;

/** The format whose lines begin as this one does, the first of a trace with anything on it; undefined where none do. */
export function recognizedText(line: string): keyof typeof TEXT_FORMATS | undefined {
  const names = Object.keys(TEXT_FORMATS) as (keyof typeof TEXT_FORMATS)[];
  return names.find((name) => TEXT_FORMATS[name].begins.test(line));
}
