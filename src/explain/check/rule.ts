/** What a rule for explanations is, and what it finds. */
import type { Code, Explanation } from './explanation.js';

/** One thing to mend. */
export interface Finding {
  /** The cell, from 1; 0 for the notebook as a whole. */
  readonly cell: number;
  /** Which rule it breaks, in a word or two. */
  readonly rule: string;
  readonly what: string;
  /** How to mend it. */
  readonly mend: string;
}

export interface Rule {
  readonly mend: string;
  readonly find: (explanation: Explanation) => readonly Pick<Finding, 'cell' | 'what'>[];
}

/** A rule that looks at one code cell at a time, and gives what is wrong with it. */
export function ofCode(mend: string, look: (cell: Code) => readonly string[]): Rule {
  const found = (cell: Code) => look(cell).map((what) => ({ cell: cell.number, what }));
  return { mend, find: ({ code }) => code.flatMap(found) };
}
