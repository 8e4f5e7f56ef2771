/**
 * Runs what the reader asks for, and what depends on it: the cells that have to come first too, silently where that changes nothing,
 * and not before the reader was asked where somebody else wrote them. One thing at a time; Stop ends it and what waits behind it.
 */

import { listed, mayRun } from './ask.js';
import type { Book, BookCell } from './book.js';
import type { CellView } from './cell-view.js';
import type { Order } from './depends.js';
import type { Refusal } from './inbox.js';
import type { PageOutput } from './messages.js';
import { RanCells } from './ran-cells.js';
import type { Runner } from './runner.js';
import { soon } from './together.js';

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
  readonly #ran: RanCells;
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
    this.#ran = new RanCells(book.cells);
    runner.onRefused = (why) => watch.say(`Cells were ended: what they left running ${refusals[why]}.`);
    runner.onEmptied = () => this.#ran.clear();
  }

  /** Has the worker read all cells, so that the page knows what depends on what before the first run. */
  warmUp(): Promise<void> {
    return this.#queued(() => this.#read());
  }

  /** Runs a cell, after those that it needs, and then what depends on it, where it has changed. */
  run(cell: BookCell): Promise<void> {
    return this.#queued(async (isWanted) => {
      await this.#read();
      const shown = this.#book.toShow(cell);
      const order = this.#book.order();
      const needed = shown.flatMap(({ number }) => order.allNeeds(number)).map((n) => this.#book.cell(n));
      if (!isWanted() || !(await this.#mayRun([...new Set([...needed, ...shown])]))) return;
      const end = await this.#runInOrder(shown, order, isWanted);
      if (end === undefined) return;
      const others = shown.length - 1 - end.blocked.length;
      const ran = `${name(cell)} ran${others > 0 ? `, and ${counted(others)} with it` : ''}.`;
      this.#watch.say(`${end.failed.length > 0 ? saidOf(end) : ran}${this.#saidOfClaims()}`);
    });
  }

  /** Runs all cells in a new worker, as Restart and Run All does. */
  runAll(): Promise<void> {
    return this.#queued(async (isWanted) => {
      if (!(await this.#mayRun(this.#book.cells))) return;
      this.#runner.stop();
      this.#count = 0;
      await this.#read();
      const end = await this.#runInOrder(this.#book.cells, this.#book.order(), isWanted);
      if (end === undefined) return;
      this.#watch.say(`${end.failed.length === 0 ? 'All cells ran.' : saidOf(end)}${this.#saidOfClaims()}`);
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

  #saidOfClaims(): string {
    const { flipped, all } = this.#book.flips();
    return flipped === 0 ? '' : ` ${flipped} of ${all} claims flipped.`;
  }

  /** Learns of each text that is new what it has to do with names. */
  async #read(): Promise<void> {
    const unread = this.#book.unread();
    if (unread.length === 0) return;
    const names = await this.#runner.names(unread);
    for (const [i, text] of unread.entries()) if (names !== undefined) this.#book.learn(text, names[i]!);
  }

  /** Runs cells, each after what it needs. One that needs a cell that has failed does not run. Undefined where it was stopped. */
  async #runInOrder(
    shown: readonly BookCell[],
    order: Order,
    isWanted: () => boolean,
  ): Promise<Ended | undefined> {
    const failed = new Set<number>();
    const blocked: BookCell[] = [];
    // What a failed cell gave before it was changed is missing, too.
    const before = this.#book.orderShown();
    const needs = (number: number) => [...order.allNeeds(number), ...before.allNeeds(number)];
    const run = async (cell: BookCell): Promise<boolean> => {
      // The reader may have typed meanwhile.
      await this.#read();
      if (!isWanted()) return false;
      const failure = needs(cell.number).find((need) => failed.has(need));
      const isShown = shown.includes(cell);
      if (failure === undefined) {
        if (!(await this.#runOne(cell, !isShown)) && isWanted()) failed.add(cell.number);
      } else if (isShown) {
        cell.blockedBy = failure;
        if (!blocked.includes(cell)) blocked.push(cell);
      }
      return isWanted();
    };
    for (const cell of shown) {
      for (const number of order.toRunBefore(cell.number, this.#ran))
        if (!failed.has(number) && !(await run(this.#book.cell(number)))) return undefined;
      if (!(await run(cell))) return undefined;
    }
    this.#watch.changed();
    return { failed: [...failed], blocked };
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
    if (end === 'ok' || end === 'error') this.#ran.ended(cell, source, this.#book.namesOf(source));
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
      this.#book.made(cell, collector.outputs, this.#count, { source, claims: collector.claims });
      const count = this.#count;
      soon(() => {
        view.showCount(count);
        view.showClaims(collector.claims, this.#book.edits().size > 0);
      });
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

/** How cells ran: the numbers of those that failed, and those that did not run for it. */
interface Ended {
  readonly failed: readonly number[];
  readonly blocked: readonly BookCell[];
}

function saidOf({ failed, blocked }: Ended): string {
  if (blocked.length === 0) return `${listed(failed)} failed.`;
  return `${listed(failed)} failed; ${counted(blocked.length)} that ${blocked.length === 1 ? 'needs' : 'need'} ${failed.length === 1 ? 'it' : 'them'} did not run.`;
}

function counted(cells: number): string {
  return cells === 1 ? '1 cell' : `${cells} cells`;
}

function name({ number }: BookCell): string {
  return `Cell ${number}`;
}
