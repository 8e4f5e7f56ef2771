/**
 * A table for a mail. One that is too wide for 72 columns first loses the columns that say the same in every row (which is
 * said once), then lies on its side, and then loses columns, which is said too.
 */
import { ascii, MAIL_WIDTH, wrapped } from './mail-text.js';
import { type TableLike, tableCells } from './table-cells.js';

interface Column {
  readonly name: string;
  readonly numeric: boolean;
  readonly texts: readonly string[];
}

const GAP = '  ';
/** Cells are cut to the first of these widths that lets the table fit; if none does, columns go. */
const CELLS = [60, 50, 40, 32, 26, 23, 20] as const;
const NARROW_CELL = 20;
/** Rows of a table that lies on its side. */
const FEW_ROWS = 4;

/** Rows of a table, as lines. */
export function mailTable(table: TableLike, limit = 20): string[] {
  const { columns, leftOut } = tableCells(table, limit);
  const rest = leftOut?.replace(/:.*/, '');
  return [...mailColumns(columns), ...(rest ? [`[${ascii(rest).replace(/^\.\.\. /, '')}]`] : [])];
}

/** Columns of texts, as lines. */
export function mailColumns(given: readonly Column[]): string[] {
  const columns = given.map(({ name, numeric, texts }) => ({
    name: oneLine(name),
    numeric,
    texts: texts.map(oneLine),
  }));
  const rows = columns[0]?.texts.length ?? 0;
  if (columns.length === 0) return ['[a table without columns]'];
  if (fits(columns)) return drawn(columns);
  if (rows === 0) return wrapped(`[a table without rows: ${columns.map(({ name }) => name).join(', ')}]`);
  const same = rows > 1 ? columns.filter(({ texts }) => texts.every((text) => text === texts[0])) : [];
  const told = columns.filter((column) => !same.includes(column));
  const inEach = same.filter(({ texts }) => texts[0] !== '');
  const note =
    inEach.length > 0
      ? wrapped(`[in each row: ${inEach.map(({ name, texts }) => `${name} ${texts[0]}`).join(', ')}]`)
      : [];
  if (told.length === 0) return note;
  return [...narrowed(told, rows), ...note];
}

function narrowed(columns: readonly Column[], rows: number): string[] {
  if (fits(columns)) return drawn(columns);
  if (rows <= FEW_ROWS) return onItsSide(columns, rows);
  const kept = [...columns];
  const gone: string[] = [];
  // The first column says what a row is about, and the last as a rule what came of it.
  while (!fits(cutTo(NARROW_CELL, kept)) && kept.length > 1)
    gone.unshift(kept.splice(kept.length > 2 ? -2 : -1, 1)[0]!.name);
  const widest = CELLS.find((width) => fits(cutTo(width, kept))) ?? NARROW_CELL;
  const shown = cutTo(widest, kept);
  const isCut = shown.some(({ texts }, i) => texts.some((text, row) => text !== kept[i]!.texts[row]));
  const notes = [
    gone.length > 0 && `without the columns ${gone.join(', ')}`,
    isCut && 'a cell that ends in ~ is cut',
  ];
  const said = notes.filter(Boolean).join('; ');
  return [...drawn(shown), ...(said ? wrapped(`[${said}]`) : [])];
}

function cutTo(most: number, columns: readonly Column[]): Column[] {
  return columns.map((column) => ({
    ...column,
    texts: column.texts.map((text) => shortened(text, most)),
  }));
}

function widthOf({ name, texts }: Column): number {
  return Math.max(name.length, ...texts.map(({ length }) => length));
}

function fits(columns: readonly Column[]): boolean {
  const all = columns.reduce((sum, column) => sum + widthOf(column), 0);
  return all + GAP.length * (columns.length - 1) <= MAIL_WIDTH;
}

function drawn(columns: readonly Column[]): string[] {
  const laidOut = columns.map((column) => {
    const width = Math.min(widthOf(column), MAIL_WIDTH);
    const cells = [column.name, '-'.repeat(width), ...column.texts].map((text) => shortened(text, width));
    return cells.map((cell) => (column.numeric ? cell.padStart(width) : cell.padEnd(width)));
  });
  return laidOut[0]!.map((_, row) =>
    laidOut
      .map((cells) => cells[row])
      .join(GAP)
      .trimEnd(),
  );
}

/** A column for each row; or, where that is too wide, one row after the other. */
function onItsSide(columns: readonly Column[], rows: number): string[] {
  const numbers = Array.from({ length: rows }, (_, row) => row);
  const turned = [
    { name: '', numeric: false, texts: columns.map(({ name }) => name) },
    ...numbers.map((row) => ({
      name: rows === 1 ? '' : String(row + 1),
      numeric: false,
      texts: columns.map(({ texts }) => texts[row]!),
    })),
  ];
  if (fits(turned)) return drawn(turned).slice(rows === 1 ? 2 : 0);
  const names = Math.min(24, Math.max(...columns.map(({ name }) => name.length))) + GAP.length;
  return numbers.flatMap((row) => [
    ...(rows === 1 ? [] : [`(${row + 1})`]),
    ...columns
      .filter(({ texts }) => texts[row] !== '')
      .flatMap(({ name, texts }) =>
        wrapped(texts[row]!, {
          first: shortened(name, names - GAP.length).padEnd(names),
          rest: ' '.repeat(names),
        }),
      ),
  ]);
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}~`;
}

/** On one line, ends without spaces; what is further in stays so. */
function oneLine(text: string): string {
  return ascii(text).replaceAll('\n', ' ').trimEnd();
}
