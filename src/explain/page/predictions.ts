/** All predictions of a page, the reader's guesses, and what they come to at its end. */

import type { Prediction } from '../prediction.js';
import { button, element } from './dom.js';
import { Guesses } from './guesses.js';
import { PredictionView, type Taken } from './prediction-view.js';

/** The predictions of a page. */
export class Predictions {
  /** Told where a guess is taken or seen, and where all are forgotten. */
  onChange: (() => void) | undefined;
  readonly #views: readonly PredictionView[];
  readonly #places: readonly number[];
  readonly #sum = element('p', { role: 'status' });

  /** For those of a notebook with that hash, by the places of the cells that ask. */
  constructor(asked: readonly { readonly at: number; readonly prediction: Prediction }[], hash: string) {
    const guesses = new Guesses(hash);
    this.#places = asked.map(({ at }) => at);
    this.#views = asked.map(
      ({ at, prediction }) =>
        new PredictionView(at, prediction, (guess) => {
          if (guess !== undefined) guesses.keep(at, guess);
          this.#tell();
        }),
    );
    for (const [i, { at, prediction }] of asked.entries()) {
      const before = guesses.at(at);
      if (before !== undefined && prediction.choices.includes(before)) this.#views[i]!.take(before);
    }
    if (!this.isAny) return;
    const again = button('Forget my guesses', () => {
      guesses.forget();
      for (const view of this.#views) view.reset();
      this.#tell();
    });
    document
      .querySelector('main')!
      .append(element('section', { class: 'predicted', 'aria-label': 'Your predictions' }, this.#sum, again));
    this.#tell();
  }

  /** Whether there is one. */
  get isAny(): boolean {
    return this.#views.length > 0;
  }

  /** Whether the cell at that place asks for one that nobody has guessed or seen yet. */
  isOpen(at: number): boolean {
    return this.#views[this.#places.indexOf(at)]?.taken === 'open';
  }

  /** Shows what no guess has opened yet. */
  showAll(): void {
    for (const view of this.#views) view.see();
  }

  #tell(): void {
    this.onChange?.();
    const views = this.#views;
    const count = (...which: Taken[]) => views.filter(({ taken }) => which.includes(taken)).length;
    const [right, guessed, seen, open] = [
      count('right'),
      count('right', 'wrong'),
      count('seen'),
      count('open'),
    ];
    const are = (n: number) => (n === 1 ? 'is' : 'are');
    this.#sum.textContent = [
      guessed === 0
        ? `This page asks for ${views.length === 1 ? '1 prediction' : `${views.length} predictions`}.`
        : `You predicted ${right} of ${guessed}.`,
      ...(seen === 0 ? [] : [`${seen} ${are(seen)} seen without a guess.`]),
      ...(open === 0 || guessed + seen === 0 ? [] : [`${open} ${are(open)} still open.`]),
    ].join(' ');
  }
}
