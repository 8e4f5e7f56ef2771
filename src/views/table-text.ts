/**
 * A table as aligned text for terminals and text outputs: names, a rule, rows; numbers to the right.
 * Needs a monospace font and nothing else.
 */

import { printable } from '../units/printable.js';
import { type TableLike, type TableOptions, tableCells } from './table-cells.js';

/** Rows of a text table unless `limit` says otherwise. */
const defaultLimit = 20;
/** Longer cells are cut; their end is marked with `…`. */
const widestCell = 60;

/**
 * An arquero table as aligned text, 20 rows unless `limit` says otherwise.
 *
 * @example
 * tableText(table({ cache: ['VIPT', 'PIPT'], stale: [12, 0] }))
 * // => cache  stale
 * //    ─────  ─────
 * //    VIPT      12
 * //    PIPT       0
 */
export function tableText(table: TableLike, options: TableOptions = {}): string {
  const { columns, rows, leftOut } = tableCells(table, options.limit ?? defaultLimit);
  const laidOut = columns.map(({ name, numeric, texts }) => {
    const cells = [name, ...texts].map(oneLine);
    const width = Math.max(...cells.map(widthOf));
    const padded = cells.map((cell) => {
      const space = ' '.repeat(width - widthOf(cell));
      return numeric ? space + cell : cell + space;
    });
    return [padded[0] as string, '─'.repeat(width), ...padded.slice(1)];
  });
  const lines = Array.from({ length: rows + 2 }, (_, i) =>
    laidOut
      .map((column) => column[i])
      .join('  ')
      .trimEnd(),
  );
  const body = columns.length === 0 ? ['a table without columns'] : lines;
  return [
    ...(options.caption ? [printable(options.caption)] : []),
    ...body,
    ...(leftOut ? [leftOut] : []),
  ].join('\n');
}

/** Control characters (a new line, a terminal's escape) are shown, never sent; what will be cut is not looked at. */
function oneLine(text: string): string {
  const visible = printable(text.slice(0, 4 * widestCell));
  const characters = [...visible];
  return characters.length > widestCell ? `${characters.slice(0, widestCell - 1).join('')}…` : visible;
}

function widthOf(text: string): number {
  return [...text].length;
}
