/**
 * What is known of a page's cells: what each says, what its outputs were made from, what it claims, who wrote it. No document, no
 * worker: it decides which cells run again with another, which are out of date, and which may not run unasked.
 */

import { type Claim, flippedIn } from '../claims-words.js';
import type { CellNames } from './cell-names.js';
import { dependents, Order } from './depends.js';
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
  /** What it claimed when the page was made, and what it claims in its last run here, where there was one. */
  readonly published: readonly Claim[];
  claims: readonly Claim[] | undefined;
  /** The number of its run, as Jupyter shows it. */
  count: number | null;
  /** Whether an error belongs to it. */
  readonly mayFail: boolean;
  /** The cell that failed, for which this one did not run. */
  blockedBy: number | undefined;
  /** Whether it came with a link, and nobody has said yet that it may run. */
  foreign: boolean;
}

/** What a page had, for whoever wants it back. */
export interface Snapshot {
  readonly cells: readonly Readonly<BookCell>[];
}

/** Before a worker has read a cell it may have to do with any other. */
const UNKNOWN: CellNames = {
  gives: [],
  changes: [],
  adds: [],
  reads: [],
  later: { changes: [], adds: [], reads: [] },
  isUntold: true,
};

/** An order is asked for at each key and each run, and seldom another than the last. */
class LastOrder {
  #names: readonly CellNames[] = [];
  #order = new Order([]);

  of(names: readonly CellNames[]): Order {
    const isSame = names.length === this.#names.length && names.every((each, i) => each === this.#names[i]);
    if (!isSame) [this.#names, this.#order] = [names, new Order(names)];
    return this.#order;
  }
}

/** The code cells of a page. */
export class Book {
  readonly cells: readonly BookCell[];
  readonly #names = new Map<string, CellNames>();
  readonly #orders = { now: new LastOrder(), shown: new LastOrder() };
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

  /** The texts whose names nobody has told yet. */
  unread(): readonly string[] {
    const texts = this.cells.flatMap(({ source, shown }) => [source, shown]);
    return [...new Set(texts)].filter((text) => !this.#names.has(text));
  }

  /** What a text has to do with names. */
  learn(source: string, names: CellNames): void {
    this.#names.set(source, names);
  }

  /** What was learnt of a text. */
  namesOf(source: string): CellNames {
    return this.#names.get(source) ?? UNKNOWN;
  }

  /** Which cells need which, as they are now; one that is being typed as it was. */
  order(): Order {
    return this.#orders.now.of(
      this.cells.map(({ source, shown }) => this.#names.get(source) ?? this.namesOf(shown)),
    );
  }

  /** Which cells needed which when their outputs were made. */
  orderShown(): Order {
    return this.#orders.shown.of(this.cells.map(({ shown }) => this.namesOf(shown)));
  }

  /** Notes that the outputs of a cell were made from what it says now. */
  made(
    cell: BookCell,
    outputs: readonly PageOutput[],
    count: number,
    { source = cell.source, claims = [] as readonly Claim[] } = {},
  ): void {
    if (cell.shown !== source) this.#changedAt.set(cell, ++this.#clock);
    cell.shown = source;
    cell.outputs = outputs;
    cell.claims = claims;
    cell.count = count;
    cell.blockedBy = undefined;
    this.#shownAt.set(cell, ++this.#clock);
  }

  /** Whether a cell says something that its outputs were not made from. */
  isPending(cell: BookCell): boolean {
    return cell.source !== cell.shown;
  }

  /** The cells whose outputs are out of date: one that they need has changed since. */
  stale(): ReadonlySet<BookCell> {
    const isChanged = this.cells.some((cell) => this.isPending(cell) || this.#changedAt.has(cell));
    if (!isChanged) return new Set();
    const orders = [this.order(), this.orderShown()];
    return new Set(
      this.cells.filter((cell) => {
        const since = this.#shownAt.get(cell) ?? 0;
        const needed = orders.flatMap((order) => order.allNeeds(cell.number)).map((n) => this.cell(n));
        return needed.some((other) => this.isPending(other) || (this.#changedAt.get(other) ?? 0) > since);
      }),
    );
  }

  /**
   * What runs and shows its outputs when the reader runs a cell: the cell, what depends on it where it has changed, and what it
   * needs that has changed, with what depends on that.
   */
  toShow(cell: BookCell): readonly BookCell[] {
    const now = this.order();
    const stale = this.stale();
    const isDue = (number: number) => {
      const it = this.cell(number);
      return this.isPending(it) || stale.has(it) || it.blockedBy !== undefined;
    };
    const shown = new Set([cell.number]);
    // The set grows while it is gone through.
    for (const each of shown) {
      for (const other of dependents([each], now, this.orderShown()))
        if (isDue(each) || isDue(other)) shown.add(other);
      for (const need of now.allNeeds(each)) if (isDue(need)) shown.add(need);
    }
    return this.cells.filter(({ number }) => shown.has(number));
  }

  /** The cells in which a change has turned claims over, how many of them, and of how many on the page. */
  flips(): { readonly cells: readonly BookCell[]; readonly flipped: number; readonly all: number } {
    // What did not run says nothing of the change.
    const count = (cell: BookCell) => (cell.blockedBy === undefined ? flippedIn(cell).length : 0);
    return {
      cells: this.cells.filter((cell) => count(cell) > 0),
      flipped: this.cells.reduce((sum, cell) => sum + count(cell), 0),
      all: this.cells.reduce((sum, { claims, published }) => sum + (claims ?? published).length, 0),
    };
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

  /** All that a reader would lose. */
  snapshot(): Snapshot {
    return { cells: this.cells.map((cell) => ({ ...cell })) };
  }

  /** The cells as they were. */
  bringBack({ cells }: Snapshot): void {
    for (const [i, cell] of this.cells.entries()) Object.assign(cell, cells[i]);
  }
}
