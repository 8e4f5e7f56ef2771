/** How a command ends other than well, and what its options share. */

import { relative } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { printableLines } from '../units/printable.js';

/** Ends the command with exit code 1: a notebook failed, for example. An empty message says nothing more. */
export class Failed extends Error {
  override readonly name = 'Failed';
}

/** Says something on stderr. What is in it may come from anywhere: no control character reaches the terminal. */
export function complain(text: string): void {
  console.error(printableLines(text));
}

/** Prints a result as JSON, on one line of stdout. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** A path as it is shown: from the current folder. */
export function relativeToHere(path: string): string {
  return relative(process.cwd(), path) || 'the current folder';
}

/** Reads an option that is a whole number from `least` to `most`. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}
