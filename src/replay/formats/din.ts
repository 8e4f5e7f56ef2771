/**
 * Traditional din: a label (0 read, 1 write, 2 instruction fetch) and an address in hexadecimal; what follows is a comment.
 * Dinero IV takes each for four bytes, at the multiple of four below.
 */
import { INSTRUCTION, LOAD, MODIFY, STORE } from '../references.js';
import { BadLine, GAP, HEX, NEWLINE } from './cursor.js';
import { textFormat } from './text-format.js';

export const din = textFormat({
  begins: new RegExp(`^${GAP}*[012]${GAP}+${HEX}`),
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
});
