/**
 * The `aliaslab` command: its commands, and how errors end it. Exit codes: 0 fine, 1 something failed,
 * 2 bad usage or bad input. A new command is one file here and one line in the list below.
 */

import { inspect } from 'node:util';
import { Command, CommanderError } from 'commander';
import { KernelError } from '../jupyter/client-process.js';
import { packageVersion } from '../jupyter/kernel-home.js';
import { printableLines } from '../units/printable.js';
import { InputError } from '../units/problems.js';
import { againCommand } from './again.js';
import { checkCommand } from './check.js';
import { convertCommand } from './convert.js';
import { exportCommand } from './export.js';
import { jupyterCommand } from './jupyter.js';
import { kernelCommand } from './kernel.js';
import { mailCommand } from './mail.js';
import { newCommand } from './new.js';
import { complain, Failed } from './outcome.js';
import { processorsCommand } from './processors.js';
import { proveCommand } from './prove.js';
import { recordCommand } from './record.js';
import { replayCommand } from './replay.js';
import { runCommand } from './run.js';
import { startCommand } from './start.js';
import { mergeCommand, sweepCommand } from './sweep.js';

const commands = [
  startCommand,
  runCommand,
  exportCommand,
  mailCommand,
  newCommand,
  checkCommand,
  proveCommand,
  againCommand,
  replayCommand,
  sweepCommand,
  mergeCommand,
  convertCommand,
  recordCommand,
  jupyterCommand,
  kernelCommand,
  processorsCommand,
];

/** Runs the command with these arguments; gives its exit code. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    await program().parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    return exitCodeOf(error);
  }
}

function program(): Command {
  const root = new Command('aliaslab')
    .description(
      'Shows, measures and proves when two virtual addresses of one physical page disagree, and what makes them agree.',
    )
    .version(packageVersion)
    .enablePositionalOptions()
    .helpCommand(false)
    .addHelpText(
      'after',
      '\nExit codes: 0 fine, 1 a notebook that failed, differs or is to be mended, or a question that was refuted, 2 bad usage or bad input.',
    );
  for (const command of commands) root.addCommand(command());
  // Exits are ours, so that bad usage is 2; subcommands do not inherit this when they are added.
  const all = (command: Command): Command[] => [command, ...command.commands.flatMap(all)];
  const outputError = (text: string, write: (text: string) => void) => write(printableLines(text));
  for (const command of all(root))
    command.exitOverride().showHelpAfterError('(--help says more)').configureOutput({ outputError });
  return root;
}

function exitCodeOf(error: unknown): number {
  // Commander has written its message, or the help or version that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof Failed) {
    if (error.message !== '') complain(`aliaslab: ${error.message}`);
    return 1;
  }
  if (error instanceof InputError) {
    complain(`aliaslab: ${error.message}`);
    return 2;
  }
  complain(error instanceof KernelError ? `aliaslab: ${error.message}` : inspect(error));
  return 1;
}
