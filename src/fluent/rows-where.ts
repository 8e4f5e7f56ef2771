/** What a list of facts keeps: the rows of one port, or those for which `where()` says so. */
import { nearest } from '../units/nearest.js';
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
  const near = nearest(port, names, 3);
  throw new InputError(
    [`${list}() has no Linux port ${asTyped(port)}; nearest are ${near.map(asTyped).join(', ')}`],
    `${list}('sh')`,
  );
}
