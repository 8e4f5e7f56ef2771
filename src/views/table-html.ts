/**
 * A table as plain semantic HTML: caption, column heads, rows; no script, no class, no style sheet.
 * Every name and every value is escaped: arquero's own `toHTML()` leaves column names as they are.
 */

import { printable } from '../units/printable.js';
import { type TableLike, type TableOptions, tableCells } from './table-cells.js';

/** Letters of a cell; of a longer one it is said how long it is. */
const longestCell = 10_000;

/** Rows of an HTML table unless `limit` says otherwise. */
const defaultLimit = 200;

/**
 * An arquero table as an HTML `<table>`, 200 rows unless `limit` says otherwise.
 *
 * @example
 * tableHtml(table({ stale: [12] }), { caption: 'One load in twelve is stale' })
 * // => '<table>\n<caption>One load …</caption>\n<thead>…'
 */
export function tableHtml(table: TableLike, options: TableOptions = {}): string {
  const { columns, rows, leftOut } = tableCells(table, options.limit ?? defaultLimit);
  const row = (i: number): string =>
    columns
      .map(({ name, numeric, texts }) => `<td${alignment(numeric)}>${cell(name, texts[i]!)}</td>`)
      .join('');
  const cell = (name: string, text: string): string =>
    options.strong?.(name, text) ? `<strong>${code(text)}</strong>` : code(text);
  return [
    '<table>',
    ...(options.caption ? [`<caption>${escapeHtml(seen(options.caption))}</caption>`] : []),
    `<thead><tr>${columns.map(({ name, numeric }) => `<th scope="col"${alignment(numeric)}>${escapeHtml(seen(name))}</th>`).join('')}</tr></thead>`,
    '<tbody>',
    ...Array.from({ length: rows }, (_, i) => `<tr>${row(i)}</tr>`),
    '</tbody>',
    ...(leftOut
      ? [
          `<tfoot><tr><td colspan="${columns.length}" style="text-align:left">${escapeHtml(leftOut)}</td></tr></tfoot>`,
        ]
      : []),
    '</table>',
  ].join('\n');
}

/** The attribute for viewers without style sheets; Jupyter aligns every cell to the right unless a style says otherwise. */
function alignment(numeric: boolean): string {
  return numeric ? ' align="right"' : ' style="text-align:left"';
}

/** Addresses are easier to compare digit by digit in a monospace font. */
function code(text: string): string {
  return /^0x[0-9a-f_]+$/i.test(text) ? `<code>${text}</code>` : escapeHtml(seen(text));
}

/** A text as it is to be seen, and no longer than a page can show. */
function seen(text: string): string {
  const shown = text.length > longestCell ? `${text.slice(0, longestCell)}… (${text.length} letters)` : text;
  return printable(shown);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML shows it literally, in elements and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] as string);
}
