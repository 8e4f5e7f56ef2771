/**
 * The knobs of a page: words of its text that are literals of its code. Turning one edits that literal as typing does, and the cell
 * runs; whoever types it has the word follow.
 */

import type { Knob } from '../../knobs/knob.js';
import type { Book, BookCell } from '../book.js';
import { codeReading } from '../code-reading.js';
import { KnobView } from './knob-view.js';

/** What knobs need of their page. */
export interface KnobActions {
  /** Whether the cell at that place asks for a prediction that is still open. */
  isWaiting(at: number): boolean;
  /** A cell says something else now. */
  changed(cell: BookCell): void;
  run(cell: BookCell): Promise<void>;
}

/** A knob with its control, and what it shows. */
interface Turning {
  readonly knob: Knob;
  readonly view: KnobView;
  shown: string | undefined;
}

/** All knobs of a page. */
export class Knobs {
  readonly #all: readonly Turning[];
  readonly #book: Book;
  readonly #actions: KnobActions;
  /** How often knobs of a cell were turned, while one of them has it run. */
  readonly #turns = new Map<BookCell, number>();

  constructor(knobs: readonly Knob[], book: Book, actions: KnobActions) {
    this.#book = book;
    this.#actions = actions;
    this.#all = knobs.flatMap((knob, number) => {
      // A word that stands in no place for a control stays a word.
      const word = document.querySelector<HTMLElement>(`[data-knob="${number}"]`);
      if (word === null) return [];
      const view = new KnobView(word, knob, (code) => void this.#turn(knob, code));
      return [{ knob, view, shown: undefined }];
    });
  }

  /** Loads what the first turn needs. */
  async warmUp(): Promise<void> {
    if (this.#all.length > 0) await codeReading();
  }

  /** Shows in each knob what the code says now. */
  follow(): void {
    for (const turning of this.#all) {
      const { source } = this.#book.cell(turning.knob.cell);
      const isWaiting = this.#isWaiting(turning.knob);
      const shown = `${isWaiting} ${source}`;
      if (turning.shown === shown) continue;
      turning.shown = shown;
      void this.#show(turning, source, shown);
    }
  }

  async #show(turning: Turning, source: string, shown: string): Promise<void> {
    const { knob, view } = turning;
    const waits = this.#isWaiting(knob) ? 'waits' : undefined;
    // What the page came with needs nobody who reads code.
    if (source === this.#book.cell(knob.cell).original) {
      const { code } = knob.choices.find(({ text }) => text === knob.text)!;
      return view.show(code, (one, other) => one === other, waits);
    }
    const reading = await codeReading();
    if (turning.shown !== shown) return;
    const code = reading.literal(source, knob.place);
    view.show(code, reading.meansTheSame, code === undefined ? 'gone' : waits);
  }

  #isWaiting({ waitsFor }: Knob): boolean {
    return waitsFor !== undefined && this.#actions.isWaiting(waitsFor);
  }

  async #turn(knob: Knob, code: string): Promise<void> {
    const reading = await codeReading();
    const cell = this.#book.cell(knob.cell);
    const source = reading.withLiteral(cell.source, knob.place, code);
    if (source === cell.source) return this.follow();
    cell.source = source;
    this.#actions.changed(cell);
    await this.#run(cell);
  }

  /** Runs a cell once more where it was turned meanwhile, and not once for each turn: keys go through a list quickly. */
  async #run(cell: BookCell): Promise<void> {
    const before = this.#turns.get(cell);
    this.#turns.set(cell, (before ?? 0) + 1);
    if (before !== undefined) return;
    let seen: number | undefined;
    while (seen !== this.#turns.get(cell)) {
      seen = this.#turns.get(cell);
      await this.#actions.run(cell);
    }
    this.#turns.delete(cell);
  }
}
