/** Pictures have words: an alternative text, and what a cell shows a caption. */
import type { NotebookCell, NotebookOutput } from '../../jupyter/notebook.js';
import { MOST_READ } from './code.js';
import { markdown } from './explanation.js';
import type { Rule } from './rule.js';

export const pictures: Rule = {
  mend: 'write ![words](address); layout.meta = { alt, caption } of a figure; <title> and <desc> of a drawing',
  find: ({ notebook: { cells } }) =>
    cells.flatMap((cell, i) =>
      isWordless(cell) ? [{ cell: i + 1, what: 'a picture has no alternative text, or no caption' }] : [],
    ),
};

const imagesIn = (html: string) => html.match(/<img\b[^<>]*/gi) ?? [];
const hasNoAlt = (image: string) => !/\balt\s*=\s*(?:["']\s*)?[^\s"']/i.test(image);

function isWordless(cell: NotebookCell): boolean {
  if (cell.cell_type === 'code') return cell.outputs.some(showsWordless);
  if (cell.cell_type === 'raw' || cell.source.length > MOST_READ) return false;
  return imagesIn(markdown.render(cell.source)).some(hasNoAlt);
}

function showsWordless(output: NotebookOutput): boolean {
  if (!('data' in output)) return false;
  const html = String(output.data['text/html'] ?? '');
  const images = imagesIn(html);
  const isBare = images.length === 0 && Object.keys(output.data).some((type) => /^image\/|plotly/.test(type));
  return isBare || images.some(hasNoAlt) || images.length > html.split('<figcaption').length - 1;
}
