/** Work on a value that may not want to end, or that gives more than anybody reads. */

import { createContext, Script } from 'node:vm';
import { own } from './own.js';

/** Milliseconds that a value may take to describe itself where nobody waits for it. */
const PATIENCE = 2000;

const asked: { work?: () => unknown } = {};
const context = createContext(asked);
const script = new Script('work()');

/** What `work` gives; undefined where it throws, or does not end in time. */
export function within<T>(work: () => T): T | undefined {
  asked.work = work;
  try {
    return script.runInContext(context, { timeout: PATIENCE }) as T;
  } catch {
    // Whatever it was: the caller knows what to say instead.
    return undefined;
  } finally {
    delete asked.work;
  }
}

/** Where to cut, at `at` or one unit before: the two halves of a letter stay together. */
export function endOfLetter(text: string, at: number): number {
  return at < text.length && (own.codeAt(text, at - 1) & 0xfc00) === 0xd800 ? at - 1 : at;
}

/** The first `most` letters of a text, and how many more there are. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = endOfLetter(text, most);
  const left = (text.length - end).toLocaleString('en-US');
  return `${own.slice(text, 0, end)}… and ${left} more letters`;
}
