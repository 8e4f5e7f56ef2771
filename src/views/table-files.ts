/** An arquero table as the bytes of a file that other tools read. */
import { toArrowIPC, toCSV } from 'arquero';
import type { Table } from './arquero-table.js';

export type TableFormat = 'csv' | 'arrow';

export function tableFile(table: Table, format: TableFormat): Uint8Array {
  if (format === 'csv') return new TextEncoder().encode(toCSV(table));
  return toArrowIPC(table, { format: 'file' }) as Uint8Array;
}
