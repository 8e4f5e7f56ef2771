/** Reads what letters.ts writes. What it cannot read it refuses, and shows the place. */

import { checkLength } from '../linux/story/data-limit.js';
import type { Plain, PlainRecord } from './letters.js';
import { refuse } from './refuse.js';

type Pair = readonly [key: string, value: Plain];

/** What a value begins with; a name and a bracket right behind it are a record. */
const VALUE =
  /(?<name>[A-Za-z][\w.+/-]*)(?<opens>\()?|(?<number>0x[0-9a-f]+|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)(?![\w.])|@(?<word>[\w.]+)|(?<dollar>\$?)"(?<quoted>[^"]*)"|(?<mark>[([-])/y;
const KEY = /\s*([A-Za-z][\w.+/-]*)\s*=/y;
const FURTHER = /\s*\+\s*"([^"]*)"/y;
const TIMES = /\s*\*\s*(\d+)(?![\w.])/y;
const LETTER = /%u([0-9a-f]{4})|%([0-9a-f]{2})|([^%])/gs;
const DEEPEST = 24;

/** The values of a text, one after the other; `key=value` is a pair. */
export function readLetters(text: string): (Plain | Pair)[] {
  return new Reader(text).all();
}

class Reader {
  readonly #text: string;
  #at = 0;
  /** Bytes that were read so far: a few letters stand for very many. */
  #bytesRead = 0;

  constructor(text: string) {
    this.#text = text;
  }

  all(): (Plain | Pair)[] {
    const found: (Plain | Pair)[] = [];
    while (!this.#isPast(/\s*$/y)) found.push(this.#pair(0) ?? this.#value(0));
    return found;
  }

  /** `key=value`, where that is what comes. */
  #pair(depth: number): Pair | undefined {
    const key = this.#take(KEY)?.[1];
    return key === undefined ? undefined : [key, this.#value(depth)];
  }

  #value(depth: number): Plain {
    this.#take(/\s*/y);
    const from = this.#at;
    const { name, opens, number, word, dollar, quoted, mark } = this.#take(VALUE)?.groups ?? {};
    if (depth > DEEPEST) return this.#refuse(from);
    if (name !== undefined) return opens ? this.#record(name, depth) : wordOf(name);
    if (number !== undefined) return Number(number);
    if (word !== undefined) return word;
    if (quoted !== undefined) return dollar ? this.#letters(quoted, from) : this.#bytes(quoted, from);
    if (mark === '(') return this.#record('', depth);
    if (mark === '[') return this.#list(depth);
    return mark === '-' ? undefined : this.#refuse(from);
  }

  #list(depth: number): Plain[] {
    const list: Plain[] = [];
    while (!this.#isPast(/\s*\]/y)) list.push(this.#value(depth + 1));
    return list;
  }

  #record(is: string, depth: number): PlainRecord {
    const placed: Plain[] = [];
    const named: Pair[] = [];
    while (!this.#isPast(/\s*\)/y)) {
      const pair = this.#pair(depth + 1);
      if (pair) named.push(pair);
      else if (named.length > 0) this.#refuse(this.#at);
      else placed.push(this.#value(depth + 1));
    }
    return { is, placed, named };
  }

  #letters(quoted: string, from: number): string {
    const codes = this.#codes(quoted, from, 0xffff);
    return codes.map((code) => String.fromCharCode(code)).join('');
  }

  #bytes(quoted: string, from: number): Uint8Array {
    const bytes = this.#codes(quoted, from, 0xff);
    const times = Number(this.#take(TIMES)?.[1] ?? 1);
    if (times < 1) this.#refuse(from);
    this.#bytesRead += times * bytes.length;
    checkLength(this.#bytesRead, 'data');
    const all = new Uint8Array(times * bytes.length);
    for (let at = 0; at < all.length; at += bytes.length) all.set(bytes, at);
    return all;
  }

  /** The numbers of the letters of a text, and of those that `+` joins to it; none may be above `most`. */
  #codes(first: string, from: number, most: number): number[] {
    let whole = first;
    for (let more = this.#take(FURTHER); more; more = this.#take(FURTHER)) whole += more[1]!;
    if (whole.replaceAll(LETTER, '') !== '') this.#refuse(from);
    return [...whole.matchAll(LETTER)].map(([, wide, hex, letter]) => {
      const code = letter?.charCodeAt(0) ?? Number.parseInt((wide ?? hex)!, 16);
      // Bytes stand as they are where they are ASCII, and letters where they are no control characters.
      const isOdd = letter !== undefined && (code < 0x20 || (most < 0x100 && code > 0x7e));
      return isOdd || code > most ? this.#refuse(from) : code;
    });
  }

  #isPast(pattern: RegExp): boolean {
    return this.#take(pattern) !== undefined;
  }

  /** What stands next, if it is this. */
  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text) ?? undefined;
    if (found) this.#at = pattern.lastIndex;
    return found;
  }

  #refuse(at: number): never {
    const rest = this.#text
      .slice(at, at + 24)
      .trim()
      .replace(/\s+/g, ' ');
    const where = rest === '' ? 'it ends too early' : `it cannot be read from '${rest}' on`;
    return refuse(`this is no story of a mail: ${where}`);
  }
}

function wordOf(name: string): Plain {
  if (name === 'null') return null;
  return name === 'true' || name === 'false' ? name === 'true' : name.replaceAll('_', ' ');
}
