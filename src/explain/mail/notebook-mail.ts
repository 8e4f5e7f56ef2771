/**
 * An executed notebook as one plain text for a mailing list: ASCII, 72 columns, code quoted with `> `, below it what it has
 * shown. It runs nothing.
 */
import type { Notebook } from '../../jupyter/notebook.js';
import { kept, mailOf, wrapped } from '../../views/mail-text.js';
import { codeMail } from './code-mail.js';
import { Footnotes, markdownMail } from './markdown-mail.js';
import { outputMail } from './output-mail.js';

/**
 * An executed notebook as the text of a mail; `source` is what it is called in the last lines.
 * @example
 * notebookMail(notebook, 'two-names.ipynb').split('\n')[0] // => 'Two names'
 */
export function notebookMail(notebook: Notebook, source: string): string {
  const footnotes = new Footnotes();
  const parts = notebook.cells.flatMap((cell): string[][] => {
    if (cell.cell_type === 'markdown') return [markdownMail(cell.source, footnotes)];
    if (cell.cell_type !== 'code') return cell.source.trim() === '' ? [] : [kept(cell.source.trimEnd())];
    const code = cell.source.trim() === '' ? [] : codeMail(cell.source);
    return [code, ...cell.outputs.map((output) => outputMail(output, footnotes))];
  });
  const goesOn = parts.flat().some((line) => line.endsWith('\\'));
  return mailOf(...parts, footnotes.lines(), [
    '--',
    ...wrapped(
      `This is ${source} as it was run. Lines that begin with > are code; what it showed stands below.${goesOn ? ' A line that ends in a backslash goes on in the next one.' : ''}`,
    ),
    'To run it again:',
    ...kept(`npx aliaslab run ${source}`),
  ]);
}
