/** A path as a shell takes it: in quotes where it has to be. */
import { printable } from './printable.js';

/**
 * One word of a command line. What a terminal would act on is an escape in it, in the quotes that bash, zsh and newer shells have
 * for those.
 * @example
 * shellWord('a b') // => "'a b'"
 * shellWord('red\x1b[31m') // => "$'red\\u001b[31m'"
 */
export function shellWord(path: string): string {
  if (/^[\w@%+=:,./-]+$/.test(path)) return path;
  if (printable(path) === path) return `'${path.replaceAll("'", `'\\''`)}'`;
  return `$'${printable(path.replace(/['\\]/g, '\\$&'), numbered)}'`;
}

/** With all digits always: a letter that follows fewer could be taken for one more. */
function numbered(letter: string): string {
  const hex = letter.codePointAt(0)!.toString(16);
  return hex.length > 4 ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`;
}
