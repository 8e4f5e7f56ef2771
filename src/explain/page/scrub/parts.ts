/**
 * The parts of a section that can light up: those of drawings that say what they show (views/marks.ts), and rows of tables with a
 * column `step` or `set`. What is marked inside of a marked part shows that as well.
 */

import { type Keys, rangesOf } from './keys.js';

/** A part of a drawing that lights up; a physical line is only where such parts are. */
const MARKED = '[data-step], [data-set], [data-byte]';

/** The part that this element is, or is in. */
export function partAt(at: Element): Element | undefined {
  const marked = at.closest(`.drawing :is(${MARKED})`);
  if (marked !== null) return marked;
  const row = at.closest<HTMLTableRowElement>('.outputs tbody > tr');
  return row !== null && isKeyed(row) ? row : undefined;
}

/** All parts in there. */
export function partsIn(outputs: Element): Element[] {
  const rows = [...outputs.querySelectorAll<HTMLTableRowElement>('tbody > tr')];
  return [...rows.filter(isKeyed), ...outputs.querySelectorAll(`.drawing :is(${MARKED})`)];
}

/** What a part shows. */
export function keysOf(part: Element): Keys {
  if (part instanceof HTMLTableRowElement)
    return { steps: rangesOf(cellOf(part, 'step')), sets: rangesOf(cellOf(part, 'set')) };
  const said = (mark: string) => part.closest(`[data-${mark}]`)?.getAttribute(`data-${mark}`) ?? undefined;
  return {
    steps: rangesOf(said('step')),
    sets: rangesOf(said('set')),
    bytes: rangesOf(said('byte')),
    line: said('line'),
  };
}

/** What a part says of its step: in a table who does what, in a drawing the words of its box. */
export function wordsOf(part: Element): string {
  if (part instanceof HTMLTableRowElement)
    return ['who', 'does', 'user', 'kernel', 'hardware', 'call']
      .map((column) => cellOf(part, column)?.trim() ?? '')
      .filter((text) => text !== '')
      .join(' ');
  return part.querySelector('rect ~ text')?.textContent ?? '';
}

function isKeyed(row: HTMLTableRowElement): boolean {
  return rangesOf(cellOf(row, 'step')) !== undefined || rangesOf(cellOf(row, 'set')) !== undefined;
}

/** The text of a row in the column with this head. */
function cellOf(row: HTMLTableRowElement, head: string): string | undefined {
  const heads = [...(row.closest('table')?.tHead?.rows[0]?.cells ?? [])];
  const at = heads.findIndex(({ textContent }) => textContent?.trim() === head);
  return at < 0 ? undefined : (row.cells[at]?.textContent ?? undefined);
}
