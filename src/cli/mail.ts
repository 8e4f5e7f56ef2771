/** `aliaslab mail`: an executed notebook as plain text for a mailing list. */

import { basename } from 'node:path';
import { Command } from 'commander';
import { asTyped, InputError } from '../units/problems.js';
import { shellWord } from '../units/shell-word.js';
import { printJson } from './outcome.js';
import { workingLine } from './own-notebooks.js';

export function mailCommand(): Command {
  return new Command('mail')
    .description('print an executed notebook as plain text for a mail: ASCII in 72 columns')
    .argument('<notebook>', 'a notebook file')
    .option(
      '--source <address>',
      'where the reader of the mail gets the notebook; without it, the code is to be pasted',
    )
    .option('--json', 'print JSON')
    .action(mail);
}

interface Options {
  readonly source?: string;
  readonly json?: boolean;
}

async function mail(path: string, { source, json }: Options): Promise<void> {
  if (source !== undefined && !/^[\x21-\x7e]{1,72}$/.test(source))
    throw new InputError(
      [`--source ${asTyped(source)} is not an address that fits on a line of a mail`],
      'aliaslab mail NOTEBOOK.ipynb --source https://example.org/NOTEBOOK.ipynb',
    );
  const { readNotebooks, unrunProblems } = await import('./run-one.js');
  const { mailProblems } = await import('../explain/refusal.js');
  const { notebookMail } = await import('../explain/mail/notebook-mail.js');
  const { notebook } = readNotebooks([path], 'mail').get(path)!;
  const [problem] = mailProblems(path, notebook);
  if (problem !== undefined) throw new InputError([problem], workingLine('mail'));
  const [unrun] = unrunProblems(path, notebook);
  if (unrun !== undefined) throw new InputError([unrun], `aliaslab run --write ${shellWord(path)}`);
  const text = notebookMail(notebook, basename(path), source);
  if (json) printJson({ notebook: path, text });
  else process.stdout.write(text);
}
