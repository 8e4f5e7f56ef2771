/**
 * Plain data in few letters, for a mail: ASCII only, and any space may be a new line. It stands as it is in a shell's single
 * quotes and in the backticks of a program: there is no quote of theirs in it, no backslash and no `${`. Nothing here knows
 * what the data are about.
 *
 *     5  0xc123  true  -  null      numbers, true and false, what is not there, null
 *     direct_map  @0x29551000       a word (its spaces written _), and other text without spaces
 *     $"fl. 1"  "hello"  "a"*64     any text, bytes, a byte 64 times; "he"+ "llo" is one
 *     $"it%27s"  $"%u20ac"  "%00"   any other letter, or byte, by its number
 *     [1 2]  name(1 2 key=3)        a list, a record: first by place, then by name
 */
import { InputError } from './problems.js';

/** A record: its fields by place, then those by name. */
export interface BriefRecord {
  readonly is: string;
  readonly placed: readonly Brief[];
  readonly named: readonly (readonly [string, Brief])[];
}

/** Bytes are told apart from lists of numbers; `undefined` is a field that is not there. */
export type Brief =
  | string
  | number
  | boolean
  | null
  | undefined
  | Uint8Array
  | readonly Brief[]
  | BriefRecord;

/** Whether it is a record. */
export function isBriefRecord(value: Brief): value is BriefRecord {
  return typeof value === 'object' && value !== null && 'is' in value;
}

/** A space where no line may end, until all lines are made. */
const HARD_SPACE = '\u00a0';
/** Longer texts are cut into parts of about so many letters. */
const PART = 44;
const RESERVED = new Set(['true', 'false', 'null']);
const WORD = /^[A-Za-z][A-Za-z0-9.+/-]*( [A-Za-z0-9.+/-]+)*$/;

/** The data in few letters, on one line; spaces that must stay together are hard ones. */
export function writeBrief(value: Brief): string {
  if (value === undefined) return '-';
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'string') return stringText(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (value instanceof Uint8Array) return bytesText(value);
  if (isBriefRecord(value)) {
    const named = value.named.map(([key, field]) => `${key}=${writeBrief(field)}`);
    return `${value.is}(${[...value.placed.map(writeBrief), ...named].join(' ')})`;
  }
  return `[${value.map(writeBrief).join(' ')}]`;
}

function numberText(value: number): string {
  if (Number.isSafeInteger(value) && value >= 4096 && !Object.is(value, -0)) return `0x${value.toString(16)}`;
  return Object.is(value, -0) ? '0' : String(value);
}

function stringText(text: string): string {
  if (text.length <= PART && WORD.test(text) && !RESERVED.has(text)) return text.replaceAll(' ', '_');
  if (text.length <= PART && /^[\w.]+$/.test(text)) return `@${text}`;
  const units = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
  return `$${quoted(units.map(letterOf))}`;
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

/** Text of {@link writeBrief} in lines of at most `width` letters, where no token is longer. */
export function briefLines(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const token of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + token.length <= width)
      lines[lines.length - 1] = `${last} ${token}`;
    else lines.push(token);
  }
  return lines.map((line) => line.replaceAll(HARD_SPACE, ' '));
}

const TOKEN =
  /\s+|([A-Za-z][\w.+/-]*)|(0x[0-9a-f]+|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)(?![\w.])|@([\w.]+)|(\$?)"([^"]*)"|([()[\]=*+-])/y;
const LETTER = /%u([0-9a-f]{4})|%([0-9a-f]{2})|([^%])/gs;
const DEEPEST = 24;
/** More bytes than any transfer may have. */
const MOST_REPEATED = 2 ** 26;

interface Token {
  readonly at: number;
  readonly kind: 'name' | 'number' | 'word' | 'text' | 'bytes' | 'mark';
  readonly text: string;
}

/**
 * What {@link writeBrief} wrote: the values one after the other, `key=value` as a pair. Throws an InputError that shows the
 * place which cannot be read.
 */
export function readBrief(text: string, works: string): (Brief | readonly [key: string, value: Brief])[] {
  return new Reader(text, works).all();
}

class Reader {
  readonly #text: string;
  readonly #works: string;
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(text: string, works: string) {
    this.#text = text;
    this.#works = works;
    this.#tokens = this.#tokensOf();
  }

  all(): (Brief | readonly [string, Brief])[] {
    const found: (Brief | readonly [string, Brief])[] = [];
    while (this.#next < this.#tokens.length) found.push(this.#field(0));
    return found;
  }

  #tokensOf(): Token[] {
    const found: Token[] = [];
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < this.#text.length) {
      const at = TOKEN.lastIndex;
      const match = TOKEN.exec(this.#text) ?? this.#refuse(at);
      const [, name, number, word, dollar, inner, mark] = match;
      if (name !== undefined) found.push({ at, kind: 'name', text: name });
      else if (number !== undefined) found.push({ at, kind: 'number', text: number });
      else if (word !== undefined) found.push({ at, kind: 'word', text: word });
      else if (inner !== undefined) found.push({ at, kind: dollar === '$' ? 'text' : 'bytes', text: inner });
      else if (mark !== undefined) found.push({ at, kind: 'mark', text: mark });
    }
    return found;
  }

  /** The numbers of the letters of a text, none of which may be above `most`. */
  #codes({ at, text }: Token, most: number): number[] {
    const inner = this.#longer(text);
    if (inner.replaceAll(LETTER, '') !== '') this.#refuse(at);
    const codes = [...inner.matchAll(LETTER)].map(([, wide, hex, letter]) => {
      const code = letter?.charCodeAt(0) ?? Number.parseInt((wide ?? hex)!, 16);
      const isControl = letter !== undefined && code < 0x20;
      return isControl || (letter !== undefined && most < 0x100 && code > 0x7e) ? Number.NaN : code;
    });
    return codes.every((code) => code <= most) ? codes : this.#refuse(at);
  }

  #field(depth: number): Brief | readonly [string, Brief] {
    const token = this.#tokens[this.#next];
    if (token?.kind === 'name' && this.#isMark('=', 1)) {
      this.#next += 2;
      return [token.text, this.#value(depth)] as const;
    }
    return this.#value(depth);
  }

  #value(depth: number): Brief {
    const token = this.#tokens[this.#next++] ?? this.#refuse(this.#text.length);
    if (depth > DEEPEST) this.#refuse(token.at);
    if (token.kind === 'number') return Number(token.text);
    if (token.kind === 'word') return token.text;
    if (token.kind === 'text') return this.#letters(token);
    if (token.kind === 'bytes') return this.#bytes(token);
    if (token.kind === 'name')
      return this.#isCall(token) ? this.#record(token.text, depth) : wordOf(token.text);
    if (token.text === '-') return undefined;
    if (token.text === '[') {
      const list: Brief[] = [];
      while (!this.#took(']')) list.push(this.#value(depth + 1));
      return list;
    }
    if (token.text !== '(') return this.#refuse(token.at);
    this.#next--;
    return this.#record('', depth);
  }

  #record(is: string, depth: number): BriefRecord {
    this.#next++;
    const placed: Brief[] = [];
    const named: (readonly [string, Brief])[] = [];
    while (!this.#took(')')) {
      const token = this.#tokens[this.#next];
      if (token?.kind === 'name' && this.#isMark('=', 1)) {
        named.push(this.#field(depth + 1) as readonly [string, Brief]);
      } else if (named.length > 0) this.#refuse(token?.at ?? this.#text.length);
      else placed.push(this.#value(depth + 1));
    }
    return { is, placed, named };
  }

  #letters(first: Token): string {
    const codes = this.#codes(first, 0xffff);
    return codes.map((code) => String.fromCharCode(code)).join('');
  }

  #bytes(first: Token): Brief {
    const bytes = this.#codes(first, 0xff);
    if (!this.#took('*')) return Uint8Array.from(bytes);
    const times = this.#tokens[this.#next++];
    const n = times?.kind === 'number' ? Number(times.text) : Number.NaN;
    if (!Number.isSafeInteger(n) || n < 1 || n * bytes.length > MOST_REPEATED) this.#refuse(first.at);
    return Uint8Array.from({ length: n * bytes.length }, (_, i) => bytes[i % bytes.length]!);
  }

  /** A text whose parts are joined by `+`. */
  #longer(first: string): string {
    const parts = [first];
    while (this.#isMark('+') && this.#tokens[this.#next + 1]?.kind === 'bytes') {
      parts.push(this.#tokens[this.#next + 1]!.text);
      this.#next += 2;
    }
    return parts.join('');
  }

  /** A name with a bracket right behind it. */
  #isCall({ at, text }: Token): boolean {
    return this.#isMark('(') && this.#tokens[this.#next]!.at === at + text.length;
  }

  #isMark(mark: string, ahead = 0): boolean {
    const token = this.#tokens[this.#next + ahead];
    return token?.kind === 'mark' && token.text === mark;
  }

  #took(mark: string): boolean {
    const is = this.#isMark(mark);
    if (is) this.#next++;
    return is;
  }

  #refuse(at: number): never {
    const rest = this.#text.slice(at, at + 24).replace(/\s+/g, ' ');
    const where = rest === '' ? 'it ends too early' : `it cannot be read from '${rest}' on`;
    throw new InputError([`this is no story of a mail: ${where}`], this.#works);
  }
}

function wordOf(name: string): Brief {
  if (name === 'null') return null;
  return RESERVED.has(name) ? name === 'true' : name.replaceAll('_', ' ');
}
