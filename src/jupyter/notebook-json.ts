/**
 * JSON as it was typed: a number that JavaScript would print otherwise keeps its text, so that a notebook that is read and written
 * has it back. What would be lost in silence is refused: one of two values under one key, and nesting that overflows the stack.
 */

import { parse } from 'lossless-json';
import { InputError } from '../units/problems.js';
import { printedNumber } from './notebook-number.js';

/**
 * A number and the text that it was typed as: `1.0`, `-0`, `1e400`, integers from 2^53 on. Whoever calculates with it, or makes
 * JSON of it without knowing it, gets the nearest number that JavaScript has.
 */
export class KeptNumber extends Number {
  // Seen by whoever compares two of them property by property.
  readonly text: string;

  constructor(text: string) {
    super(text);
    this.text = text;
  }

  override toString(): string {
    return this.text;
  }
}

/** Python, and so Jupyter, reads not much more. */
const DEEPEST = 500;

/** The value of a JSON text; `name` is what it is called in errors, which end in `works`. Throws an InputError. */
export function parseJson(text: string, name: string, works: string): unknown {
  const depth = deepest(text);
  if (depth > DEEPEST)
    throw new InputError([`${name} is nested ${depth} deep, and ${DEEPEST} is the limit`], works);
  try {
    // What is wrong with a text is said best by the parser that everybody knows.
    JSON.parse(text);
  } catch (error) {
    throw new InputError([`${name} is not JSON: ${(error as Error).message.replace(/\s+/g, ' ')}`], works);
  }
  return parse(text, undefined, {
    parseNumber: (typed) => (printedNumber(Number(typed)) === typed ? Number(typed) : new KeptNumber(typed)),
    onDuplicateKey({ key, position }) {
      const line = text.slice(0, position).split('\n').length;
      throw new InputError(
        [`${name} has two values for the key ${JSON.stringify(key)}, one in line ${line}`],
        works,
      );
    },
  });
}

/** How deep brackets stand in one another, where they are no part of a text. */
function deepest(text: string): number {
  let depth = 0;
  let most = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter === '"') at = endOfText(text, at);
    else if (letter === '[' || letter === '{') most = Math.max(most, ++depth);
    else if (letter === ']' || letter === '}') depth--;
  }
  return most;
}

/** Where the text that begins at this quote ends. */
function endOfText(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
  }
  return text.length;
}
