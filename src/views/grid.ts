/**
 * A grid of words, numbers and verdicts: rows by columns, as a heat map, as a table and as text.
 *
 *              8 KiB       16 KiB
 *     SH7750   ✗ refused   ✓ granted      a word has the color of what it means
 *     24Kc     3           0              a number the deeper a shade, the more it is
 */
import { table } from 'arquero';
import type { Table } from './arquero-table.js';
import { type Figure, figureText } from './figure.js';
import { AMOUNT, INK, JUDGED, JUDGED_NAMES, type Judged, OUTCOME } from './palette.js';
import { PIXELS_A_LETTER, wrapped } from './wrapped-label.js';

/** What a cell says: yes and no are ✓ and ✗. */
export type GridCell = string | number | boolean;

/** A grid as it is typed. */
export interface GridInput {
  readonly title: string;
  /** One sentence: what to see in it. */
  readonly caption: string;
  readonly rows: readonly (string | number)[];
  readonly columns: readonly (string | number)[];
  /** Of each row, a cell a column. */
  readonly cells: readonly (readonly GridCell[])[];
  /** What rows are, and what columns are: words beside the axes. */
  readonly down?: string;
  readonly across?: string;
  /** What words of cells mean, by which they are colored. A word that begins with the mark of an outcome has that one's color. */
  readonly means?: Readonly<Record<string, Judged>>;
}

/** What a cell reads as, and what it means; a number means nothing by itself. */
interface Look {
  readonly text: string;
  readonly judged?: Judged;
  readonly amount?: number;
}

function lookOf(cell: GridCell, means: GridInput['means'] = {}): Look {
  if (typeof cell === 'number') return { text: String(cell), amount: cell };
  if (typeof cell === 'boolean') return cell ? { text: '✓', judged: 'fine' } : { text: '✗', judged: 'stale' };
  const marked = markedAs(cell);
  const judged = Object.hasOwn(means, cell) ? means[cell] : marked;
  if (judged === undefined) return { text: cell };
  return { text: marked ? cell : `${JUDGED[judged].mark} ${cell}`, judged };
}

const MARKS = Object.values(OUTCOME).map(({ mark }) => mark);

/** What its mark says of a word: `✗ refused`, or several marks and nothing else, of which the first counts. */
function markedAs(word: string): Judged | undefined {
  const isMarks = word !== '' && [...word].every((letter) => (MARKS as readonly string[]).includes(letter));
  return JUDGED_NAMES.find((name) => word.startsWith(isMarks ? JUDGED[name].mark : `${JUDGED[name].mark} `));
}

/** A row a row of the grid, a column a column. */
export function gridTable({ rows, columns, cells, means, down = ' ' }: GridInput): Table {
  const made = columns.map((column, at) => [
    String(column),
    cells.map((row) => (typeof row[at] === 'number' ? row[at] : lookOf(row[at]!, means).text)),
  ]);
  return table({ [down]: rows.map(String), ...Object.fromEntries(made) });
}

/** Letters of a line, where a column's name stands in three lines. */
function narrowest(column: string | number): number {
  const words = String(column)
    .split(' ')
    .map((word) => word.length);
  return Math.max(5, ...words, Math.ceil(String(column).length / 3) + 2);
}

/** What a figure takes a line of, and a letter, in pixels. */
const ROW = 40;
const LETTER = 8;
const WIDEST = 760;

/** Rows down, columns across, in each cell its word. */
export function gridFigure(input: GridInput): Figure {
  const { title, caption, rows, columns, cells, down, across, means } = input;
  const looks = cells.map((row) => row.map((cell) => lookOf(cell, means)));
  const names = Math.max(...rows.map((row) => String(row).length)) * PIXELS_A_LETTER + 30;
  const texts = looks.flat().map(({ text }) => text.length + 1);
  const wanted = Math.max(...texts, ...columns.map(narrowest)) * LETTER + 8;
  const cell = Math.min(wanted, (WIDEST - names) / columns.length);
  const most = Math.max(1, ...looks.flat().map(({ amount = 0 }) => amount));
  const x = columns.map((column) => wrapped(String(column), cell));
  const y = rows.map((row) => figureText(String(row)));
  const common = {
    type: 'heatmap',
    x,
    y,
    showscale: false,
    xgap: 3,
    ygap: 3,
    hoverinfo: 'x+y+text',
    texttemplate: '%{text}',
  };
  const textOf = (shown: (look: Look) => boolean) =>
    looks.map((row) => row.map((look) => (shown(look) ? figureText(look.text) : '')));
  const isJudged = ({ judged }: Look) => judged !== undefined;
  const steps = JUDGED_NAMES.flatMap((name, nth) =>
    [nth, nth + 1].map((end) => [end / JUDGED_NAMES.length, JUDGED[name].color] as const),
  );
  const lines = Math.max(...x.map((label) => label.split('<br>').length));
  return {
    data: [
      {
        ...common,
        z: looks.map((row) => row.map((look) => (isJudged(look) ? null : (look.amount ?? 0)))),
        text: textOf((look) => !isJudged(look)),
        zmin: 0,
        zmax: most,
        colorscale: [
          [0, AMOUNT.none],
          [1, AMOUNT.most],
        ],
        textfont: { color: INK.text },
      },
      {
        ...common,
        z: looks.map((row) => row.map(({ judged }) => (judged ? JUDGED_NAMES.indexOf(judged) : null))),
        text: textOf(isJudged),
        zmin: -0.5,
        zmax: JUDGED_NAMES.length - 0.5,
        colorscale: steps,
        textfont: { color: INK.ground },
      },
    ],
    layout: {
      title: { text: figureText(title) },
      width: Math.min(WIDEST, Math.max(360, names + 20 + cell * columns.length)),
      height: 80 + ROW * rows.length + 16 * lines + (across ? 20 : 0),
      xaxis: { type: 'category', tickangle: 0, ...(across && { title: { text: figureText(across) } }) },
      yaxis: {
        type: 'category',
        autorange: 'reversed',
        automargin: true,
        ...(down && { title: { text: figureText(down) } }),
      },
      margin: { l: names, r: 15, t: 45, b: 20 + 16 * lines + (across ? 20 : 0) },
      meta: { caption, alt: gridWords(input) },
    },
  };
}

/** `24Kc: 8 KiB 3, 16 KiB 0; …` */
export function gridWords({ rows, columns, cells, means }: GridInput): string {
  const ofRow = (row: readonly GridCell[]) =>
    row.map((cell, at) => `${columns[at]} ${lookOf(cell, means).text}`).join(', ');
  return cells.map((row, at) => `${rows[at]}: ${ofRow(row)}`).join('; ');
}
