/**
 * Text that comes from anywhere, as a terminal may be given it: what would move its cursor, change its colors or turn its reading
 * direction around is shown as an escape, and does nothing.
 */

/** Control characters (of ASCII, and those from 0x80 on), line ends of Unicode, and what turns the direction of a line. */
const ACTIVE = '[\\p{Cc}\\p{Bidi_Control}\\u2028\\u2029]';
const ANY = new RegExp(ACTIVE, 'gu');
const IN_LINES = new RegExp(`(?!\\n|\\t|\\r\\n)${ACTIVE}`, 'gu');

/**
 * A text of several lines: its line ends and tabs stay.
 * @example
 * printable('\x1b[31mred\tblue') // => '\\x1b[31mred\tblue'
 */
export function printable(text: string): string {
  return text.replace(IN_LINES, escaped);
}

/**
 * A text in one line: its line ends and tabs are shown, too. `shown` says how each is.
 * @example
 * inOneLine('one\ntwo\u202e') // => 'one\\ntwo\\u202e'
 */
export function inOneLine(text: string, shown = escaped): string {
  return text.replace(ANY, (letter) => shown(letter));
}

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** As JavaScript writes it in a text. */
function escaped(letter: string): string {
  const code = letter.charCodeAt(0).toString(16);
  return SHORT[letter] ?? (code.length > 2 ? `\\u${code.padStart(4, '0')}` : `\\x${code.padStart(2, '0')}`);
}
