/**
 * Tables that are sorted by a column's head, as in a notebook (src/jupyter/bundle-table.ts). The heads of a table are one stop
 * of the Tab key; arrow keys go from one to the next.
 */

import { fewestRows } from '../../jupyter/bundle-table.js';
import { button } from './dom.js';

/** Makes the heads of a table buttons, unless it has no plain grid of rows. */
export function makeSortable(table: HTMLTableElement): void {
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  const rows = [...(table.tBodies[0]?.rows ?? [])];
  if (rows.length < fewestRows || rows.some(({ cells }) => cells.length !== heads.length)) return;
  const buttons = heads.map((head, at) => {
    const sort = button('', () => sortBy(heads, at, table.tBodies[0]!), { title: 'Sort by this column' });
    sort.append(...head.childNodes);
    head.append(sort);
    sort.tabIndex = at === 0 ? 0 : -1;
    return sort;
  });
  table.tHead!.addEventListener('keydown', ({ key, target }) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
    const from = buttons.indexOf(target as HTMLButtonElement);
    const to = step === undefined || from < 0 ? undefined : buttons[from + step];
    if (to === undefined) return;
    buttons[from]!.tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
  });
}

/** Numbers as numbers, also inside of words; a second time the other way round. */
function sortBy(heads: readonly HTMLTableCellElement[], at: number, body: HTMLTableSectionElement): void {
  const isUp = heads[at]!.getAttribute('aria-sort') !== 'ascending';
  for (const head of heads) head.removeAttribute('aria-sort');
  heads[at]!.setAttribute('aria-sort', isUp ? 'ascending' : 'descending');
  const textOf = ({ cells }: HTMLTableRowElement) => (cells[at]!.textContent ?? '').replaceAll(',', '');
  const compare = new Intl.Collator('en', { numeric: true }).compare;
  const sorted = [...body.rows].sort((one, other) => (isUp ? 1 : -1) * compare(textOf(one), textOf(other)));
  body.append(...sorted);
}
