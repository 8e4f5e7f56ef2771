/**
 * A table in 72 columns: nothing of it is left out, and no cell is cut. As it is, if that fits; else what is the same in every
 * row is said once, and then the first of these is taken that fits, and is not over twice as long as the last:
 *
 *     on its side      a column for each of a few rows
 *     broken           names and cells over several lines; of some rows on its side, if it has to be
 *     in parts         some columns, and the others below them, each part beginning with what tells rows apart
 *     told             row after row as text
 */
import { type TableLike, tableCells } from '../views/table-cells.js';
import { ascii, MAIL_WIDTH, wrapped } from './text.js';

/** A column as texts. */
export interface TextColumn {
  readonly name: string;
  readonly numeric: boolean;
  readonly texts: readonly string[];
}

const GAP = '  ';
/** Longer words are cut where there is no room for them. */
const LONGEST_WORD = 24;
/** Rows of a table that lies on its side, and at most of one whose cells are broken. */
const FEW_ROWS = 4;
const SOME_ROWS = 12;
/** A table may be so many times as long as the same told: it is easier to read. */
const TABLE_IS_WORTH = 2;

/** The first rows of a table as lines; the others are counted. */
export function mailTable(table: TableLike, limit = 40): string[] {
  const { columns, rows } = tableCells(table, limit);
  const more = table.numRows() - rows;
  return [...tableLines(columns), ...(more > 0 ? [`[${more} more rows of ${table.numRows()}]`] : [])];
}

/** Columns of texts as lines. */
export function tableLines(given: readonly TextColumn[]): string[] {
  if (given.length === 0) return ['[a table without columns]'];
  const columns = given.map((column) => ({
    ...column,
    name: oneLine(column.name),
    texts: column.texts.map(oneLine),
  }));
  const isSame = ({ texts }: TextColumn) => texts.length > 1 && texts.every((text) => text === texts[0]);
  const same = fits(columns) ? [] : columns.filter(isSame);
  const others = columns.filter((column) => !same.includes(column));
  const said = same.flatMap(({ name, texts }) => (texts[0] === '' ? [] : `${name} ${texts[0]}`));
  return [
    ...(others.length > 0 ? narrowed(others) : []),
    ...(said.length > 0 ? wrapped(`[in each row: ${said.join(', ')}]`) : []),
  ];
}

function narrowed(columns: readonly TextColumn[]): string[] {
  if (fits(columns)) return drawn(columns)!;
  const rows = columns[0]!.texts.length;
  const turned = rows > 0 && rows <= SOME_ROWS ? onItsSide(columns) : undefined;
  if (turned && rows <= FEW_ROWS && (fits(turned) || rows === 1)) return drawn(turned) ?? rowByRow(columns);
  const asTable = drawn(columns) ?? (turned && drawn(turned)) ?? inParts(columns);
  const asText = rowByRow(columns);
  return asTable.length <= TABLE_IS_WORTH * asText.length ? asTable : asText;
}

/** Row after row: of some, each cell behind the name of its column; of many, with the names once. */
function rowByRow(columns: readonly TextColumn[]): string[] {
  const rows = columns[0]!.texts.map((_, row) => columns.map(({ texts }) => texts[row]!.trim()));
  if (rows.length > 0 && rows.length <= SOME_ROWS)
    return rows.flatMap((cells) =>
      wrapped(cells.flatMap((cell, i) => (cell === '' ? [] : `${columns[i]!.name} ${cell}`)).join('; '), {
        first: '  - ',
        rest: '    ',
      }),
    );
  return [
    ...wrapped(`[${columns.map(({ name }) => name).join('; ')}]`),
    ...rows.flatMap((cells) =>
      wrapped(cells.map((cell) => cell || '-').join('; '), { first: '', rest: '    ' }),
    ),
  ];
}

/** A column for each row, named by the row's first cell. */
function onItsSide([first, ...others]: readonly TextColumn[]): TextColumn[] {
  return [
    { name: first!.name, numeric: false, texts: others.map(({ name }) => name) },
    ...first!.texts.map((name, row) => ({
      name: name.trim(),
      numeric: false,
      texts: others.map(({ texts }) => texts[row]!.trim()),
    })),
  ];
}

/** Some columns, and the others below them. */
function inParts(columns: readonly TextColumn[]): string[] {
  const key = columns.find(({ texts }) => new Set(texts).size === texts.length) ?? columns[0]!;
  const parts: TextColumn[][] = [];
  for (const column of columns.filter((each) => each !== key)) {
    const part = parts.at(-1);
    if (part && squeezed([...part, column], widest, wholeCells)) part.push(column);
    else parts.push([key, column]);
  }
  return parts.flatMap((part, i) => [...(i > 0 ? [''] : []), ...drawn(part)!]);
}

const widest = ({ name, texts }: TextColumn) => longest([name, ...texts]);
const fits = (columns: readonly TextColumn[]) => squeezed(columns, widest, widest) !== undefined;

function longest(texts: readonly string[]): number {
  return texts.reduce((most, { length }) => Math.max(most, length), 0);
}

/** How narrow a column can be with its name over several lines, and with its cells over several lines too. */
const wholeCells = ({ name, texts }: TextColumn) => Math.max(longestWord([name]), longest(texts));
const brokenCells = ({ name, texts }: TextColumn) => Math.min(LONGEST_WORD, longestWord([name, ...texts]));

function longestWord(texts: readonly string[]): number {
  return longest(texts.flatMap((text) => text.trim().split(/ +/)));
}

/** How wide each column is: the widest give way, from one of these widths down to the other. */
function squeezed(
  columns: readonly TextColumn[],
  most: (column: TextColumn) => number,
  least: (column: TextColumn) => number,
): number[] | undefined {
  const gaps = GAP.length * (columns.length - 1);
  const sumOf = (widths: readonly number[]) => widths.reduce((sum, width) => sum + width, gaps);
  const ends = columns.map(least);
  if (sumOf(ends) > MAIL_WIDTH) return undefined;
  const widths = columns.map((column) => Math.min(most(column), MAIL_WIDTH));
  for (let sum = sumOf(widths); sum > MAIL_WIDTH; sum--) {
    const widest = Math.max(...widths.filter((width, i) => width > ends[i]!));
    widths[widths.findIndex((width, i) => width === widest && width > ends[i]!)]!--;
  }
  return widths;
}

/** The table; undefined where it does not fit, however it is broken. */
function drawn(columns: readonly TextColumn[]): string[] | undefined {
  const widths = squeezed(columns, widest, wholeCells) ?? squeezed(columns, wholeCells, brokenCells);
  if (!widths) return undefined;
  const row = (texts: readonly string[]) => {
    const cells = texts.map((text, i) => cellLines(text, widths[i]!));
    const height = Math.max(...cells.map(({ length }) => length));
    const padded = cells.map((lines, i) => {
      const all = Array.from({ length: height }, (_, line) => lines[line] ?? '');
      return all.map((text) => (columns[i]!.numeric ? text.padStart(widths[i]!) : text.padEnd(widths[i]!)));
    });
    return padded[0]!.map((_, line) =>
      padded
        .map((lines) => lines[line])
        .join(GAP)
        .trimEnd(),
    );
  };
  return [
    ...row(columns.map(({ name }) => name)),
    widths.map((width) => '-'.repeat(width)).join(GAP),
    ...columns[0]!.texts.flatMap((_, i) => row(columns.map(({ texts }) => texts[i]!))),
  ];
}

/** Further lines of a cell are as far in as the first. */
function cellLines(text: string, width: number): string[] {
  if (text.length <= width) return [text];
  const [indent] = /^ */.exec(text)!;
  return wrapped(text, { first: indent.slice(0, width / 2), width });
}

/** On one line, and without spaces at its end; what is further in stays so. */
function oneLine(text: string): string {
  return ascii(text).replaceAll('\n', ' ').trimEnd();
}
