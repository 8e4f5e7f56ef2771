/** `aliaslab export`: makes an HTML page of an executed notebook, in one file. */

import { statSync } from 'node:fs';
import { Command } from 'commander';
import { asTyped, InputError } from '../units/problems.js';
import { shellWord } from '../units/shell-word.js';
import { complain, Failed, printJson, relativeToHere } from './outcome.js';

interface Options {
  out: string;
  run?: boolean;
  static?: boolean;
  source?: string;
  json?: boolean;
}

export function exportCommand(): Command {
  return new Command('export')
    .description('make one self-contained HTML file of each notebook, to read, edit and run')
    .argument('<notebook...>', 'notebook files')
    .option('--out <folder>', 'where the pages go', '.')
    .option('--run', 'run the notebooks first; nothing is saved into them')
    .option('--static', 'only to read: a smaller page without any script')
    .option(
      '--source <address>',
      'the address of their folder: links to notebooks that are not exported lead there',
    )
    .option('--json', 'print JSON')
    .action(exportPages);
}

async function exportPages(
  paths: string[],
  { out, run, json, source, static: isStatic = false }: Options,
): Promise<void> {
  checkSource(source);
  const { failureText, readNotebooks, refuseOtherKernels, runOne, unrunProblems } = await import(
    './run-one.js'
  );
  const { preparePages, writePage } = await import('./pages.js');
  const { PageLinks } = await import('./page-links.js');
  const { canBeLive } = await import('../explain/page.js');
  const { pageSizeNote } = await import('../explain/refusal.js');
  const read = readNotebooks(paths, 'export');
  if (run) refuseOtherKernels(read, 'export');
  const unrun = run
    ? []
    : [...read].filter(([path, { notebook }]) => unrunProblems(path, notebook).length > 0);
  if (unrun.length > 0) {
    throw new InputError(
      unrun.flatMap(([path, { notebook }]) => unrunProblems(path, notebook)),
      `aliaslab export --run ${unrun.map(([path]) => shellWord(path)).join(' ')}`,
    );
  }
  const notebooks = new Map([...read].map(([path, { notebook }]) => [path, notebook]));
  const links = new PageLinks(notebooks, { hasList: false, source });
  const pages = { out, hasList: false, command: `aliaslab export${run ? ' --run' : ''}` };
  preparePages([...read.keys()], pages);
  const files: string[] = [];
  for (const [path, { notebook: saved }] of read) {
    const ran = run ? await runOne(path, saved, { progress: process.stderr }) : { notebook: saved };
    if ('failure' in ran && ran.failure !== undefined) throw new Failed(failureText(path, ran.failure));
    if (!isStatic && !canBeLive(ran.notebook))
      complain(`'${path}' is not TypeScript: its page can be read, and its cells cannot run there`);
    const { file } = await writePage(path, ran.notebook, pages, { links, isStatic });
    files.push(file);
    if (!json) console.log(file);
    const large = pageSizeNote(relativeToHere(file), statSync(file).size, ran.notebook);
    if (large !== undefined) complain(large);
  }
  if (json) printJson({ pages: files });
}

function checkSource(source: string | undefined): void {
  if (source !== undefined && !(/^https?:\/\/[^\s?#]+\/$/.test(source) && URL.canParse(source)))
    throw new InputError(
      [
        `--source ${asTyped(source)} is not the address of a folder, which begins with https:// and ends in /`,
      ],
      'aliaslab export NOTEBOOK.ipynb --source https://example.org/notebooks/',
    );
}
