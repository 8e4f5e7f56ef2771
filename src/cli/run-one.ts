/** Runs one notebook file for the commands that do: in its own folder, with progress, and a failure as text. */

import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { otherKernel } from '../explain/refusal.js';
import type { Notebook } from '../jupyter/notebook.js';
import { conversionOf } from '../jupyter/notebook-parse.js';
import { type ReadNotebook, readNotebookFile } from '../jupyter/notebook-text.js';
import { type CellFailure, runNotebook } from '../jupyter/run-notebook.js';
import { InputError } from '../units/problems.js';
import { shellWord } from '../units/shell-word.js';
import { workingLine } from './own-notebooks.js';
import { progressOf } from './progress.js';

/** What came of a notebook. */
export interface Ran {
  path: string;
  saved: Notebook;
  notebook: Notebook;
  failure?: CellFailure;
  cells: number;
  seconds: number;
}

/** How to run it. */
export interface RunOneOptions {
  /** Where progress goes. */
  progress: NodeJS.WriteStream;
  /** Seconds that one cell may take. */
  cellLimit?: number;
  /** Whether a claim that does not hold is a failure. */
  strictClaims?: boolean;
}

/** Reads all notebooks before `command` does anything. Throws one InputError for all that cannot be read. */
export function readNotebooks(paths: readonly string[], command: string): Map<string, ReadNotebook> {
  const problems: string[] = [];
  const advice = new Set<string>();
  const read = new Map<string, ReadNotebook>();
  for (const path of paths) {
    if (!existsSync(path)) {
      problems.push(`there is no notebook '${path}'`);
      advice.add('');
    } else if (statSync(path).isDirectory()) {
      problems.push(`'${path}' is a folder, and no notebook`);
      // A mail is of one notebook.
      const hasSome = command !== 'mail' && readdirSync(path).some((name) => name.endsWith('.ipynb'));
      advice.add(hasSome ? `aliaslab ${command} ${shellWord(path.replace(/\/+$/, ''))}/*.ipynb` : '');
    } else {
      try {
        read.set(path, readNotebookFile(path));
      } catch (error) {
        const isInput = error instanceof InputError;
        problems.push(...(isInput ? error.problems : [`cannot read '${path}': ${(error as Error).message}`]));
        advice.add(isInput && error.tryThis === conversionOf(path) ? error.tryThis : '');
      }
    }
  }
  // One notebook of another format is told how to convert it; for all else there is a line that works.
  const [only = ''] = advice.size === 1 ? advice : [];
  if (problems.length > 0) throw new InputError(problems, only === '' ? workingLine(command) : only);
  return read;
}

/** Throws an InputError for notebooks that another kernel runs, in another language. */
export function refuseOtherKernels(read: ReadonlyMap<string, ReadNotebook>, command: string): void {
  const problems = [...read].flatMap(([path, { notebook }]) => {
    const kernel = otherKernel(notebook);
    return kernel === undefined ? [] : [`'${path}' is no notebook of TypeScript: ${kernel}`];
  });
  if (problems.length > 0) throw new InputError(problems, workingLine(command));
}

/** What keeps a notebook from being shown: it was never run. */
export function unrunProblems(path: string, { cells }: Notebook): string[] {
  const code = cells.filter((cell) => cell.cell_type === 'code' && cell.source.trim() !== '');
  const isUnrun = code.every((cell) => cell.cell_type === 'code' && cell.execution_count === null);
  return code.length > 0 && isUnrun ? [`'${path}' has no saved outputs to show`] : [];
}

/** Runs a notebook in its folder, as Jupyter does. */
export async function runOne(path: string, saved: Notebook, options: RunOneOptions): Promise<Ran> {
  const progress = progressOf(basename(path, '.ipynb'), options.progress);
  const started = performance.now();
  let cells = 0;
  try {
    const run = await runNotebook(saved, {
      cwd: dirname(resolve(path)),
      ...(options.cellLimit === undefined ? {} : { cellLimit: options.cellLimit }),
      strictClaims: options.strictClaims ?? false,
      onCell: (now) => {
        cells = now.done + 1;
        progress.cell(now);
      },
    });
    return { path, saved, ...run, cells, seconds: (performance.now() - started) / 1000 };
  } finally {
    progress.end();
  }
}

/** A failure as the terminal shows it: the notebook, the cell, and the error as the notebook shows it. */
export function failureText(path: string, { cell, traceback, ename, evalue }: CellFailure): string {
  const said = traceback.length > 0 ? traceback.join('\n') : `${ename}: ${evalue}`;
  return `${path}, cell ${cell} failed:\n${said.replace(/^/gm, '  ')}`;
}
