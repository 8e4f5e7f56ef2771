/**
 * Text that shows what it is: letters that a terminal or a page would obey, and those that nobody sees, by their numbers. For
 * names that others have given, wherever they are printed.
 */

/**
 * Control characters (a terminal's escapes, line ends, tabs), marks of the writing direction, other marks without a form,
 * line and paragraph separators, and halves of surrogate pairs. The two joiners are part of how words and emojis look.
 */
const UNSEEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * The text on one line, with each letter that is not to be seen written as TypeScript has it: `\n`, `\u202e`, `\u{e0041}`; or as
 * `shown` says. All other letters stay as they are, a backslash too: it is to be read by people, and not to be read back.
 * @example
 * printable('mail.dat') // => 'mail.dat'
 * printable('cod.\u202egpj') // => 'cod.\\u202egpj'
 */
export function printable(text: string, shown = numbered): string {
  return text.replace(UNSEEN, (letter) => shown(letter));
}

/**
 * The same of a text of several lines, which stay lines.
 * @example
 * printableLines('red\x1b[31m\nblue') // => 'red\\u001b[31m\nblue'
 */
export function printableLines(text: string): string {
  return text
    .split('\n')
    .map((line) => printable(line))
    .join('\n');
}

function numbered(letter: string): string {
  const hex = letter.codePointAt(0)!.toString(16);
  return SHORT[letter] ?? (hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`);
}
