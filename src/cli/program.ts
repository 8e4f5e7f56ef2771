/** The commands of `aliaslab`. A new one is one file here, one line in this list, and its line in examples.ts. */

import type { Command } from 'commander';
import { runCommandLine } from './command-line.js';
import type { CommandName } from './examples.js';

/** Each is read when it is asked for: the others would take a quarter of a second. */
const COMMANDS: Readonly<Record<CommandName, () => Promise<Command>>> = {
  start: async () => (await import('./start.js')).startCommand(),
  run: async () => (await import('./run.js')).runCommand(),
  export: async () => (await import('./export.js')).exportCommand(),
  mail: async () => (await import('./mail.js')).mailCommand(),
  new: async () => (await import('./new.js')).newCommand(),
  check: async () => (await import('./check.js')).checkCommand(),
  prove: async () => (await import('./prove.js')).proveCommand(),
  again: async () => (await import('./again.js')).againCommand(),
  replay: async () => (await import('./replay.js')).replayCommand(),
  sweep: async () => (await import('./sweep.js')).sweepCommand(),
  merge: async () => (await import('./sweep.js')).mergeCommand(),
  convert: async () => (await import('./convert.js')).convertCommand(),
  record: async () => (await import('./record.js')).recordCommand(),
  jupyter: async () => (await import('./jupyter.js')).jupyterCommand(),
  kernel: async () => (await import('./kernel.js')).kernelCommand(),
  processors: async () => (await import('./processors.js')).processorsCommand(),
};

/** Runs the command with these arguments; gives its exit code. */
export function main(args: readonly string[]): Promise<number> {
  return runCommandLine(args, COMMANDS);
}
