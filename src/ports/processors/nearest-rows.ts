/** Which rows a mistyped name may have meant: by edit distance to any name of a row, ties in the atlas's order. */
import { distance } from 'fastest-levenshtein';
import type { ProcessorRow } from './processor-row.js';

const MOST = 5;
/** Longer than any name here; what follows cannot bring a name nearer. */
const LONGEST = 60;

/** Up to five rows, nearest first. */
export function nearestRows(name: string, rows: readonly ProcessorRow[]): readonly ProcessorRow[] {
  const typed = name.slice(0, LONGEST).toLowerCase();
  const far = (row: ProcessorRow) =>
    Math.min(...namesOf(row).map((known) => distance(typed, known.toLowerCase())));
  return rows
    .map((row) => ({ row, distance: far(row) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, MOST)
    .map(({ row }) => row);
}

function namesOf(row: ProcessorRow): readonly string[] {
  return [row.name, row.name.replace(/ \(.*$/, ''), ...row.names];
}
