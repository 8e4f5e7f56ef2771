/** A notebook of ours with a fault in it, and what the check tells of it. */
import { join } from 'node:path';
import { checkNotebook } from '../../../src/explain/check/check.js';
import { packageRoot } from '../../../src/jupyter/kernel-home.js';
import { type CodeCell, cellTags, type Notebook, type NotebookCell } from '../../../src/jupyter/notebook.js';
import { readNotebook } from '../../../src/jupyter/notebook-text.js';

export const folder = join(packageRoot, 'notebooks');
const first = readNotebook(join(folder, '01-the-kernel-reads-an-old-byte.ipynb'));
/** Without what is said of the page alone: the cells that findings name are those of the argument. */
export const good: Notebook = {
  ...first,
  cells: first.cells.filter((cell) => !cellTags(cell).includes('not-in-mail')),
};

/** The number of its last code cell. */
export const last = good.cells.length;

/** The good notebook with one cell (from 1) changed. */
export function changed(number: number, change: (cell: CodeCell) => object): Notebook {
  const cells = good.cells.map((cell, i) =>
    i + 1 === number ? ({ ...cell, ...change(cell as CodeCell) } as NotebookCell) : cell,
  );
  return { ...good, cells };
}

/** The good notebook with a text in place of another one, in all cells of this type. */
export function replaced(type: 'markdown' | 'code', from: RegExp, to: string): Notebook {
  const cells = good.cells.map((cell) =>
    cell.cell_type === type ? { ...cell, source: cell.source.replaceAll(from, to) } : cell,
  );
  return { ...good, cells: cells as NotebookCell[] };
}

/** The good notebook with cells before its part to play in: Markdown as text, code in a list with what it printed. */
export function inserted(
  ...cells: readonly (string | readonly [source: string, printed?: string])[]
): Notebook {
  const at = good.cells.findIndex(({ source }) => /^## Your turn/m.test(source));
  const [before, turn = ''] = good.cells[at]!.source.split(/^(?=## Your turn)/m);
  const made = [before ?? '', ...cells, turn].map(newCell);
  const all = [...good.cells.slice(0, at), ...made, ...good.cells.slice(at + 1)];
  let count = 0;
  const counted = all.map((cell) =>
    cell.cell_type === 'code' ? { ...cell, execution_count: ++count } : cell,
  );
  return { ...good, cells: counted };
}

/** The number of the first cell that {@link inserted} puts in. */
export const firstInserted = good.cells.findIndex(({ source }) => /^## Your turn/m.test(source)) + 2;

function newCell(cell: string | readonly [source: string, printed?: string]): NotebookCell {
  if (typeof cell === 'string') return { cell_type: 'markdown', metadata: {}, source: cell };
  const [source, printed] = cell;
  const outputs =
    printed === undefined ? [] : [{ output_type: 'stream' as const, name: 'stdout' as const, text: printed }];
  return { cell_type: 'code', metadata: {}, source, execution_count: 1, outputs };
}

export const told = (notebook: Notebook) =>
  checkNotebook(notebook).map(({ cell, rule, what }) => `${cell} ${rule}: ${what}`);
export const more = (text: string) => (cell: { source: string }) => ({ source: cell.source + text });
