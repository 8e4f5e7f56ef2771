/** `grid()`: answers in rows and columns that a cell has collected, as a picture, a table and text. */
import { refuseMore, refuseMoreInMethods } from '../units/arguments.js';
import { checkOptions } from '../units/options.js';
import { Problems } from '../units/problems.js';
import type { Table } from '../views/arquero-table.js';
import { type Figure, PLOTLY_MIME } from '../views/figure.js';
import { type GridInput, gridFigure, gridTable, gridWords } from '../views/grid.js';
import { tableText } from '../views/table-text.js';
import { checkCells, checkMeans, checkNames, checkTexts } from './collected.js';
import { type DisplayBundle, Shown } from './shown.js';

const GRID_LINE = `grid({ title: 'Misses', caption: 'Loads that miss.', rows: ['one way'], columns: ['4 KiB', '8 KiB'], cells: [[0, 8]] })`;

/** A grid of words, numbers and verdicts. */
export class Grid extends Shown {
  readonly input: GridInput;

  constructor(input: GridInput) {
    super();
    this.input = input;
  }

  /** A row a row, a column a column. */
  table(): Table {
    return gridTable(this.input);
  }
  /** Rows down, columns across, each cell with its word and the color of what it means. */
  figure(): Figure {
    return gridFigure(this.input);
  }
  /** Each row in words: what the picture's alternative text says. */
  words(): string {
    return gridWords(this.input);
  }
  toString(): string {
    return `${this.input.title}\n${tableText(this.table())}`;
  }
  toJSON(): GridInput {
    return this.input;
  }
  protected override bundle(): DisplayBundle {
    return { 'text/plain': this.toString(), [PLOTLY_MIME]: this.figure() };
  }
}

refuseMoreInMethods(Grid, 'grid()', GRID_LINE);

/**
 * Answers in rows and columns: each cell a word, a number, or yes and no. A number has a deeper shade the more it is. A word
 * has the color of what it means: said by `means`, or by the mark that it begins with (✓ fine, ✗ stale, F foreign, † lost,
 * ∅ missing, ‼ machine check, – needless). Throws an InputError with everything that is wrong.
 * @example
 * const asked = grid({ title: 'Misses', caption: 'Loads that miss.', rows: ['one way'], columns: ['4 KiB', '8 KiB'], cells: [[0, 8]] });
 * asked.words() // => 'one way: 4 KiB 0, 8 KiB 8'
 */
export function grid(input: GridInput): Grid {
  refuseMore<typeof grid>(1, arguments, 'grid()', GRID_LINE);
  const problems = new Problems();
  const known = ['title', 'caption', 'rows', 'columns', 'cells', 'down', 'across', 'means'];
  if (checkOptions(input, known, 'grid', problems)) {
    const { title, caption, rows, columns, cells, down, across, means } = input;
    checkTexts(
      { title, caption, ...(down !== undefined && { down }), ...(across !== undefined && { across }) },
      problems,
    );
    checkNames('rows', rows, problems);
    checkNames('columns', columns, problems);
    checkCells(cells, rows, columns, problems);
    checkMeans(means, problems);
  }
  problems.throwIfAny(GRID_LINE);
  return new Grid(structuredClone(input));
}
