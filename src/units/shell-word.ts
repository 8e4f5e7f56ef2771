/** A path as a shell takes it: in quotes where it has to be. */
import { inOneLine } from './printable.js';

/**
 * One word of a command line. What a terminal would act on is an escape in it, in the quotes that bash, zsh and newer shells have
 * for those.
 * @example
 * shellWord('a b') // => "'a b'"
 * shellWord('red\x1b[31m') // => "$'red\\u001b[31m'"
 */
export function shellWord(path: string): string {
  if (/^[\w@%+=:,./-]+$/.test(path)) return path;
  if (inOneLine(path) === path) return `'${path.replaceAll("'", `'\\''`)}'`;
  // Four digits always: a letter that follows two could be taken for a third.
  const digits = (letter: string) => letter.charCodeAt(0).toString(16).padStart(4, '0');
  return `$'${inOneLine(path.replace(/['\\]/g, '\\$&'), (letter) => `\\u${digits(letter)}`)}'`;
}
