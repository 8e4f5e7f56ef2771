/** Cells are short: the cell says what, the library how. */
import type { NotebookCell } from '../../jupyter/notebook.js';
import { MOST_READ } from './code.js';
import type { Rule } from './rule.js';

const MOST_LINES = 6;
/** A figure that a cell draws by itself fits; lines of that length are to be rare all the same. */
const MOST_COLUMNS = 250;

export const lengths: Rule = {
  mend: `cut it: code has ${MOST_LINES} lines of ${MOST_COLUMNS} characters at most`,
  find: ({ notebook: { cells } }) =>
    cells.flatMap((cell, i) => tooLong(cell).map((what) => ({ cell: i + 1, what }))),
};

function tooLong({ cell_type, source }: NotebookCell): string[] {
  if (source.length > MOST_READ) return [`the cell has ${source.length} characters, and was not read`];
  const lines = cell_type === 'code' ? source.trimEnd().split('\n') : [];
  const wide = lines.filter(({ length }) => length > MOST_COLUMNS);
  const found = wide.map(({ length }) => `a line has ${length} characters`);
  return lines.length > MOST_LINES ? [`the cell has ${lines.length} lines`, ...found] : found;
}
