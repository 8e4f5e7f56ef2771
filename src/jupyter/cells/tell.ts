/**
 * Tells the kernel what cells do. A line is written at once: a cell that prints in a long loop is heard while it runs, and
 * waits where the kernel does not keep up, so that nothing piles up in memory.
 */

import { LINES, type ThrownFacts, type Verb } from './messages.js';
import { own } from './own.js';
import { endOfLetter } from './within.js';

/** Characters of text in one line; what is longer goes in pieces. */
const PIECE = 2 ** 16;

/**
 * Tells it something, as text of JSON, which has no line break in it. An interrupt can cut any line off: the break before it is the
 * end of one that was.
 */
export function tell(verb: Verb, cell: number, json: string): void {
  const bytes = own.bytesOf(`\n${verb} ${cell} ${json}\n`, 'utf8');
  for (let at = 0; at < bytes.length; ) at += written(bytes, at);
}

/** Tells it that a cell has printed `text`. */
export function tellText(cell: number, name: 'stdout' | 'stderr', text: string): void {
  for (let at = 0; at < text.length; ) {
    const end = endOfLetter(text, at + PIECE);
    tell('stream', cell, `{"name":"${name}","text":${own.stringify(own.slice(text, at, end))}}`);
    at = end;
  }
}

/** JSON of an error, made of texts alone: a `toJSON` that a cell has given to all objects is not asked. */
export function jsonOfThrown({ name, message, text, isInterrupt }: ThrownFacts): string {
  const json = (value: string) => own.stringify(value);
  const named = name === undefined ? '' : `"name":${json(name)},`;
  const said = message === undefined ? '' : `"message":${json(message)},`;
  return `{${named}${said}${isInterrupt ? '"isInterrupt":true,' : ''}"text":${json(text)}}`;
}

/** JSON of a list of names. */
export function jsonOfNames(names: readonly string[]): string {
  let json = '';
  for (let i = 0; i < names.length; i++) json += `${i === 0 ? '' : ','}${own.stringify(names[i])}`;
  return `[${json}]`;
}

const nap = new Int32Array(new SharedArrayBuffer(4));

/** How many bytes from `at` on have been written. */
function written(bytes: Buffer, at: number): number {
  try {
    return own.write(LINES, bytes, at, bytes.length - at);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    // The pipe is full, and does not wait by itself: look again in a millisecond.
    own.wait(nap, 0, 0, 1);
    return 0;
  }
}
