/** What a list of facts keeps: the rows of one port, or those for which `where()` says so. */
import { distance } from 'fastest-levenshtein';
import { asTyped, InputError } from '../units/problems.js';

/** The rows for which `holds`; `what` is one row in words, `works` a call that works. */
export function rowsWhere<Row>(
  rows: readonly Row[],
  holds: (row: Row) => boolean,
  what: string,
  works: string,
): readonly Row[] {
  if (typeof holds !== 'function')
    throw new InputError([`${asTyped(holds)} is not a function that says yes or no of ${what}`], works);
  return Object.freeze(rows.filter(holds));
}

/** The rows of this Linux port; all of them, where none is named. Throws an InputError for one that has no row. */
export function rowsOfPort<Row extends { readonly arch: string }>(
  rows: readonly Row[],
  port: string | undefined,
  list: string,
): readonly Row[] {
  if (port === undefined) return rows;
  const names = [...new Set(rows.map(({ arch }) => arch))];
  if (names.includes(port)) return Object.freeze(rows.filter(({ arch }) => arch === port));
  const typed = typeof port === 'string' ? port.slice(0, 40).toLowerCase() : '';
  const nearest = names.sort((a, b) => distance(typed, a) - distance(typed, b)).slice(0, 3);
  throw new InputError(
    [`${list}() has no Linux port ${asTyped(port)}; nearest are ${nearest.map(asTyped).join(', ')}`],
    `${list}('sh')`,
  );
}
