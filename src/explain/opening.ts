/**
 * What a list says of a notebook before anybody opens it: title, first paragraph, whom it is for, how long it takes to read,
 * and its first picture. All of it is read from the notebook; nothing is typed twice.
 */

import type { Notebook } from '../jupyter/notebook.js';
import { isAllowedPicture } from './allowed-html.js';
import { foldOf } from './claims-html.js';

/** A notebook in a few words. */
export interface Opening {
  /** The first heading, without its marks; undefined where there is none. */
  readonly title: string | undefined;
  /** The first paragraph under it. */
  readonly summary: string;
  /** Whom it is for, from its own line `*For … Assumed: …*`; undefined where it does not say. */
  readonly audience: string | undefined;
  /** Minutes to read it, with a guess before each result and without the answers of exercises: in fives. */
  readonly minutes: number;
}

/** Somebody who thinks while reading. */
const WORDS_A_MINUTE = 150;
/** To read a cell, to guess, and to look at what came. */
const MINUTES_A_CELL = 0.5;

/**
 * What the notebook says of itself.
 *
 * @example
 * openingOf(notebook).minutes // => 5
 */
export function openingOf(notebook: Notebook): Opening {
  const first = proseOf(notebook).find((source) => /^#\s/m.test(source));
  const [, title, rest = ''] = first === undefined ? [] : (/^#\s+(.*)$([\s\S]*)/m.exec(first) ?? []);
  const paragraph = rest.split(/\n\s*\n/).find((block) => /^[^#<|>\s-]/.test(block.trim())) ?? '';
  return {
    title: title === undefined ? undefined : plain(title),
    summary: plain(paragraph),
    audience: audienceOf(notebook),
    minutes: minutesOf(notebook),
  };
}

function proseOf({ cells }: Notebook): string[] {
  return cells.filter(({ cell_type }) => cell_type === 'markdown').map(({ source }) => source);
}

/** `*For students of caches. Assumed: …*`: what stands before the first full stop. */
function audienceOf(notebook: Notebook): string | undefined {
  const line = proseOf(notebook)
    .flatMap((source) => source.split('\n'))
    .find((each) => /^\*For\b/.test(each));
  const [, said] = /^(For [^.]+)\./.exec(plain(line ?? '')) ?? [];
  return said;
}

function minutesOf(notebook: Notebook): number {
  const prose = proseOf(notebook)
    .join('\n')
    .replace(/<details>[\s\S]*?<\/details>/g, '');
  const words = prose.split(/\s+/).filter((word) => word !== '').length;
  // What a page folds, nobody has to read.
  const cells = notebook.cells.filter(
    (cell) =>
      cell.cell_type === 'code' && cell.source.trim() !== '' && ['nothing', 'claims'].includes(foldOf(cell)),
  );
  const minutes = words / WORDS_A_MINUTE + cells.length * MINUTES_A_CELL;
  return Math.max(5, 5 * Math.round(minutes / 5));
}

/** Pictures are large, and whether one may be shown takes reading all of it: each notebook is asked once. */
const pictures = new WeakMap<Notebook, { readonly found: string | undefined }>();

/** The first picture that a notebook shows, as a `data:` address; undefined where it shows none. */
export function firstPicture(notebook: Notebook): string | undefined {
  const known = pictures.get(notebook) ?? { found: pictureIn(notebook) };
  pictures.set(notebook, known);
  return known.found;
}

function pictureIn({ cells }: Notebook): string | undefined {
  for (const cell of cells) {
    if (cell.cell_type !== 'code') continue;
    for (const output of cell.outputs) {
      if (!('data' in output)) continue;
      const [, drawn] = /<img\b[^>]*\bsrc="(data:[^"]+)"/.exec(textOf(output.data['text/html'])) ?? [];
      const still = textOf(output.data['image/png']).replace(/\s/g, '');
      const found = drawn ?? (still === '' ? undefined : `data:image/png;base64,${still}`);
      if (found !== undefined && isAllowedPicture(found)) return found;
    }
  }
  return undefined;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : Array.isArray(value) ? value.join('') : '';
}

/** Markdown without its marks: good enough for a title in a list. */
function plain(markdown: string): string {
  return markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*`]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
