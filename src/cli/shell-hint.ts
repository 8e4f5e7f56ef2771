/**
 * What works, for somebody at a shell. The library says it in TypeScript, as its users type it: here it is the line that was typed,
 * with what was wrong in it put right where that is known, and else an example of its command.
 */

import { InputError } from '../units/problems.js';
import { shellWord } from '../units/shell-word.js';
import { EXAMPLES, isCommand } from './examples.js';

/** The same error with a line for a shell. */
export function inShell(error: InputError, args: readonly string[]): InputError {
  const problems = error.problems.map((problem) => problem.replace(ONE_OF_YOUR_OWN, ownCache(args)));
  return new InputError(problems, hintFor(error, args));
}

/** How the library says that a machine of one's own will do too. */
const ONE_OF_YOUR_OWN = /; one of your own is machine\(.*\)$/;

function ownCache([command]: readonly string[]): string {
  return command === 'prove' ? '; one of your own is --cache vipt:32KiB:4:32' : '';
}

function hintFor({ tryThis, problems }: InputError, args: readonly string[]): string {
  const [command] = args;
  if (!isCommand(command)) return tryThis;
  // What is wrong with a trace is wrong for whichever command reads it, and the library names one of them.
  const isOthers = /^aliaslab replay /.test(tryThis) && command !== 'replay';
  if (!isTypeScript(tryThis) && !isOthers) return tryThis;
  return (
    withName(tryThis, problems, args) ?? withBudget(tryThis, args) ?? withStory(tryThis) ?? EXAMPLES[command]
  );
}

/** A call of the public face: a word and a parenthesis. */
function isTypeScript(line: string): boolean {
  return /^[a-z]\w*\(/i.test(line);
}

/** `processor('SH7750')`: the line with that name in place of the one that no CPU has. */
function withName(tryThis: string, problems: readonly string[], args: readonly string[]): string | undefined {
  const [, better] = /^processor\('([^']+)'\)$/.exec(tryThis) ?? [];
  const [, typed] = /^processor '([^']+)' is /.exec(problems[0] ?? '') ?? [];
  if (better === undefined || typed === undefined) return undefined;
  // In a story the name is the first word of the text, where it is one word.
  const isIt = (arg: string) => arg === typed || arg.startsWith(`${typed} `);
  const at = args.findIndex(isIt);
  if (at < 1 || (args[at] !== typed && better.includes(' '))) return undefined;
  return lineOf([...args.slice(0, at), better + args[at]!.slice(typed.length), ...args.slice(at + 1)]);
}

/** `….budget(1_000_000)`: the line with that budget. */
function withBudget(tryThis: string, args: readonly string[]): string | undefined {
  const [, states] = /\.budget\(([\d_]+)\)/.exec(tryThis) ?? [];
  if (states === undefined || args[0] !== 'prove') return undefined;
  const at = args.indexOf('--budget');
  const others = at < 0 ? args : [...args.slice(0, at), ...args.slice(at + 2)];
  return lineOf([...others, '--budget', states.replaceAll('_', '')]);
}

/** `scenario('SH7750 …').run()`: its text, run again. */
function withStory(tryThis: string): string | undefined {
  const [, text] = /^(?:scenario|prove)\('([^']+)'\)/.exec(tryThis) ?? [];
  return text === undefined ? undefined : lineOf(['again', text]);
}

function lineOf(args: readonly string[]): string {
  return ['aliaslab', ...args.map(shellWord)].join(' ');
}
