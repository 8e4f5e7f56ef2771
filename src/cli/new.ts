/** `aliaslab new`: a notebook to begin with, which runs and passes `aliaslab check`. */

import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { Command } from 'commander';
import { InputError } from '../units/problems.js';
import { EXAMPLES } from './examples.js';
import { Failed, printJson } from './outcome.js';

export function newCommand(): Command {
  return new Command('new')
    .description('write a notebook to begin with; it runs, and aliaslab check finds nothing in it')
    .argument('<notebook>', 'a new file, such as my-explanation.ipynb')
    .option('--json', 'print JSON')
    .action(begin);
}

const WORKS = EXAMPLES.new;

async function begin(path: string, { json }: { json?: boolean }): Promise<void> {
  if (!path.endsWith('.ipynb')) throw new InputError([`'${path}' does not end in .ipynb`], WORKS);
  if (existsSync(path)) throw new InputError([`'${path}' is there already, and stays as it is`], WORKS);
  if (!existsSync(dirname(path))) throw new InputError([`there is no folder '${dirname(path)}'`], WORKS);
  const { checkWritable, writeFile } = await import('../node/write-file.js');
  const rules = { works: WORKS, replaces: 'nothing' } as const;
  checkWritable(path, rules);
  const { failureText, runOne } = await import('./run-one.js');
  const { skeletonNotebook } = await import('../explain/skeleton.js');
  const { notebookText } = await import('../jupyter/notebook-text.js');
  const ran = await runOne(path, skeletonNotebook(), { progress: process.stderr });
  if (ran.failure !== undefined) throw new Failed(failureText(path, ran.failure));
  await writeFile(path, notebookText(ran.notebook), rules);
  if (json) printJson({ notebook: path });
  else console.log(`${path}\nnext: change it, aliaslab run --write ${path}, aliaslab check ${path}`);
}
