/**
 * How aliaslab says that an input cannot be used: every problem at once, each with the value as it was
 * typed, and one line that works. Nothing here knows what is being checked.
 */

import { inOneLine } from './printable.js';

/** Input that cannot be used. The message lists every problem and ends in a line that works. */
export class InputError extends Error {
  override readonly name = 'InputError';
  /** What is wrong, a sentence each. */
  readonly problems: readonly string[];
  /** A line of code, or a command, that works. */
  readonly tryThis: string;

  constructor(problems: readonly string[], tryThis: string) {
    const list = problems.length === 1 ? problems[0] : problems.map((problem) => `\n  - ${problem}`).join('');
    super(`${list}\n  try: ${tryThis}`);
    this.problems = Object.freeze([...problems]);
    this.tryThis = tryThis;
  }
}

/** A single value that cannot be read. Whoever asked for it knows a better line that works than its own. */
export class ValueError extends InputError {}

/** Collects problems, so that all of them can be reported together. */
export class Problems {
  readonly #found: string[] = [];
  /** The working lines of the errors that were collected. */
  readonly #advice = new Set<string>();

  /**
   * Notes `problem` where `condition` does not hold, and a working line that fits it better than the general one; gives
   * the condition back, to guard what depends on it.
   */
  unless(condition: boolean, problem: string, tryThis?: string): boolean {
    if (!condition) this.add(problem, tryThis);
    return condition;
  }

  /** Notes a problem; one that was found before is not told twice. */
  add(problem: string, tryThis?: string): void {
    if (!this.#found.includes(problem)) this.#found.push(problem);
    if (tryThis !== undefined) this.#advice.add(tryThis);
  }

  /** Runs `check`; the problems of an {@link InputError} that it throws are noted, its value is undefined then. */
  collect<T>(check: () => T): T | undefined {
    try {
      return check();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      for (const problem of error.problems) this.add(problem);
      if (!(error instanceof ValueError)) this.#advice.add(error.tryThis);
      return undefined;
    }
  }

  /** The same as {@link collect}, with `where` before each problem. */
  collectAs<T>(where: string, check: () => T): T | undefined {
    const inner = new Problems();
    const value = inner.collect(check);
    for (const problem of inner.found) this.add(`${where}: ${problem}`);
    for (const line of inner.#advice) this.#advice.add(line);
    return value;
  }

  get found(): readonly string[] {
    return this.#found;
  }

  /**
   * Throws one {@link InputError} with all that was found, if anything was. It ends in the working line of the one error
   * that was collected, if that has one of its own, or else in `tryThis`.
   */
  throwIfAny(tryThis: string): void {
    if (this.#found.length === 0) return;
    const [only, ...others] = this.#advice;
    throw new InputError(this.#found, only !== undefined && others.length === 0 ? only : tryThis);
  }
}

/** A value as its writer typed it: `'3 KiB'` in quotes, a bigint with its `n`, `null` as null, an object by its class. */
export function asTyped(value: unknown): string {
  return typed(value, 0);
}

/** Arrays in arrays in arrays are counted: one may even hold itself. */
const DEEPEST = 2;

function typed(value: unknown, depth: number): string {
  if (typeof value === 'string') {
    return `'${inOneLine(value.length > 60 ? `${value.slice(0, 60)}…` : value)}'`;
  }
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) {
    return value.length <= 8 && depth < DEEPEST
      ? `[${value.map((part) => typed(part, depth + 1)).join(', ')}]`
      : `an array of ${value.length}`;
  }
  if (typeof value !== 'object' || value === null) return String(value);
  if (value instanceof Number) return value.toString();
  const made = value.constructor;
  const name = typeof made === 'function' ? made.name : '';
  return name === '' || name === 'Object' ? 'an object' : `${/^[AEIO]/.test(name) ? 'an' : 'a'} ${name}`;
}
