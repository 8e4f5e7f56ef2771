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
 * The text on one line, with each letter that is not to be seen written as TypeScript has it: `\n`, `\u202e`, `\u{e0041}`. All
 * other letters stay as they are, a backslash too: it is to be read by people, and not to be read back.
 * @example
 * printable('mail.dat') // => 'mail.dat'
 * printable('cod.\u202egpj') // => 'cod.\\u202egpj'
 */
export function printable(text: string): string {
  return text.replace(UNSEEN, (letter) => SHORT[letter] ?? numbered(letter.codePointAt(0)!));
}

function numbered(code: number): string {
  const hex = code.toString(16);
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
}
