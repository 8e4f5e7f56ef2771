/**
 * Runs what the reader asks for: the cells that have to come first too, silently where that changes nothing, and not before
 * the reader was asked where somebody else wrote them. One thing at a time; Stop ends it and what waits behind it.
 */

import { listed, mayRun } from './ask.js';
import type { Book, BookCell } from './book.js';
import type { CellView } from './cell-view.js';
import type { Refusal } from './inbox.js';
import type { PageOutput } from './messages.js';
import type { Runner } from './runner.js';

/** What changes while cells run. */
export interface RunningWatch {
  /** A cell starts, or ends. */
  changed(): void;
  /** Something begins, or nothing goes on any more. */
  busy(isBusy: boolean): void;
  /** Something to tell the reader. */
  say(text: string): void;
}

/** The runs of a page. */
export class Running {
  /** The cell that runs now. */
  now: BookCell | undefined;
  readonly #book: Book;
  readonly #views: readonly CellView[];
  readonly #runner: Runner;
  readonly #watch: RunningWatch;
  #queue: Promise<void> = Promise.resolve();
  #count = 0;
  /** Runs that were asked for and have not ended. */
  #asked = 0;
  #resets = 0;
  /** Grows with each Stop; what was asked for before does not start any more. */
  #stops = 0;

  constructor(book: Book, views: readonly CellView[], runner: Runner, watch: RunningWatch) {
    this.#book = book;
    this.#views = views;
    this.#runner = runner;
    this.#watch = watch;
    runner.onRefused = (why) => watch.say(`Cells were ended: what they left running ${refusals[why]}.`);
  }

  /** Runs a cell, after those before it that have not run. */
  run(cell: BookCell): Promise<void> {
    return this.#queued(async (isWanted) => {
      const before = this.#book.before(cell, this.#runner.ran);
      if (!(await this.#mayRun([...before, cell]))) return;
      for (const earlier of before) {
        if (!isWanted()) return;
        const isAsShown = !this.#book.isPending(earlier);
        if (await this.#runOne(earlier, isAsShown)) continue;
        const then = `${name(earlier)} failed, so ${name(cell).toLowerCase()} did not run.`;
        if (isWanted()) this.#watch.say(then);
        return;
      }
      if (!isWanted()) return;
      const isFine = await this.#runOne(cell, false);
      if (isWanted()) this.#watch.say(`${name(cell)} ${isFine ? 'ran' : 'failed'}.`);
    });
  }

  /** Runs all cells in a new worker, as Restart and Run All does. */
  runAll(): Promise<void> {
    return this.#queued(async (isWanted) => {
      if (!(await this.#mayRun(this.#book.cells))) return;
      this.#runner.stop();
      this.#count = 0;
      for (const cell of this.#book.cells) {
        if (!isWanted()) return;
        if (await this.#runOne(cell, false)) continue;
        if (isWanted()) this.#watch.say(`${name(cell)} failed; the cells after it did not run.`);
        return;
      }
      this.#watch.say('All cells ran.');
    });
  }

  /** Stops what runs, and what waits. */
  stop(): void {
    this.#stops++;
    if (this.now !== undefined) this.#watch.say(`${name(this.now)} was stopped.`);
    this.#runner.stop();
  }

  /** Forgets everything that ran. */
  reset(): void {
    this.#resets++;
    this.now = undefined;
    this.stop();
    this.#count = 0;
  }

  #queued(work: (isWanted: () => boolean) => Promise<void>): Promise<void> {
    const stops = this.#stops;
    const isWanted = () => this.#stops === stops;
    if (this.#asked++ === 0) this.#watch.busy(true);
    this.#queue = this.#queue
      .then(() => (isWanted() ? work(isWanted) : undefined))
      .catch((error: unknown) => this.#watch.say(`This page cannot run cells: ${(error as Error).message}`))
      .then(() => {
        if (--this.#asked === 0) this.#watch.busy(false);
      });
    return this.#queue;
  }

  async #mayRun(cells: readonly BookCell[]): Promise<boolean> {
    const foreign = this.#book.foreignAmong(cells);
    if (foreign.length === 0) return true;
    if (!(await mayRun(foreign))) {
      this.#watch.say(`${listed(foreign.map(({ number }) => number))} did not run.`);
      return false;
    }
    this.#book.trust(foreign);
    return true;
  }

  /** Runs one cell; false where those after it should not run. */
  async #runOne(cell: BookCell, isSilent: boolean): Promise<boolean> {
    const resets = this.#resets;
    this.now = cell;
    this.#watch.changed();
    const { source } = cell;
    const view = this.#views[cell.number - 1]!;
    const collector = view.collect(isSilent);
    // The reader has seen this text fail, and went on.
    const hasFailed = isSilent && cell.outputs.some(({ output_type }) => output_type === 'error');
    const end = await this.#runner.run(cell, source, collector);
    // The page is as it came: nothing of this run belongs to it.
    if (resets !== this.#resets) return false;
    this.now = undefined;
    const mayGoOn = end === 'ok' || (end === 'error' && (cell.mayFail || hasFailed));
    if (end === 'stopped') collector.output(stopped('the cell was stopped'));
    if (end === 'flooded' || end === 'forged') {
      collector.unmute();
      collector.output(stopped(`the cell was ended: it ${refusals[end]}`));
    }
    if (end === 'error' && !mayGoOn) collector.unmute();
    collector.end();
    this.#count++;
    // Outputs that nobody was shown are those that are there already.
    if (!collector.isSilent) {
      this.#book.made(cell, collector.outputs, this.#count, source);
      view.showCount(this.#count);
    }
    this.#watch.changed();
    return mayGoOn;
  }
}

/** What a worker did that is not heard any further. */
const refusals: Readonly<Record<Refusal, string>> = {
  flooded: 'sent more than a page can show',
  forged: 'sent something that is no output of a cell',
};

function stopped(evalue: string): PageOutput {
  return { output_type: 'error', ename: 'Stopped', evalue, traceback: [] };
}

function name({ number }: BookCell): string {
  return `Cell ${number}`;
}
