/**
 * Plain data in few letters, for a mail: ASCII only, and any space may be a new line. It stands as it is in a shell's single
 * quotes and in the backticks of a program: there is no quote of theirs in it, no backslash and no `${`. Nothing here knows
 * what the data are about; read-letters.ts reads them again.
 *
 *     5  0xc123  true  -  null      numbers, true and false, what is not there, null
 *     direct_map  @0x29551000       a word (its spaces written _), and other text without spaces
 *     $"fl. 1"  "hello"  "a"*64     any text, bytes, a byte 64 times; "he"+ "llo" is one
 *     $"it%27s"  $"%u20ac"  "%00"   any other letter, or byte, by its number
 *     [1 2]  name(1 2 key=3)        a list, a record: first by place, then by name
 */

/** A record: its fields by place, then those by name. */
export interface PlainRecord {
  readonly is: string;
  readonly placed: readonly Plain[];
  readonly named: readonly (readonly [string, Plain])[];
}

/** Bytes are told apart from lists of numbers; `undefined` is a field that is not there. */
export type Plain =
  | string
  | number
  | boolean
  | null
  | undefined
  | Uint8Array
  | readonly Plain[]
  | PlainRecord;

/** Whether it is a record. */
export function isRecord(value: unknown): value is PlainRecord {
  return typeof value === 'object' && value !== null && 'is' in value;
}

/** A space where no line may end, until all lines are made. */
export const HARD_SPACE = '\u00a0';
/** Longer texts are cut into parts of about so many letters. */
const PART = 44;
const RESERVED = new Set(['true', 'false', 'null']);
const WORD = /^[A-Za-z][A-Za-z0-9.+/-]*( [A-Za-z0-9.+/-]+)*$/;

/** The data in few letters, on one line; spaces that must stay together are hard ones. */
export function writeLetters(value: Plain): string {
  if (value === undefined) return '-';
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'string') return stringText(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (value instanceof Uint8Array) return bytesText(value);
  if (!isRecord(value)) return `[${value.map(writeLetters).join(' ')}]`;
  const named = value.named.map(([key, field]) => `${key}=${writeLetters(field)}`);
  return `${value.is}(${[...value.placed.map(writeLetters), ...named].join(' ')})`;
}

function numberText(value: number): string {
  if (Number.isSafeInteger(value) && value >= 4096) return `0x${value.toString(16)}`;
  return Object.is(value, -0) ? '0' : String(value);
}

function stringText(text: string): string {
  if (text.length <= PART && WORD.test(text) && !RESERVED.has(text)) return text.replaceAll(' ', '_');
  if (text.length <= PART && /^[\w.]+$/.test(text)) return `@${text}`;
  return `$${quoted(text.split('').map((letter) => letterOf(letter.charCodeAt(0))))}`;
}

/** A letter as it is, or by its number where it would end something, here or in what the text stands in. */
function letterOf(code: number): string {
  const letter = String.fromCharCode(code);
  if (code >= 0x20 && code < 0x7f && !`"'\`\\$%`.includes(letter)) return letter;
  const hex = code.toString(16);
  return code < 0x100 ? `%${hex.padStart(2, '0')}` : `%u${hex.padStart(4, '0')}`;
}

function bytesText(bytes: Uint8Array): string {
  const letters = [...bytes].map(letterOf);
  const isOne = bytes.length > 8 && bytes.every((byte) => byte === bytes[0]);
  return isOne ? `"${letters[0]}"*${bytes.length}`.replace(' ', HARD_SPACE) : quoted(letters);
}

/** In quotes; what is long, in parts between which a line may end. */
function quoted(letters: readonly string[]): string {
  const parts = [''];
  for (const letter of letters) {
    if (parts.at(-1)!.length + letter.length > PART) parts.push('');
    parts[parts.length - 1] += letter === ' ' ? HARD_SPACE : letter;
  }
  return parts.map((part) => `"${part}"`).join('+ ');
}

/** Text of {@link writeLetters} in lines of at most `width` letters, where no token is longer. */
export function letterLines(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const token of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + token.length <= width)
      lines[lines.length - 1] = `${last} ${token}`;
    else lines.push(token);
  }
  return lines.map((line) => line.replaceAll(HARD_SPACE, ' '));
}
