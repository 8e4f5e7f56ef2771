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

/** What stands under one heading of the second level: its prose, and the code cells up to the next heading. */
export interface Section {
  readonly heading: string;
  /** The cell that the heading is in. */
  readonly number: number;
  readonly prose: string;
  readonly code: readonly Numbered<CodeCell>[];
}

/** The sections; the first is what stands under the title. Headings in code fences are none. */
export function sectionsOf({ cells }: Notebook): Section[] {
  type Open = { heading: string; number: number; prose: string; code: Numbered<CodeCell>[] };
  const sections: Open[] = [{ heading: '', number: 1, prose: '', code: [] }];
  for (const [i, cell] of cells.entries()) {
    if (cell.cell_type === 'code') sections.at(-1)!.code.push({ number: i + 1, cell });
    else if (cell.cell_type === 'markdown') {
      const [before = '', ...parts] = withoutFences(cell.source).split(/^##[ \t]+/m);
      sections.at(-1)!.prose += `\n${before}`;
      for (const part of parts) {
        const [heading = '', ...rest] = part.split('\n');
        sections.push({ heading: heading.trim(), number: i + 1, prose: rest.join('\n'), code: [] });
      }
    }
  }
  return sections;
}

/** Markdown without what is fenced off as code. */
export function withoutFences(markdown: string): string {
  return markdown.replace(/^(```|~~~).*?^\1.*$/gms, '');
}
