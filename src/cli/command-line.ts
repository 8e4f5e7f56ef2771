/**
 * One run of the `aliaslab` command, and how errors end it. Exit codes: 0 fine, 1 something failed,
 * 2 bad usage or bad input. Which commands there are: program.ts.
 */

import { inspect } from 'node:util';
import { Command, CommanderError } from 'commander';
import { packageVersion } from '../jupyter/kernel-home.js';
import { printableLines } from '../units/printable.js';
import { InputError } from '../units/problems.js';
import { type CommandName, EXAMPLES, isCommand } from './examples.js';
import { complain, Failed } from './outcome.js';
import { inShell } from './shell-hint.js';

/** Commands by name: each is read when it is asked for, or when all are to be listed. */
export type Commands = Readonly<Partial<Record<CommandName, () => Promise<Command>>>>;

/** Runs that of the commands which these arguments ask for; gives its exit code. */
export async function runCommandLine(args: readonly string[], commands: Commands): Promise<number> {
  try {
    await (await program(args, commands)).parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    return exitCodeOf(error, args);
  }
}

async function program([asked]: readonly string[], commands: Commands): Promise<Command> {
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
  for (const [name, command] of Object.entries(commands) as [CommandName, () => Promise<Command>][])
    if (!isCommand(asked) || name === asked)
      root.addCommand((await command()).addHelpText('after', `\nExample: ${EXAMPLES[name]}`));
  // Exits are ours, so that bad usage is 2; subcommands do not inherit this when they are added.
  const all = (command: Command): Command[] => [command, ...command.commands.flatMap(all)];
  const outputError = (text: string, write: (text: string) => void) => write(printableLines(text));
  for (const command of all(root))
    command.exitOverride().showHelpAfterError('(--help says more)').configureOutput({ outputError });
  return root;
}

function exitCodeOf(error: unknown, args: readonly string[]): number {
  // Commander has written its message, or the help or version that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof Failed) {
    if (error.message !== '') complain(`aliaslab: ${error.message}`);
    return 1;
  }
  if (error instanceof InputError) {
    complain(`aliaslab: ${inShell(error, args).message}`);
    return 2;
  }
  // Known by its name: its class comes with all that runs a kernel.
  const isKernels = error instanceof Error && error.name === 'KernelError';
  complain(isKernels ? `aliaslab: ${error.message}` : inspect(error));
  return 1;
}
