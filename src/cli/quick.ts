/**
 * The commands that somebody waits for, with all that they need of the library in one file: build-quick.mjs puts it together, because
 * reading four hundred files takes longer than what they do. They are the same commands as in program.ts.
 */

import { againCommand } from './again.js';
import { runCommandLine } from './command-line.js';
import { proveCommand } from './prove.js';

const COMMANDS = { prove: async () => proveCommand(), again: async () => againCommand() };

/** Runs one of them; gives its exit code. */
export function main(args: readonly string[]): Promise<number> {
  return runCommandLine(args, COMMANDS);
}
