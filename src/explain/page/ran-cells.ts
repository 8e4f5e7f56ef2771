/** What ran in the worker that is there now, when, and with which text: what a later run can build on. */

import type { BookCell } from './book.js';
import type { CellNames } from './cell-names.js';
import type { Ran } from './depends.js';

interface Run {
  readonly at: number;
  readonly source: string;
  readonly names: CellNames;
}

/** The runs of one worker. */
export class RanCells implements Ran {
  readonly #cells: readonly BookCell[];
  readonly #runs = new Map<number, Run>();
  readonly #lost = new Map<string, number>();
  #clock = 0;

  constructor(cells: readonly BookCell[]) {
    this.#cells = cells;
  }

  /** A cell has run, with this text. The names that it gave before, and gives no more, are gone. */
  ended(cell: BookCell, source: string, names: CellNames): void {
    const at = ++this.#clock;
    const before = this.#runs.get(cell.number)?.names.gives ?? [];
    for (const name of before) if (!names.gives.includes(name)) this.#lost.set(name, at);
    this.#runs.set(cell.number, { at, source, names });
  }

  at(number: number): number | undefined {
    const run = this.#runs.get(number);
    return run?.source === this.#cells[number - 1]!.source ? run.at : undefined;
  }

  lostAt(name: string): number {
    const old = [...this.#runs].filter(([number]) => this.at(number) === undefined);
    const written = old.filter(([, { names }]) => names.gives.includes(name) || names.changes.includes(name));
    return Math.max(this.#lost.get(name) ?? 0, ...written.map(([, { at }]) => at));
  }

  /** The worker is gone. */
  clear(): void {
    this.#runs.clear();
    this.#lost.clear();
  }
}
