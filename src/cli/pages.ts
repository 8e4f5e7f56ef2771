/**
 * Writes executed notebooks as HTML files, and the page that lists them: over pages that this package wrote, and over nothing
 * else, for nobody has typed their names. What is on a page: see explain. How pages lead to each other: page-links.ts.
 */

import { basename, join, resolve } from 'node:path';
import type { PageMark } from '../explain/course-nav.js';
import { namesCpu, type StoryCell } from '../explain/cpu-story.js';
import type { Beside } from '../explain/document.js';
import { indexPage, type PageLink } from '../explain/front-page.js';
import { notebookHash } from '../explain/live-parts.js';
import { firstPicture, openingOf } from '../explain/opening.js';
import { isOwnPage, signed } from '../explain/own-page.js';
import { notebookPage } from '../explain/page.js';
import type { Notebook } from '../jupyter/notebook.js';
import { checkWritable, makeFolder, type WriteRules, writeFile } from '../node/write-file.js';
import { InputError } from '../units/problems.js';
import { shellWord } from '../units/shell-word.js';
import { LIST, nameOf, type PageLinks } from './page-links.js';

/** A page that was written. */
export interface Page {
  file: string;
  href: string;
  title: string;
  summary: string;
}

/** How a command writes pages: into this folder, with a list of them or without; and how its line begins. */
export interface Pages {
  readonly out: string;
  readonly hasList: boolean;
  readonly command: string;
}

/** What a page says beside its notebook. */
export interface PageWords {
  readonly links: PageLinks;
  readonly isStatic?: boolean;
  readonly mark?: PageMark | undefined;
  readonly beside?: Beside | undefined;
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

/** The page of one notebook: a live one, unless it is to be static. */
export function pageOf(
  path: string,
  notebook: Notebook,
  { links, isStatic, mark, beside }: PageWords,
): string {
  const { title = nameOf(path) } = openingOf(notebook);
  const place = links.placeOf(path);
  return notebookPage(notebook, {
    title,
    source: links.sourceOf(path),
    links: (address) => links.leads(path, address),
    ...(isStatic === true ? {} : { live: basename(path) }),
    ...(place === undefined ? {} : { place }),
    ...(mark === undefined ? {} : { mark: { ...mark, page: links.hrefOf(path) } }),
    ...(beside === undefined ? {} : { beside }),
  });
}

/** Writes the page of one notebook. */
export async function writePage(
  path: string,
  notebook: Notebook,
  pages: Pages,
  words: PageWords,
): Promise<Page> {
  const name = nameOf(path);
  const file = fileOf(name, pages.out);
  await writeFile(file, signed(pageOf(path, notebook, words)), rulesOf(name, pages));
  return described(path, notebook, pages, words.links);
}

/** What is said of a page to whoever asked for it. */
export function described(path: string, notebook: Notebook, { out }: Pages, links: PageLinks): Page {
  const { title = nameOf(path), summary } = openingOf(notebook);
  return { file: fileOf(nameOf(path), out), href: links.hrefOf(path), title, summary };
}

/** One notebook of a list, and what came of it. */
export interface Listed {
  readonly path: string;
  readonly notebook: Notebook;
  readonly mark?: PageMark | undefined;
}

/** The page that lists these, in their order: the front page of their course, if they have one. */
export function listOf(
  listed: readonly Listed[],
  links: PageLinks,
  more: { readonly beside?: Beside; readonly mark?: PageMark } = {},
): string {
  const { course } = links;
  const entries = listed.map(({ path, notebook, mark }): PageLink => {
    const { title = nameOf(path), ...opening } = openingOf(notebook);
    const step = links.stepOf(path);
    const named = step === undefined ? {} : { step: { name: step.step, question: step.question } };
    const picture = firstPicture(notebook);
    return { href: links.hrefOf(path), title, ...opening, ...named, picture, mark };
  });
  return indexPage(entries, { course, story: course && storyOf(listed, links), ...more });
}

/** The first cell of the first notebook into which a CPU can be put. */
function storyOf(listed: readonly Listed[], links: PageLinks): StoryCell | undefined {
  const [first] = listed;
  if (first === undefined) return undefined;
  const code = first.notebook.cells.filter(({ cell_type }) => cell_type === 'code');
  const at = code.findIndex(({ source }) => namesCpu(source));
  if (at < 0) return undefined;
  const { source } = code[at]!;
  return { href: links.hrefOf(first.path), hash: notebookHash(first.notebook), cell: at + 1, source };
}

/** Writes the page that lists all. */
export async function writeIndex(listed: readonly Listed[], links: PageLinks, pages: Pages): Promise<string> {
  const file = fileOf(LIST, pages.out);
  await writeFile(file, signed(listOf(listed, links)), rulesOf(LIST, pages));
  return file;
}

/** Where the page that lists all goes. */
export function listFile({ out }: Pages): string {
  return fileOf(LIST, out);
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
