/**
 * `valgrind --tool=lackey --trace-mem=yes`: `I  04001090,3`, ` L 1ffefff648,8`, ` S …`, ` M …`; address in hexadecimal, size
 * in decimal. Lines that begin with `==` are valgrind's own remarks.
 */
import { INSTRUCTION, LOAD, MODIFY, STORE } from '../references.js';
import { BadLine, code, GAP, HEX, NEWLINE } from './cursor.js';
import { textFormat } from './text-format.js';

export const lackey = textFormat({
  begins: new RegExp(`^(?:==|(?:I| [LSM]) ${GAP}*${HEX},)`),
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
});
