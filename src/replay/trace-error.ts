/** What is wrong with a trace: where, and how much of it had been read by then. */
import { InputError } from '../units/problems.js';

const WORKING_LINE = 'aliaslab replay program.trace --cache 32KiB:8:64';

export class TraceError extends InputError {
  readonly problem: string;
  /** How many references came before what is wrong. */
  readonly read: number;

  constructor(problem: string, read: number) {
    const before = read === 1 ? '1 reference' : `${read} references`;
    super([`${problem}; ${before} had been read`], WORKING_LINE);
    this.problem = problem;
    this.read = read;
  }

  /** The same, of the trace with this name. */
  in(name: string): TraceError {
    return new TraceError(`${name}: ${this.problem}`, this.read);
  }
}
