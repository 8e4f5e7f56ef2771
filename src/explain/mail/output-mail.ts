/** What a cell has shown, for a mail: texts in 72 columns, tables narrowed, figures by their caption. */
import { stripVTControlCharacters } from 'node:util';
import type { MimeBundle } from '../../jupyter/mime.js';
import type { NotebookOutput } from '../../jupyter/notebook.js';
import { mailColumns } from '../../views/mail-table.js';
import { ascii, kept, MAIL_MIME, MAIL_WIDTH, wrapped } from '../../views/mail-text.js';
import { type HtmlPart, htmlParts } from './html-parts.js';
import { type Footnotes, markdownMail } from './markdown-mail.js';

/** More lines of one text are counted. */
const MOST_LINES = 120;
/** And more rows of one table: the atlas has a row a CPU. */
const MOST_ROWS = 120;

/** What a result says of itself may be longer: the atlas has a line a CPU. */
const MOST_MAILED = 200;

/** The lines of an output; none where there is nothing to read. */
export function outputMail(output: NotebookOutput, footnotes: Footnotes): string[] {
  switch (output.output_type) {
    case 'stream':
      return textMail(output.text);
    case 'error':
      return wrapped(`This cell failed: ${output.ename}: ${stripVTControlCharacters(output.evalue)}`);
    default:
      return bundleMail(output.data, footnotes);
  }
}

function bundleMail(data: MimeBundle, footnotes: Footnotes): string[] {
  const text = (type: string): string => {
    const value = data[type];
    return typeof value === 'string' ? value : '';
  };
  if (text(MAIL_MIME).trim() !== '') return mailedLines(text(MAIL_MIME));
  const parts = htmlParts(text('text/html'));
  if (parts.length > 0) return parts.flatMap((part, i) => [...(i > 0 ? [''] : []), ...partMail(part)]);
  if (text('text/markdown') !== '') return markdownMail(text('text/markdown'), footnotes);
  return textMail(text('text/plain'));
}

/** The mail that a result gave: as it is, if it is one. */
function mailedLines(text: string): string[] {
  const lines = kept(stripVTControlCharacters(text).trimEnd());
  const more = lines.length - MOST_MAILED;
  return more > 0 ? [...lines.slice(0, MOST_MAILED), `[${more} more lines]`] : lines;
}

function partMail(part: HtmlPart): string[] {
  if (part.is === 'text') return wrapped(part.text);
  if (part.is === 'picture') return wrapped(`[Figure: ${part.caption || part.alt || 'without words'}]`);
  const { caption, columns, foot } = part.table;
  return [
    ...(caption ? [...wrapped(caption), ''] : []),
    ...mailColumns(columns, MOST_ROWS),
    ...(foot ? wrapped(`[${foot.replace(/^… |: \.slice.*/g, '')}]`) : []),
  ];
}

/** Text as it stands; of a table in it that is too wide, the narrowed one. */
function textMail(text: string): string[] {
  const lines = stripVTControlCharacters(text)
    .replace(/\r\n/g, '\n')
    .replace(/^.*\r(?=.)/gm, '')
    .trimEnd()
    .split('\n');
  const told: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const rule = lines[at + 1];
    if (rule !== undefined && ascii(rule).length > MAIL_WIDTH && /^─+( {2}─+)*$/.test(rule)) {
      const end = endOfTable(lines, at + 2, rule);
      told.push(...mailColumns(columnsOf(lines.slice(at, end), rule), MOST_ROWS));
      at = end - 1;
    } else told.push(...kept(lines[at]!));
  }
  if (told.length === 1 && told[0] === '') return [];
  const more = told.length - MOST_LINES;
  return more > 0 ? [...told.slice(0, MOST_LINES), `[${more} more lines]`] : told;
}

/** A line belongs to a table as long as there are spaces between the columns. */
function endOfTable(lines: readonly string[], from: number, rule: string): number {
  const gaps = [...rule].flatMap((letter, i) => (letter === ' ' ? [i] : []));
  const belongs = (line: string) => line !== '' && gaps.every((gap) => ([...line][gap] ?? ' ') === ' ');
  const end = lines.findIndex((line, i) => i >= from && !belongs(line));
  return end < 0 ? lines.length : end;
}

function columnsOf([head, , ...rows]: readonly string[], rule: string) {
  let from = 0;
  return rule.split('  ').map(({ length }) => {
    const cell = (line: string) => [...line].slice(from, from + length).join('');
    const name = cell(head!);
    const numeric = length > 1 && name.startsWith(' ');
    const texts = rows.map((row) => cell(row)).map((text) => (numeric ? text.trim() : text.trimEnd()));
    from += length + 2;
    return { name: name.trim(), numeric, texts };
  });
}
