/** The bytes of a notebook file as text. What is no UTF-8 is refused: read as something else, it could not be written back. */

import { InputError } from '../units/problems.js';
import { shellWord } from '../units/shell-word.js';

/** The text of these bytes; `name` is what the file is called in errors. Throws an InputError that says where they are none. */
export function textOf(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    // A text that is too long for JavaScript is another error.
    if (!(error instanceof TypeError)) throw error;
    const at = validLength(bytes);
    const line = bytes.subarray(0, at).reduce((lines, byte) => lines + Number(byte === NEWLINE), 1);
    const where = `byte ${at + 1}, in line ${line}, which is 0x${bytes[at]!.toString(16).padStart(2, '0')}`;
    const file = shellWord(name);
    throw new InputError(
      [`${name} is not UTF-8 from ${where}`],
      `iconv -f ISO-8859-1 -t UTF-8 ${file} > utf-8.ipynb`,
    );
  }
}

const NEWLINE = 0x0a;

/** How many bytes from the start are whole letters of UTF-8. */
function validLength(bytes: Uint8Array): number {
  let [valid, invalid] = [0, bytes.length + 1];
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    if (isValid(bytes.subarray(0, middle), { stream: true })) valid = middle;
    else invalid = middle;
  }
  // As a stream, a letter may be cut at its end: one that does not go on begins up to three bytes before.
  while (!isValid(bytes.subarray(0, valid))) valid--;
  return valid;
}

function isValid(bytes: Uint8Array, options?: TextDecodeOptions): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, options);
    return true;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return false;
  }
}
