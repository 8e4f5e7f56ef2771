/** What `where()` of a list of facts keeps. */
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
