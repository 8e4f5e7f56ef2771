/** Plain text for a mail: ASCII only and at most 72 columns, however it came in. What it says is others' affair. */
import { printable } from '../units/printable.js';

/** What fits into a mail that is quoted twice on a terminal of 80 columns. */
export const MAIL_WIDTH = 72;

/** Letters that ASCII lacks, each with what stands for it; `_` is a space. */
const WORDS = new Map(
  `·. –- —- ‐- ‑- −- …... ’' ‘' “" ”" ×x →-> ←<- ⇒=> ▶> ≤<= ≥>= ≠!= ≈~ ±+- ●* ○o ∅0 ◆* ✗x ✓ok │| ┊: ─- ═- █# ▓# ▒= ░.
   •* §section_ ©(c) µu μu ßss ²^2 ³^3 ⁰^0 ½1/2`
    .split(/\s+/)
    .map((pair) => [pair.charAt(0), pair.slice(1).replace('_', ' ')]),
);

/**
 * Text in ASCII. What has no letters of its own there is a question mark; tabs are spaces, other control
 * characters stand by their numbers.
 * @example
 * ascii('4 colors · SHMLBA “16 KiB” …') // => '4 colors, SHMLBA "16 KiB" ...'
 */
export function ascii(text: string): string {
  return text
    .replaceAll(' · ', ', ')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll('\t', '  ')
    .replaceAll('\u00a0', ' ')
    .replaceAll(/[^\n\x20-\x7e]/gu, asciiLetter);
}

function asciiLetter(letter: string): string {
  const word = WORDS.get(letter);
  if (word !== undefined) return word;
  // What a terminal obeys, or turns the text around, is told; what joins letters or parts them goes.
  if (/\p{Cc}|\p{Bidi_Control}|\p{Zl}|\p{Zp}/u.test(letter)) return printable(letter);
  if (/\p{Cf}|\p{Mn}/u.test(letter)) return '';
  const plain = letter.normalize('NFKD').replaceAll(/[^\x20-\x7e]/g, '');
  return plain === '' ? '?' : plain;
}

/** How a paragraph is set: what its first line and the others begin with, and how wide it is. */
export interface Setting {
  readonly first?: string;
  readonly rest?: string;
  readonly width?: number;
}

/** A paragraph in lines of at most 72 columns, or of `width`; a word that is longer is cut. */
export function wrapped(text: string, setting: Setting = {}): string[] {
  const { first = '', rest = first, width = MAIL_WIDTH } = setting;
  const lines: string[] = [];
  let line = first;
  let gap = '';
  for (const word of ascii(text).split(/\s+/).filter(Boolean)) {
    if (gap !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = rest;
      gap = '';
    }
    line += gap + word;
    gap = ' ';
    if (line.length <= width) continue;
    // A word may be as long as all else: it is cut where it stands, and not copied for each line.
    lines.push(line.slice(0, width));
    let from = width;
    for (const room = width - rest.length; line.length - from > room; from += room)
      lines.push(rest + line.slice(from, from + room));
    line = rest + line.slice(from);
  }
  return [...lines, line.trimEnd()];
}

/** What stands at the end of a line that goes on in the next one. */
const GOES_ON = '\\';

/** Lines as they stand, behind `indent`; one that is too long goes on in the next, and ends in a backslash. */
export function kept(text: string, indent = ''): string[] {
  return ascii(text)
    .split('\n')
    .flatMap((line) => {
      const room = MAIL_WIDTH - indent.length;
      const parts: string[] = [];
      let rest = line.trimEnd();
      while (rest.length > room) {
        const space = rest.lastIndexOf(' ', room - 2) + 1;
        const end = space > room / 2 && rest.slice(0, space).trim() !== '' ? space : room - 1;
        parts.push(rest.slice(0, end) + GOES_ON);
        rest = rest.slice(end);
      }
      return [...parts, rest].map((part) => (indent + part).trimEnd());
    });
}

/** A heading with a line of these below it. */
export function underlined(text: string, mark: '=' | '-' | '~'): string[] {
  const lines = wrapped(text);
  return [...lines, mark.repeat(Math.max(...lines.map(({ length }) => length)))];
}

/** A sentence with its capital and its full stop. */
export function sentence(text: string): string {
  const plain = text.trim();
  const ends = /[.!?:]$/.test(plain) ? plain : `${plain}.`;
  return ends.charAt(0).toUpperCase() + ends.slice(1);
}

/** The parts of a mail, with an empty line between two; parts without lines are left out. */
export function mailOf(...parts: readonly (readonly string[])[]): string {
  const said = parts.filter((part) => part.length > 0).map((part) => part.join('\n'));
  return `${said.join('\n\n')}\n`;
}
