/**
 * How aliaslab says that an input cannot be used: every problem at once, each with the value as it was
 * typed, and one line that works. Nothing here knows what is being checked.
 */
import { printableLines } from './printable.js';

export { asTyped } from './as-typed.js';

/** A message lists so many problems; of more it says how many. Who has made that many mistakes has made one, often. */
export const MOST_LISTED = 20;
/** Letters of one problem in a message. */
const LONGEST = 2000;

/** Input that cannot be used. The message lists every problem, the first 20 of many, and ends in a line that works. */
export class InputError extends Error {
  override readonly name = 'InputError';
  /** What is wrong, a sentence each: all of it. */
  readonly problems: readonly string[];
  /** A line of code, or a command, that works. */
  readonly tryThis: string;

  constructor(problems: readonly string[], tryThis: string) {
    super(`${problems.length === 1 ? shown(problems[0]!) : listOf(problems)}\n  try: ${tryThis}`);
    this.problems = Object.freeze([...problems]);
    this.tryThis = tryThis;
  }
}

function listOf(problems: readonly string[]): string {
  const more = problems.length - MOST_LISTED;
  const listed = problems.slice(0, MOST_LISTED).map((problem) => `\n  - ${shown(problem)}`);
  return `${listed.join('')}${more > 0 ? `\n  and ${more.toLocaleString('en')} more` : ''}`;
}

/** A problem as it is printed: a name in it may be of any length, and hold what a terminal obeys. */
function shown(problem: string): string {
  const more = problem.length - LONGEST;
  const text =
    more > 0 ? `${problem.slice(0, LONGEST)}… (${more.toLocaleString('en')} more letters)` : problem;
  return printableLines(text);
}

/** A single value that cannot be read. Whoever asked for it knows a better line that works than its own. */
export class ValueError extends InputError {}

/** Collects problems, so that all of them can be reported together. */
export class Problems {
  /** In the order in which they were found; told is each once. */
  readonly #found = new Set<string>();
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
    this.#found.add(problem);
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
    for (const problem of inner.#found) this.add(`${where}: ${problem}`);
    for (const line of inner.#advice) this.#advice.add(line);
    return value;
  }

  /** How many there are: to ask that is cheaper than to have them all. */
  get count(): number {
    return this.#found.size;
  }

  get found(): readonly string[] {
    return [...this.#found];
  }

  /**
   * Throws one {@link InputError} with all that was found, if anything was. It ends in the working line of the one error
   * that was collected, if that has one of its own, or else in `tryThis`.
   */
  throwIfAny(tryThis: string): void {
    if (this.#found.size === 0) return;
    const [only, ...others] = this.#advice;
    throw new InputError(this.found, only !== undefined && others.length === 0 ? only : tryThis);
  }
}
