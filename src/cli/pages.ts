/**
 * Writes executed notebooks as HTML files, and the page that lists them: over pages that this package wrote, and over nothing
 * else, for nobody has typed their names. What is on a page: see explain.
 */

import { basename, join, resolve } from 'node:path';
import { isOwnPage, signed } from '../explain/own-page.js';
import { indexPage, notebookPage } from '../explain/page.js';
import type { Notebook } from '../jupyter/notebook.js';
import { checkWritable, makeFolder, type WriteRules, writeFile } from '../node/write-file.js';
import { InputError } from '../units/problems.js';
import { shellWord } from '../units/shell-word.js';

/** A page that was written. */
export interface Page {
  file: string;
  href: string;
  title: string;
  summary: string;
}

const LIST = 'index';

/** How a command writes pages: into this folder, with a list of them or without; and how its line begins. */
export interface Pages {
  readonly out: string;
  readonly hasList: boolean;
  readonly command: string;
}

/** Before a notebook is run: makes the folder, and throws an InputError where a page could not be written, or two would be one. */
export function preparePages(paths: readonly string[], pages: Pages): void {
  const { out, hasList, command } = pages;
  const owners = new Map<string, string>(hasList ? [[keyOf(LIST), 'the page that lists them all']] : []);
  const problems: string[] = [];
  for (const path of paths) {
    const owner = owners.get(keyOf(nameOf(path)));
    if (owner !== undefined)
      problems.push(`'${nameOf(path)}.html' would be the page of '${path}' and ${owner}`);
    else owners.set(keyOf(nameOf(path)), `of '${path}'`);
  }
  const [first = 'NOTEBOOK.ipynb'] = paths;
  if (problems.length > 0)
    throw new InputError(problems, `${command} ${shellWord(first)} --out another-folder`);
  const names = [...paths.map(nameOf), ...(hasList ? [LIST] : [])];
  makeFolder(out, `${command} ${shellWord(first)} --out pages`);
  for (const name of names) checkWritable(fileOf(name, out), rulesOf(name, pages));
}

/** Writes the page of one notebook: a live one, unless it is to be static. */
export async function writePage(
  path: string,
  notebook: Notebook,
  pages: Pages,
  { isStatic = false } = {},
): Promise<Page> {
  const name = nameOf(path);
  const { title = name, summary = '' } = opening(notebook);
  const live = isStatic ? {} : { live: basename(path) };
  const page = notebookPage(notebook, { title, source: basename(path), ...live });
  const file = fileOf(name, pages.out);
  await writeFile(file, signed(page), rulesOf(name, pages));
  return { file, href: `${encodeURIComponent(name)}.html`, title, summary };
}

/** Writes the page that lists `written`. */
export async function writeIndex(written: readonly Page[], pages: Pages): Promise<string> {
  const file = fileOf(LIST, pages.out);
  const page = indexPage(written.map(({ href, title, summary }) => ({ href, title, summary })));
  await writeFile(file, signed(page), rulesOf(LIST, pages));
  return file;
}

function nameOf(path: string): string {
  return basename(path, '.ipynb');
}

/** Names that some file system takes for one: it may ignore case, and how a letter with an accent is put together. */
function keyOf(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

function fileOf(name: string, out: string): string {
  return join(resolve(out), `${name}.html`);
}

function rulesOf(name: string, { out, command }: Pages): WriteRules {
  const file = shellWord(join(out, `${name}.html`));
  const works = `${command} NOTEBOOK.ipynb --out another-folder`;
  return { works, replaces: isOwnPage, instead: `mv ${file} ${file}.old` };
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
