/** Which rows a mistyped name may have meant: by the nearest of a row's names, ties in the atlas's order. */
import { nearness } from '../../units/nearest.js';
import type { ProcessorRow } from './processor-row.js';

const MOST = 5;

/** A row, and which of its names is near. */
export interface NearRow {
  readonly row: ProcessorRow;
  readonly name: string;
}

/** Up to five rows, nearest first. */
export function nearestRows(typed: string, rows: readonly ProcessorRow[]): readonly NearRow[] {
  return rows
    .map((row) => ({ row, ...nearestName(typed, row) }))
    .sort((a, b) => a.far - b.far)
    .slice(0, MOST);
}

function nearestName(typed: string, row: ProcessorRow): { name: string; far: number } {
  return [row.name, row.name.replace(/ \(.*$/, ''), ...row.names]
    .map((name) => ({ name, far: nearness(typed, name) }))
    .reduce((best, each) => (each.far < best.far ? each : best));
}
