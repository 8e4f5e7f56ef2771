/** What a cell has shown, for a mail: the mail of what has one, and of anything else its text. */
import { stripVTControlCharacters } from 'node:util';
import { MAIL_MIME } from '../../fluent/mails.js';
import type { MimeBundle } from '../../jupyter/mime.js';
import type { NotebookOutput } from '../../jupyter/notebook.js';
import { kept, wrapped } from '../../mail/text.js';
import type { Footnotes } from './footnotes.js';
import { htmlMail, markdownMail } from './html-mail.js';

/** More lines of one text are counted. */
const MOST_LINES = 120;
/** What a result says of itself may be longer: the atlas has a line a CPU, and in a wide table several. */
const MOST_MAILED = 400;

/** The lines of an output; none where there is nothing to read. */
export function outputMail(output: NotebookOutput, footnotes: Footnotes): string[] {
  switch (output.output_type) {
    case 'stream':
      return textMail(output.text, MOST_LINES);
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
  if (text(MAIL_MIME).trim() !== '') return textMail(text(MAIL_MIME), MOST_MAILED);
  const html = htmlMail(text('text/html'), footnotes);
  if (html.length > 0) return counted(html, MOST_MAILED);
  if (text('text/markdown') !== '') return markdownMail(text('text/markdown'), footnotes);
  return textMail(text('text/plain'), MOST_LINES);
}

/** Text as it stands, without what only a terminal understands. */
function textMail(text: string, most: number): string[] {
  const plain = stripVTControlCharacters(text)
    .replaceAll('\r\n', '\n')
    // What a line was before it was written over.
    .replace(/^.*\r(?=.)/gm, '');
  return plain.trim() === '' ? [] : counted(kept(plain.trimEnd()), most);
}

function counted(lines: string[], most: number): string[] {
  const more = lines.length - most;
  return more > 0 ? [...lines.slice(0, most), `[${more} more lines]`] : lines;
}
