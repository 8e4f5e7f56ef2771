/** A head `kind,address,size`, and lines such as `load,0x1ffefff648,8`. No field ever needs a quote. */
import { REFERENCE_KINDS as KINDS } from '../references.js';
import { BadLine, HEX, NEWLINE } from './cursor.js';
import { textFormat } from './text-format.js';

const COMMA = 44;
const HEAD = 'kind,address,size';

export const csv = textFormat({
  begins: new RegExp(`^(?:${HEAD}|(?:${KINDS.join('|')}),${HEX},)`),
  read(cursor, batch) {
    const first = cursor.bytes[cursor.at]!;
    if (first === NEWLINE || first === 13) return cursor.endLine();
    const kind = KINDS.findIndex((word) => first === word.charCodeAt(0) && cursor.isWord(word));
    if (kind < 0) {
      if (!cursor.isWord(HEAD)) throw new BadLine(`its kind is none of ${KINDS.join(', ')}`);
      cursor.at += HEAD.length;
      return cursor.endLine();
    }
    cursor.at += KINDS[kind]!.length;
    cursor.expect(COMMA);
    cursor.hex('address');
    const { low, high } = cursor;
    cursor.expect(COMMA);
    const size = cursor.size(10);
    cursor.endLine();
    batch.add(kind, low, high, size);
  },
  write: (kind, address, size) => `${KINDS[kind]},0x${address},${size}\n`,
  head: `${HEAD}\n`,
});
