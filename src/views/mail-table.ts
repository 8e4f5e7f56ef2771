/**
 * A table for a mail. One that is too wide for 72 columns first loses the columns that say the same in every row (which is
 * said once), then lies on its side or is told in few letters with a legend, and then loses columns, which is said too.
 */
import { withCodedCells, withCodedNames } from './mail-codes.js';
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
/** Rows that are told one by one. */
const SOME_ROWS = 12;

/** Rows of a table, as lines. */
export function mailTable(table: TableLike, limit = 20): string[] {
  const { columns, leftOut } = tableCells(table, limit);
  const rest = leftOut?.replace(/:.*/, '');
  return [...mailColumns(columns), ...(rest ? [`[${ascii(rest).replace(/^\.\.\. /, '')}]`] : [])];
}

/** Columns of texts, as lines; more than `limit` rows are counted. */
export function mailColumns(given: readonly Column[], limit = Number.POSITIVE_INFINITY): string[] {
  const all = given[0]?.texts.length ?? 0;
  if (all <= limit) return laidOut(given);
  const shown = given.map((column) => ({ ...column, texts: column.texts.slice(0, limit) }));
  return [...laidOut(shown), `[${all - limit} more rows of ${all}]`];
}

function laidOut(given: readonly Column[]): string[] {
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
  const others = columns.filter((column) => !same.includes(column));
  const inEach = same.filter(({ texts }) => texts[0] !== '');
  const note =
    inEach.length > 0
      ? wrapped(`[in each row: ${inEach.map(({ name, texts }) => `${name} ${texts[0]}`).join(', ')}]`)
      : [];
  if (others.length === 0) return note;
  return [...narrowed(others, rows), ...note];
}

function narrowed(columns: readonly Column[], rows: number): string[] {
  if (fits(columns)) return drawn(columns);
  if (rows <= FEW_ROWS) return onItsSide(columns, rows);
  if (rows <= SOME_ROWS) return told(columns, rows);
  if (!fits(cutTo(NARROW_CELL, columns))) {
    const coded = inCodes(columns);
    if (coded) return coded;
  }
  const kept = [...columns];
  const gone: string[] = [];
  // The first column says what a row is about, and the last as a rule what came of it.
  while (!fits(cutTo(NARROW_CELL, kept)) && kept.length > 1)
    gone.unshift(kept.splice(kept.length > 2 ? -2 : -1, 1)[0]!.name);
  const widest = CELLS.find((width) => fits(cutTo(width, kept))) ?? NARROW_CELL;
  const shown = cutTo(widest, kept);
  const notes = [gone.length > 0 && `without the columns ${gone.join(', ')}`, isCut(shown, kept) && CUT];
  const said = notes.filter(Boolean).join('; ');
  return [...drawn(shown), ...(said ? wrapped(`[${said}]`) : [])];
}

/** All columns in few letters, with a legend; undefined where that is not enough. */
function inCodes(given: readonly Column[]): string[] | undefined {
  const named = withCodedNames(given);
  const both = withCodedCells(named.columns);
  const tries = [
    { columns: named.columns, legend: named.legend, gap: GAP },
    { columns: both.columns, legend: [...named.legend, ...both.legend], gap: ' ' },
  ];
  for (const { columns, legend, gap } of tries) {
    const width = CELLS.find((each) => fits(cutTo(each, columns), gap));
    if (width === undefined) continue;
    const shown = cutTo(width, columns);
    const notes = isCut(shown, columns) ? [...legend, CUT] : legend;
    return [...drawn(shown, gap), ...wrapped(`[${notes.join('; ')}]`)];
  }
  return undefined;
}

const CUT = 'a cell that ends in ~ is cut';

function isCut(shown: readonly Column[], whole: readonly Column[]): boolean {
  return shown.some(({ texts }, i) => texts.some((text, row) => text !== whole[i]!.texts[row]));
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

function fits(columns: readonly Column[], gap = GAP): boolean {
  const all = columns.reduce((sum, column) => sum + widthOf(column), 0);
  return all + gap.length * (columns.length - 1) <= MAIL_WIDTH;
}

function drawn(columns: readonly Column[], gap = GAP): string[] {
  const padded = columns.map((column) => {
    const width = Math.min(widthOf(column), MAIL_WIDTH);
    const cells = [column.name, '-'.repeat(width), ...column.texts].map((text) => shortened(text, width));
    return cells.map((cell) => (column.numeric ? cell.padStart(width) : cell.padEnd(width)));
  });
  return padded[0]!.map((_, row) =>
    padded
      .map((cells) => cells[row])
      .join(gap)
      .trimEnd(),
  );
}

/** A column for each row, named by the row's first cell; or, where that is too wide, one row after the other. */
function onItsSide(columns: readonly Column[], rows: number): string[] {
  const [first, ...others] = columns;
  const isNamed = new Set(first!.texts).size === rows && others.length > 0;
  const down = isNamed ? others : columns;
  const turned = [
    { name: isNamed ? first!.name : '', numeric: false, texts: down.map(({ name }) => name) },
    ...Array.from({ length: rows }, (_, row) => ({
      name: isNamed ? first!.texts[row]!.trim() : rows === 1 ? '' : String(row + 1),
      numeric: false,
      texts: down.map(({ texts }) => texts[row]!),
    })),
  ];
  if (fits(turned)) return drawn(turned).slice(rows === 1 && !isNamed ? 2 : 0);
  return told(columns, rows);
}

/** One row after the other: each cell behind the name of its column. */
function told(columns: readonly Column[], rows: number): string[] {
  return Array.from({ length: rows }, (_, row) => row).flatMap((row) => {
    const cells = columns.filter(({ texts }) => texts[row]!.trim() !== '');
    return wrapped(cells.map(({ name, texts }) => `${name} ${texts[row]!.trim()}`).join('; '), {
      first: '  - ',
      rest: '    ',
    });
  });
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}~`;
}

/** On one line, ends without spaces; what is further in stays so. */
function oneLine(text: string): string {
  return ascii(text).replaceAll('\n', ' ').trimEnd();
}
