/** What a check of a notebook finds, and the parts of a notebook that the checks look at. */
import type { CodeCell, Notebook, NotebookCell } from '../../jupyter/notebook.js';

/** One thing to mend. */
export interface Finding {
  /** The cell, from 1; 0 for the notebook as a whole. */
  readonly cell: number;
  /** Which rule it breaks, in a word or two. */
  readonly rule: string;
  readonly what: string;
  /** How to mend it. */
  readonly mend: string;
}

/** A cell with its number. */
export interface Numbered<Cell = NotebookCell> {
  readonly number: number;
  readonly cell: Cell;
}

export function codeCells({ cells }: Notebook): Numbered<CodeCell>[] {
  return cells.flatMap((cell, i) =>
    cell.cell_type === 'code' && cell.source.trim() !== '' ? [{ number: i + 1, cell }] : [],
  );
}

export function proseCells({ cells }: Notebook): Numbered[] {
  return cells.flatMap((cell, i) => (cell.cell_type === 'markdown' ? [{ number: i + 1, cell }] : []));
}

/** Markdown without what is fenced off as code. */
export function withoutFences(markdown: string): string {
  return markdown.replace(/^(```|~~~).*?^\1.*$/gms, '');
}
