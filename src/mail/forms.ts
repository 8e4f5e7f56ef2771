/** What the mail of a notebook has of things that have no mail of their own: tables by their rows, pictures by their words. */
import type { TableLike } from '../views/table-cells.js';
import { mailTable } from './table.js';
import { mailOf, wrapped } from './text.js';

/** More rows are counted: the atlas has one a CPU. */
const MOST_ROWS = 120;

export function tableMail(table: TableLike, caption = ''): string {
  return mailOf(caption === '' ? [] : wrapped(caption), mailTable(table, MOST_ROWS));
}

export function pictureMail({
  alt,
  caption,
}: {
  readonly alt: string;
  readonly caption?: string | undefined;
}): string {
  return mailOf(wrapped(`[Figure: ${caption || alt}]`));
}
