/** Writes executed notebooks as HTML files, and the page that lists them. What is on a page: see explain. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { indexPage, notebookPage } from '../explain/page.js';
import type { Notebook } from '../jupyter/notebook.js';

/** A page that was written. */
export interface Page {
  file: string;
  href: string;
  title: string;
  summary: string;
}

/** Writes the page of one notebook into the folder `out`: a live one, unless it is to be static. */
export function writePage(path: string, notebook: Notebook, out: string, { isStatic = false } = {}): Page {
  const name = basename(path, '.ipynb');
  const { title = name, summary = '' } = opening(notebook);
  const file = join(resolve(out), `${name}.html`);
  mkdirSync(out, { recursive: true });
  writeFileSync(
    file,
    notebookPage(notebook, { title, source: basename(path), ...(!isStatic && { live: basename(path) }) }),
  );
  return { file, href: `${encodeURIComponent(name)}.html`, title, summary };
}

/** Writes the page that lists `pages` into the folder `out`. */
export function writeIndex(pages: readonly Page[], out: string): string {
  const file = join(resolve(out), 'index.html');
  writeFileSync(file, indexPage(pages.map(({ href, title, summary }) => ({ href, title, summary }))));
  return file;
}

/** The first heading of a notebook, and the first paragraph under it, as plain text. */
function opening({ cells }: Notebook): { title?: string; summary?: string } {
  const first = cells.find((cell) => cell.cell_type === 'markdown' && /^#\s/m.test(cell.source));
  if (first === undefined) return {};
  const [, title, rest = ''] = /^#\s+(.*)$([\s\S]*)/m.exec(first.source) ?? [];
  const paragraph = rest.split(/\n\s*\n/).find((block) => /^[^#<|>\s-]/.test(block.trim())) ?? '';
  return { title: plain(title ?? ''), summary: plain(paragraph) };
}

/** Markdown without its marks: good enough for a title in a list. */
function plain(markdown: string): string {
  return markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*`]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
