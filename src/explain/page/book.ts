/**
 * What is known of a page's cells: what each says, what its outputs were made from, who wrote it. No document, no worker: it
 * decides which cells have to run before another, which are out of date, and which may not run unasked.
 */

import type { Edits } from './link.js';
import type { PageOutput } from './messages.js';

/** A code cell. */
export interface BookCell {
  /** Counts code cells from 1. */
  readonly number: number;
  /** Where it stands among all cells of the notebook. */
  readonly at: number;
  /** What it said when the page was made. */
  readonly original: string;
  /** What it says now. */
  source: string;
  /** What it said when its outputs were made. */
  shown: string;
  /** Its outputs, as a notebook keeps them. */
  outputs: readonly PageOutput[];
  /** The number of its run, as Jupyter shows it. */
  count: number | null;
  /** Whether an error belongs to it. */
  readonly mayFail: boolean;
  /** Whether it came with a link, and nobody has said yet that it may run. */
  foreign: boolean;
}

/** The code cells of a page. */
export class Book {
  readonly cells: readonly BookCell[];
  #clock = 0;
  readonly #shownAt = new Map<BookCell, number>();
  readonly #changedAt = new Map<BookCell, number>();

  constructor(cells: readonly BookCell[]) {
    this.cells = cells;
  }

  /** The cell with that number. */
  cell(number: number): BookCell {
    return this.cells[number - 1]!;
  }

  /** Takes over what the address brought. All cells but the reader's own are foreign until {@link trust}. */
  accept(edits: Edits, own: ReadonlySet<number> = new Set()): void {
    for (const [number, text] of edits) {
      const cell = this.cell(number);
      if (text === cell.original) continue;
      cell.source = text;
      cell.foreign = !own.has(number);
    }
  }

  /** The reader said that these may run. */
  trust(cells: readonly BookCell[]): void {
    for (const cell of cells) cell.foreign = false;
  }

  /** Puts a cell back to what the notebook said. */
  restore(cell: BookCell): void {
    cell.source = cell.original;
    cell.foreign = false;
  }

  /** Forgets when cells ran: they are as they came. */
  forget(): void {
    this.#shownAt.clear();
    this.#changedAt.clear();
  }

  /** Notes that the outputs of a cell were made from what it says now. */
  made(cell: BookCell, outputs: readonly PageOutput[], count: number, source = cell.source): void {
    if (cell.shown !== source) this.#changedAt.set(cell, ++this.#clock);
    cell.shown = source;
    cell.outputs = outputs;
    cell.count = count;
    this.#shownAt.set(cell, ++this.#clock);
  }

  /** Whether a cell says something that its outputs were not made from. */
  isPending(cell: BookCell): boolean {
    return cell.source !== cell.shown;
  }

  /** Whether an earlier cell has changed since the outputs of this one were made. */
  isStale(cell: BookCell): boolean {
    const since = this.#shownAt.get(cell) ?? 0;
    return this.#earlier(cell).some(
      (other) => this.isPending(other) || (this.#changedAt.get(other) ?? 0) > since,
    );
  }

  /** What has to run before a cell can, given what ran already. */
  before(cell: BookCell, ran: ReadonlySet<BookCell>): readonly BookCell[] {
    return this.#earlier(cell).filter((other) => !ran.has(other));
  }

  /** What the reader has to be asked about before these run. */
  foreignAmong(cells: readonly BookCell[]): readonly BookCell[] {
    return cells.filter(({ foreign }) => foreign);
  }

  /** What differs from the notebook, for a link. */
  edits(): Edits {
    const edited = this.cells.filter(({ source, original }) => source !== original);
    return new Map(edited.map(({ number, source }) => [number, source]));
  }

  #earlier(cell: BookCell): readonly BookCell[] {
    return this.cells.slice(0, cell.number - 1);
  }
}
