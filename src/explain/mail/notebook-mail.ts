/**
 * An executed notebook as one plain text for a mailing list: ASCII, 72 columns, code quoted with `> `, below it what it has
 * shown. It runs nothing.
 */
import { cellTags, type Notebook } from '../../jupyter/notebook.js';
import { kept, mailOf, wrapped } from '../../mail/text.js';
import { codeMail } from './code-mail.js';
import { Footnotes } from './footnotes.js';
import { markdownMail } from './html-mail.js';
import { outputMail } from './output-mail.js';

/** The tag of a cell that makes sense on a page only, as one that says where to click. */
const NOT_IN_MAIL = 'not-in-mail';

/**
 * An executed notebook as the text of a mail; `name` is what it is called in the last lines, `source` where its reader gets
 * it. Where nobody can get it, the code of the mail is enough.
 * @example
 * notebookMail(notebook, 'two-names.ipynb').split('\n')[0] // => 'Two names'
 */
export function notebookMail(notebook: Notebook, name: string, source?: string): string {
  const footnotes = new Footnotes();
  const mailed = notebook.cells.filter((cell) => !cellTags(cell).includes(NOT_IN_MAIL));
  const parts = mailed.flatMap((cell): string[][] => {
    if (cell.cell_type === 'markdown') return [markdownMail(cell.source, footnotes)];
    if (cell.cell_type !== 'code') return cell.source.trim() === '' ? [] : [kept(cell.source.trimEnd())];
    const code = cell.source.trim() === '' ? [] : codeMail(cell.source);
    return [code, ...cell.outputs.map((output) => outputMail(output, footnotes))];
  });
  const goesOn = parts.flat().some((line) => line.endsWith('\\'));
  return mailOf(...parts, footnotes.lines(), [
    '--',
    ...wrapped(
      `This is ${name} as it was run. Lines that begin with > are code; what it showed stands below.${goesOn ? ' A line that ends in a backslash goes on in the next one.' : ''}`,
    ),
    ...howToRun(name, source),
  ]);
}

function howToRun(name: string, source: string | undefined): string[] {
  if (source === undefined)
    return wrapped(
      'To run it again, paste the code, without its >, into a notebook of aliaslab, cell by cell: npx aliaslab jupyter',
    );
  const file = /^[\w.-]+$/.test(name) ? name : `'${name.replaceAll("'", `'\\''`)}'`;
  return [
    'To run it again, get the notebook and run it:',
    ...kept(source),
    ...kept(`npx aliaslab run ${file}`),
  ];
}
