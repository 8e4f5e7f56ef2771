/**
 * Runs several notebooks, some at a time, each on a kernel of its own, to the last: one that fails stays as it was saved. What came of
 * each is said in a line, for its page and for the list of all.
 */

import { availableParallelism } from 'node:os';
import { dirname, resolve } from 'node:path';
import type { PageMark } from '../explain/course-nav.js';
import { KernelError } from '../jupyter/client-process.js';
import type { Notebook } from '../jupyter/notebook.js';
import { runNotebook } from '../jupyter/run-notebook.js';
import { firstDifference } from './first-difference.js';
import { failureText, unrunProblems } from './run-one.js';

/** A kernel takes a processor for its cells, and most of a second one for its compiler: more of them are no faster. */
const MOST_KERNELS = 2;

/** How many notebooks run at a time on this machine. */
export function kernelsHere(): number {
  return Math.min(MOST_KERNELS, availableParallelism());
}

/** One notebook, and how far it is. */
export class Job {
  /** As it was saved; as it ran, once it has. */
  notebook: Notebook;
  mark: PageMark;
  /** Why it did not run, as a terminal shows it. */
  failure: string | undefined;
  cells = 0;
  seconds = 0;
  readonly path: string;
  readonly #saved: Notebook;

  constructor(path: string, saved: Notebook) {
    this.path = path;
    this.#saved = saved;
    this.notebook = saved;
    this.mark = { kind: 'saved', text: 'As it was saved: it has not run here yet.' };
  }

  /** Whether it has ended, well or not. */
  get isDone(): boolean {
    return this.mark.kind !== 'saved' && this.mark.kind !== 'running';
  }

  /** Runs it; `changed` is told of each cell. Rejects where `signal` ends it. */
  async run(signal: AbortSignal, changed: () => void): Promise<void> {
    const started = performance.now();
    try {
      const { notebook, failure } = await runNotebook(this.#saved, {
        cwd: dirname(resolve(this.path)),
        signal,
        onCell: ({ done, total }) => {
          this.cells = done + 1;
          this.mark = {
            kind: 'running',
            text: `Cell ${done + 1} of ${total} runs. What stands here was saved.`,
          };
          changed();
        },
      });
      signal.throwIfAborted();
      this.seconds = (performance.now() - started) / 1000;
      if (failure === undefined) this.#ran(notebook);
      else
        this.#failed(
          failureText(this.path, failure),
          `cell ${failure.cell}: ${failure.ename}: ${failure.evalue}`,
        );
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof KernelError)) throw error;
      this.#failed(`${this.path}: ${error.message}`, error.message);
    }
    changed();
  }

  #ran(notebook: Notebook): void {
    const differs = firstDifference(this.#saved, notebook);
    const wasRun = unrunProblems(this.path, this.#saved).length === 0;
    this.notebook = notebook;
    this.mark =
      differs === undefined
        ? { kind: 'checked', text: 'It has just run here, and every output is as it was saved.' }
        : wasRun
          ? {
              kind: 'differs',
              text: `It has just run here, and cell ${differs} gives other outputs than were saved: this page has them once it is loaded again.`,
            }
          : {
              kind: 'checked',
              text: 'It has just run here: this page has its outputs once it is loaded again.',
            };
  }

  #failed(long: string, short: string): void {
    this.failure = long;
    const [line = ''] = short.split('\n', 1);
    this.mark = {
      kind: 'failed',
      text: `It did not run: ${line.slice(0, 300)}. What stands here was saved.`,
    };
  }
}

/** Runs all, so many at a time, in their order; `changed` is told of the job that has got on, or ended. Rejects where `signal` ends it. */
export async function runAll(
  jobs: readonly Job[],
  { kernels, signal, changed }: { kernels: number; signal: AbortSignal; changed: (job: Job) => unknown },
): Promise<void> {
  const waiting = jobs.values();
  const work = async () => {
    for (const job of waiting) {
      let last: unknown;
      await job.run(signal, () => {
        last = changed(job);
      });
      await last;
    }
  };
  const kernelsAtWork = await Promise.allSettled(Array.from({ length: kernels }, work));
  for (const ended of kernelsAtWork) if (ended.status === 'rejected') throw ended.reason;
}
