/**
 * A prediction on a live page: its choices are buttons, what answers it is folded until one is taken, and then says whether the guess
 * was right. Whoever opens the fold without a guess has seen the answer, and is asked no more.
 */

import type { Prediction } from '../prediction.js';
import { button, element } from './dom.js';

/** How far a prediction is. */
export type Taken = 'open' | 'seen' | 'right' | 'wrong';

/** One prediction, its choices and its folds. */
export class PredictionView {
  /** How far it is. */
  taken: Taken = 'open';
  readonly #prediction: Prediction;
  readonly #folds: readonly HTMLDetailsElement[];
  readonly #buttons: readonly HTMLButtonElement[];
  readonly #verdict = element('p', { role: 'status' });
  readonly #onTaken: (guess: string | undefined) => void;

  /** `onTaken` is told of a guess, or of none where the answer was only seen. */
  constructor(at: number, prediction: Prediction, onTaken: (guess: string | undefined) => void) {
    this.#prediction = prediction;
    this.#onTaken = onTaken;
    this.#folds = [...document.querySelectorAll<HTMLDetailsElement>(`details[data-answers="${at}"]`)];
    this.#buttons = prediction.choices.map((choice) =>
      button(choice, () => this.take(choice), { role: 'radio', 'aria-checked': 'false' }),
    );
    const label = prediction.question ?? 'Your prediction';
    const choices = element(
      'div',
      { class: 'choices', role: 'radiogroup', 'aria-label': label },
      ...this.#buttons,
    );
    choices.addEventListener('keydown', (event) => this.#move(event));
    const section = document.querySelector(`[data-predicts="${at}"]`)!;
    section.querySelector('ul')!.replaceWith(choices);
    section.append(this.#verdict);
    for (const fold of this.#folds) {
      // What it says stands beside the choices.
      fold.querySelector<HTMLElement>('.because')?.remove();
      fold.addEventListener('toggle', () => {
        if (fold.open) this.see();
      });
    }
    this.reset();
  }

  /** Takes a guess, and shows the answer. */
  take(guess: string): void {
    if (this.taken !== 'open') return;
    const { answer } = this.#prediction;
    this.taken = guess === answer ? 'right' : 'wrong';
    const said =
      guess === answer ? `You guessed it: ${answer}.` : `You guessed “${guess}”; it is: ${answer}.`;
    this.#answer(said, guess);
    this.#onTaken(guess);
  }

  /** Shows the answer to whoever has not guessed. */
  see(): void {
    if (this.taken !== 'open') return;
    this.taken = 'seen';
    this.#answer(`Seen without a guess; it is: ${this.#prediction.answer}.`, undefined);
    this.#onTaken(undefined);
  }

  /** Asks again. */
  reset(): void {
    this.taken = 'open';
    this.#verdict.textContent = '';
    for (const fold of this.#folds) fold.open = false;
    for (const [i, each] of this.#buttons.entries()) {
      each.setAttribute('aria-checked', 'false');
      each.removeAttribute('aria-disabled');
      delete each.dataset.is;
      each.tabIndex = i === 0 ? 0 : -1;
    }
  }

  #answer(said: string, guess: string | undefined): void {
    const { answer, because, choices } = this.#prediction;
    this.#verdict.textContent = because === undefined ? said : `${said} ${because}`;
    for (const [i, each] of this.#buttons.entries()) {
      each.setAttribute('aria-checked', String(choices[i] === guess));
      each.setAttribute('aria-disabled', 'true');
      if (choices[i] === answer) each.dataset.is = 'answer';
    }
    for (const fold of this.#folds) fold.open = true;
  }

  /** Arrow keys go from choice to choice, and take none: that is for Enter and Space. */
  #move(event: KeyboardEvent): void {
    const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    const from = this.#buttons.indexOf(event.target as HTMLButtonElement);
    if (step === undefined || from < 0) return;
    event.preventDefault();
    const to = this.#buttons[(from + step + this.#buttons.length) % this.#buttons.length]!;
    this.#buttons[from]!.tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
  }
}
