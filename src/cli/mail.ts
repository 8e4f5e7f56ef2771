/** `aliaslab mail`: an executed notebook as plain text for a mailing list. */

import { basename } from 'node:path';
import { Command } from 'commander';
import { InputError } from '../units/problems.js';
import { shellWord } from '../units/shell-word.js';
import { printJson } from './outcome.js';
import { workingLine } from './own-notebooks.js';

export function mailCommand(): Command {
  return new Command('mail')
    .description('print an executed notebook as plain text for a mail: ASCII in 72 columns')
    .argument('<notebook>', 'a notebook file')
    .option('--json', 'print JSON')
    .action(mail);
}

async function mail(path: string, { json }: { json?: boolean }): Promise<void> {
  const { readNotebooks, unrunProblems } = await import('./run-one.js');
  const { mailProblems } = await import('../explain/refusal.js');
  const { notebookMail } = await import('../explain/mail/notebook-mail.js');
  const notebook = readNotebooks([path], 'mail').get(path)!;
  const [problem] = mailProblems(path, notebook);
  if (problem !== undefined) throw new InputError([problem], workingLine('mail'));
  const [unrun] = unrunProblems(path, notebook);
  if (unrun !== undefined) throw new InputError([unrun], `aliaslab run --write ${shellWord(path)}`);
  const text = notebookMail(notebook, basename(path));
  if (json) printJson({ notebook: path, text });
  else process.stdout.write(text);
}
