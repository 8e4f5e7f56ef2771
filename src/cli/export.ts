/** `aliaslab export`: makes an HTML page of an executed notebook, in one file. */

import { Command } from 'commander';
import type { Notebook } from '../jupyter/notebook.js';
import { InputError } from '../units/problems.js';
import { Failed, printJson } from './outcome.js';

interface Options {
  out: string;
  run?: boolean;
  static?: boolean;
  json?: boolean;
}

export function exportCommand(): Command {
  return new Command('export')
    .description('make one self-contained HTML file of each notebook, to read, edit and run')
    .argument('<notebook...>', 'notebook files')
    .option('--out <folder>', 'where the pages go', '.')
    .option('--run', 'run the notebooks first; nothing is saved into them')
    .option('--static', 'only to read: a smaller page without any script')
    .option('--json', 'print JSON')
    .action(exportPages);
}

async function exportPages(
  paths: string[],
  { out, run, json, static: isStatic = false }: Options,
): Promise<void> {
  const { failureText, readNotebooks, runOne } = await import('./run-one.js');
  const { writePage } = await import('./pages.js');
  const { canBeLive } = await import('../explain/page.js');
  const read = readNotebooks(paths);
  const unrun = [...read].filter(([, notebook]) => !run && neverRun(notebook)).map(([path]) => path);
  if (unrun.length > 0) {
    throw new InputError(
      unrun.map((path) => `'${path}' has no saved outputs to show`),
      `aliaslab export --run ${unrun.join(' ')}`,
    );
  }
  const pages: string[] = [];
  for (const [path, saved] of read) {
    const ran = run ? await runOne(path, saved, { progress: process.stderr }) : { notebook: saved };
    if ('failure' in ran && ran.failure !== undefined) throw new Failed(failureText(path, ran.failure));
    if (!isStatic && !canBeLive(ran.notebook))
      console.error(`'${path}' is not TypeScript: its page can be read, and its cells cannot run there`);
    const { file } = writePage(path, ran.notebook, out, { isStatic });
    pages.push(file);
    if (!json) console.log(file);
  }
  if (json) printJson({ pages });
}

function neverRun({ cells }: Notebook): boolean {
  const code = cells.filter((cell) => cell.cell_type === 'code' && cell.source.trim() !== '');
  return code.length > 0 && code.every((cell) => cell.cell_type === 'code' && cell.execution_count === null);
}
