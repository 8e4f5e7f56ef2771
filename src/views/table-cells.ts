/**
 * The cells of a table as texts, row limit and number format applied: what table-text.ts and table-html.ts
 * have in common. Looks at an arquero table from outside only, so a table of any copy of arquero will do.
 */

/** What is asked of a table: arquero's `ColumnTable` has it all. */
export interface TableLike {
  numRows(): number;
  columnNames(): string[];
  column(name: string): { at(row: number): unknown } | undefined;
  scan(
    visit: (row?: number, data?: unknown, stop?: () => void) => void,
    order?: boolean,
    limit?: number,
  ): void;
}

/** How a table is shown. */
export interface TableOptions {
  /** Rows shown at most. The rest is counted, never dropped silently. */
  readonly limit?: number;
  /** One sentence that says what to see. */
  readonly caption?: string;
  /** Which cells stand out, where the form of the table can show it. */
  readonly strong?: (column: string, text: string) => boolean;
}

/** The shown part of a table. */
export interface TableCells {
  readonly columns: readonly {
    readonly name: string;
    readonly numeric: boolean;
    readonly texts: readonly string[];
  }[];
  readonly rows: number;
  /** What was left out and how to see it; undefined where nothing was. */
  readonly leftOut: string | undefined;
}

/** Whether a value is an arquero table, or looks exactly like one. */
export function isTable(value: unknown): value is TableLike {
  if (typeof value !== 'object' || value === null) return false;
  const table = value as Record<string, unknown>;
  return ['numRows', 'numCols', 'columnNames', 'column', 'scan'].every(
    (name) => typeof table[name] === 'function',
  );
}

/** The first `limit` rows in the table's own order, as texts. */
export function tableCells(table: TableLike, limit: number): TableCells {
  if (!(limit >= 0))
    throw new RangeError(`a table is shown up to a number of rows, not up to ${String(limit)}`);
  const rows: number[] = [];
  if (limit > 0) table.scan((row) => rows.push(row as number), true, limit);
  const columns = table.columnNames().map((name) => {
    const column = table.column(name);
    const values = rows.map((row) => column?.at(row));
    const numeric = isNumeric(values);
    return { name, numeric, texts: numeric ? numberTexts(values) : values.map(cellText) };
  });
  return { columns, rows: rows.length, leftOut: leftOut(table.numRows(), rows.length) };
}

function leftOut(all: number, shown: number): string | undefined {
  if (all === shown) return undefined;
  const more = all - shown;
  const next = Math.min(all, shown + Math.max(shown, 20));
  return `… ${more} more ${more === 1 ? 'row' : 'rows'} of ${all}: .slice(${shown}, ${next}) holds the next`;
}

const missing = '–';

function isMissing(value: unknown): boolean {
  return value === null || value === undefined;
}

function isNumeric(values: readonly unknown[]): boolean {
  const present = values.filter((value) => !isMissing(value));
  return (
    present.length > 0 && present.every((value) => typeof value === 'number' || typeof value === 'bigint')
  );
}

const mostDecimals = 6;

/** Numbers of one column with the same number of decimals, so that they can be compared at a glance. */
function numberTexts(values: readonly unknown[]): string[] {
  const decimals = Math.max(0, ...values.map(decimalsOf));
  return values.map((value) => {
    if (isMissing(value)) return missing;
    return typeof value === 'number' && isPlain(value) ? value.toFixed(decimals) : String(value);
  });
}

/** Neither so large nor so small that it is better written with a power of ten. */
function isPlain(value: number): boolean {
  const size = Math.abs(value);
  return value === 0 || (size >= 10 ** -mostDecimals && size < 1e15);
}

function decimalsOf(value: unknown): number {
  if (typeof value !== 'number' || !isPlain(value)) return 0;
  const [, decimals = ''] = String(Number(value.toFixed(mostDecimals))).split('.');
  return decimals.length;
}

/** A value on one line. Missing values are a dash; objects are their JSON. */
function cellText(value: unknown): string {
  if (isMissing(value)) return missing;
  if (typeof value === 'string') return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'no date' : value.toISOString();
  if (typeof value === 'object')
    return JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? `${inner}` : inner));
  return String(value);
}
