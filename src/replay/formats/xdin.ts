/**
 * Extended din: `r`, `w` or `i`, address and size in hexadecimal, with or without `0x`; what follows is a comment. `m` is a
 * read that causes no prefetch, and there is none here; `c` and `v` are copybacks and invalidations, which no program does.
 */
import { INSTRUCTION, LOAD, MODIFY, STORE } from '../references.js';
import { BadLine, code, GAP, HEX, NEWLINE } from './cursor.js';
import { textFormat } from './text-format.js';

export const xdin = textFormat({
  begins: new RegExp(`^${GAP}*[rwim]${GAP}+${HEX}${GAP}+${HEX}`),
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
});
