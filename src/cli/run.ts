/** `aliaslab run`: executes notebooks on the kernel; saves their outputs or compares them with the saved ones. */

import { Command } from 'commander';
import { InputError } from '../units/problems.js';
import { firstDifference } from './first-difference.js';
import { complain, Failed, printJson, wholeNumber } from './outcome.js';

interface Options {
  write?: boolean;
  check?: boolean;
  cellLimit?: number;
  json?: boolean;
}

export function runCommand(): Command {
  return new Command('run')
    .description('execute notebooks on the aliaslab kernel, without Jupyter')
    .argument('<notebook...>', 'notebook files')
    .option('--write', 'save the outputs into the notebooks')
    .option('--check', 'compare the outputs with the saved ones; exit code 1 where a cell differs')
    .option('--cell-limit <seconds>', 'how long one cell may take', wholeNumber(1, 86_400))
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nA claim that does not hold is said, and the run goes on; with --check it fails its cell.',
    )
    .action(run);
}

async function run(paths: string[], { write, check, cellLimit, json }: Options): Promise<void> {
  if (write && check) {
    throw new InputError(['--write and --check exclude each other'], `aliaslab run --check ${paths[0]}`);
  }
  const { failureText, readNotebooks, refuseOtherKernels, runOne } = await import('./run-one.js');
  const { checkNotebookWritable, writeNotebook } = await import('../jupyter/notebook-text.js');
  const { doesNotHold, unheldClaims } = await import('../jupyter/unheld-claims.js');
  const read = readNotebooks(paths, 'run');
  refuseOtherKernels(read, 'run');
  if (write) for (const [path, { bytes }] of read) checkNotebookWritable(path, bytes);
  const progress = json ? process.stderr : process.stdout;
  const reports: unknown[] = [];
  let failed = 0;
  for (const [path, { notebook: saved, bytes }] of read) {
    const ran = await runOne(path, saved, {
      progress,
      strictClaims: check ?? false,
      ...(cellLimit === undefined ? {} : { cellLimit }),
    });
    const unheld = unheldClaims(ran.notebook);
    for (const claim of unheld) complain(`${path}: ${doesNotHold(claim).trimEnd()}`);
    const differs = check && ran.failure === undefined ? firstDifference(saved, ran.notebook) : undefined;
    if (write && ran.failure === undefined) await writeNotebook(path, ran.notebook, bytes);
    if (ran.failure !== undefined) complain(`aliaslab: ${failureText(path, ran.failure)}`);
    else if (differs !== undefined)
      complain(`aliaslab: ${path}, cell ${differs} gives other outputs than are saved`);
    const good = ran.failure === undefined && differs === undefined;
    if (!good) failed++;
    const { cells, seconds, failure } = ran;
    reports.push({
      notebook: path,
      ok: good,
      cells,
      seconds,
      ...(unheld.length > 0 && { unheld }),
      ...(failure && { failure }),
      ...(differs && { differs }),
    });
    if (!json && good)
      console.log(
        `${path}  ${cells} cells in ${seconds.toFixed(1)} s${write ? ', saved' : check ? ', as saved' : ''}`,
      );
  }
  if (json) printJson({ notebooks: reports });
  if (failed > 0) throw new Failed('');
}
