/** `aliaslab check`: tells an author what keeps a notebook from being an explanation like the others. */

import { Command } from 'commander';
import type { Finding } from '../explain/check/rule.js';
import { Failed, printJson } from './outcome.js';

export function checkCommand(): Command {
  return new Command('check')
    .description(
      'say what the rules for an explanation find in notebooks; exit code 1 where they find something',
    )
    .argument('<notebook...>', 'notebook files')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nNothing is run: aliaslab run --check finds code that was changed after its outputs were saved.',
    )
    .action(check);
}

async function check(paths: string[], { json }: { json?: boolean }): Promise<void> {
  const { readNotebooks, refuseOtherKernels } = await import('./run-one.js');
  const { checkNotebook } = await import('../explain/check/check.js');
  const read = readNotebooks(paths, 'check');
  refuseOtherKernels(read, 'check');
  const checked = [...read].map(([path, { notebook }]) => ({
    notebook: path,
    findings: checkNotebook(notebook),
  }));
  if (json) printJson({ notebooks: checked });
  else
    for (const { notebook, findings } of checked) {
      const lines = findings.map((finding) => findingLine(notebook, finding));
      console.log(lines.length === 0 ? `${notebook}  nothing to mend` : lines.join('\n'));
    }
  if (checked.some(({ findings }) => findings.length > 0)) throw new Failed('');
}

function findingLine(path: string, { cell, what, mend }: Finding): string {
  return `${path}${cell === 0 ? '' : `, cell ${cell}`}: ${what}; ${mend}`;
}
