/** Plain text for a mail: ASCII only and at most 72 columns, however it came in. What it says is others' affair. */

/** The MIME type under which a result gives its mail to a notebook, whose own mail has it as it is. Viewers do not know it. */
export const MAIL_MIME = 'text/vnd.aliaslab.mail';

/** What fits into a mail that is quoted twice on a terminal of 80 columns. */
export const MAIL_WIDTH = 72;

const WORDS: Readonly<Record<string, string>> = {
  '·': '.',
  '–': '-',
  '—': '-',
  '‐': '-',
  '‑': '-',
  '−': '-',
  '…': '...',
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '×': 'x',
  '→': '->',
  '←': '<-',
  '⇒': '=>',
  '▶': '>',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
  '≈': '~',
  '±': '+-',
  '●': '*',
  '○': 'o',
  '∅': '0',
  '◆': '*',
  '✗': 'x',
  '✓': 'ok',
  '│': '|',
  '┊': ':',
  '─': '-',
  '═': '=',
  '█': '#',
  '▓': '#',
  '▒': '=',
  '░': '.',
  '•': '*',
  '§': 'section ',
  '©': '(c)',
  µ: 'u',
  μ: 'u',
  ß: 'ss',
  '²': '^2',
  '³': '^3',
  '⁰': '^0',
  '½': '1/2',
};

/**
 * Text in ASCII. What has no letters of its own there is a question mark; tabs are spaces, other control characters go.
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
  const word = WORDS[letter];
  if (word !== undefined) return word;
  if (/\p{Cc}|\p{Cf}|\p{Mn}/u.test(letter)) return '';
  const plain = letter.normalize('NFKD').replaceAll(/[^\x20-\x7e]/g, '');
  return plain === '' ? '?' : plain;
}

/** How lines of a paragraph begin: the first, and the others. */
export interface Indents {
  readonly first?: string;
  readonly rest?: string;
}

/** A paragraph in lines of at most 72 columns; a word that is longer is cut. */
export function wrapped(text: string, { first = '', rest = first }: Indents = {}): string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of ascii(text)
    .split(/\s+/)
    .filter((part) => part !== '')) {
    if (!isEmpty && line.length + 1 + word.length > MAIL_WIDTH) {
      lines.push(line);
      line = rest;
      isEmpty = true;
    }
    line += (isEmpty ? '' : ' ') + word;
    isEmpty = false;
    while (line.length > MAIL_WIDTH) {
      lines.push(line.slice(0, MAIL_WIDTH));
      line = rest + line.slice(MAIL_WIDTH);
    }
  }
  return isEmpty && lines.length > 0 ? lines : [...lines, line.trimEnd()];
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
