/** What is wrong with a trace: where, and how much of it had been read by then. */
import { InputError } from '../units/problems.js';

export class TraceError extends InputError {
  /** How many references came before what is wrong. */
  readonly read: number;

  constructor(problem: string, read: number) {
    const before = read === 1 ? '1 reference' : `${read} references`;
    super([`${problem}; ${before} had been read`], `aliaslab replay program.trace --cache 32KiB:8:64`);
    this.read = read;
  }
}
