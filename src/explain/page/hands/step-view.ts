/** One step of a list that can be put into another order: a grip, who does what, what is lost there, and two buttons that move it. */

import type { StepAnswer } from '../../hands/order.js';
import { button, element, relabel } from '../dom.js';

export class StepView {
  readonly shown: HTMLElement;
  readonly #losses = element('span', { class: 'losses' });
  readonly #grip = element('span', { class: 'grip', 'aria-hidden': 'true' }, '⠿');
  readonly #up: HTMLButtonElement;
  readonly #down: HTMLButtonElement;

  constructor({ letter, does, owner }: StepAnswer, move: (by: -1 | 1) => void) {
    this.#up = button('↑', () => move(-1), { 'aria-label': `Move ${letter} up: ${does}` });
    this.#down = button('↓', () => move(1), { 'aria-label': `Move ${letter} down: ${does}` });
    const badge = element('span', { class: 'badge', 'aria-hidden': 'true' }, owner?.letter ?? '');
    badge.style.setProperty('--owner', owner?.color ?? 'transparent');
    const words = element('span', {}, does, this.#losses);
    this.shown = element(
      'li',
      { 'data-letter': letter },
      this.#grip,
      element('b', {}, letter),
      badge,
      words,
      this.#up,
      this.#down,
    );
  }

  /** A mouse holds it anywhere; a finger by its grip, since elsewhere it scrolls the page. */
  canBeHeldBy({ target, pointerType }: PointerEvent): boolean {
    const touched = target as Element;
    return touched.closest('button') === null && (pointerType === 'mouse' || touched === this.#grip);
  }

  /** `nth` of so many, from 0. Who has moved it to an end keeps the focus there, so no button is disabled. */
  show(losses: string, nth: number, steps: number): void {
    relabel(this.#losses, losses === '' ? '' : `† ${losses}`);
    this.#up.setAttribute('aria-disabled', String(nth === 0));
    this.#down.setAttribute('aria-disabled', String(nth === steps - 1));
  }
}
