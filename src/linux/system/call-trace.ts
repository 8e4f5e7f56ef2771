/**
 * What the kernel did, function by function, in the kernel's own names: who called whom, with what, and what came of it.
 * Loads, stores and maintenance are in the machine's event log; this says which function they belong to.
 */
import { formatReturned, type Returned } from '../errno.js';

/** A call of a function of the kernel: what it was given, and what it gave back. */
export interface KernelCall {
  /** The step of the story that it belongs to. */
  readonly step: number;
  /** 0 for what a process calls; one more for what that calls, and so on. */
  readonly depth: number;
  /** `get_block`, `dax_map_atomic`, … */
  readonly call: string;
  /** What it was given. */
  readonly given: string;
  /** What it gave back, or did; empty where there is nothing to say. */
  result: string;
}

export class CallTrace {
  readonly calls: KernelCall[] = [];
  step = 0;
  #depth = 0;

  /** Notes a call that calls nothing else of interest. */
  note(call: string, given: string, result = ''): void {
    this.calls.push({ step: this.step, depth: this.#depth, call, given, result });
  }

  /** Notes a call, does it, and notes what it gave back. */
  within<T>(call: string, given: string, act: () => T, tell: (value: T) => string = formatResult): T {
    const noted: KernelCall = { step: this.step, depth: this.#depth++, call, given, result: '' };
    this.calls.push(noted);
    try {
      const value = act();
      noted.result = tell(value);
      return value;
    } finally {
      this.#depth--;
    }
  }
}

function formatResult(value: unknown): string {
  return typeof value === 'number' || typeof value === 'string' ? formatReturned(value as Returned) : '';
}
