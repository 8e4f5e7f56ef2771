/**
 * The steps of a story as a list that can be put into another order: by a drag, or by two buttons at each step. Verdict, and what is
 * left of the line, follow at once.
 */

import { wordsOfSvg } from '../../../jupyter/svg-words.js';
import { svgAddress } from '../../carried-pictures.js';
import type { OrderAnswer, StepAnswer } from '../../hands/order.js';
import { button, element, relabel } from '../dom.js';
import { drawnBox } from '../drawn.js';
import { sayFailure } from './failure.js';
import { Latest } from './latest.js';

type AskOrder = (order: string) => Promise<OrderAnswer>;

const OUTCOME: Readonly<Record<OrderAnswer['outcome'], string>> = {
  lost: '✗ A store is lost. ',
  'at risk': '✗ A store is at risk. ',
  kept: '✓ No store is lost. ',
};

export class OrderView {
  readonly shown: readonly HTMLElement[];
  readonly #ask: AskOrder;
  readonly #latest = new Latest<OrderAnswer>((answer) => this.#show(answer));
  readonly #list = element('ol', { class: 'order' });
  readonly #steps = new Map<string, StepView>();
  readonly #verdict = element('p', { class: 'verdict', role: 'status' });
  readonly #line = element('div', { class: 'line-left' });
  readonly #ofAll = element('p', { class: 'hint' });
  /** The step that is dragged. */
  #dragged: StepView | undefined;

  constructor(ask: AskOrder, first: OrderAnswer) {
    this.#ask = ask;
    for (const step of first.steps) {
      const view = new StepView(step, (by) => this.#move(view, by));
      view.shown.addEventListener('pointerdown', (event) => this.#press(event, view));
      this.#steps.set(step.letter, view);
      this.#list.append(view.shown);
    }
    this.#list.addEventListener('pointermove', (event) => this.#drag(event));
    for (const end of ['pointerup', 'pointercancel'])
      this.#list.addEventListener(end, () => {
        this.#dragged?.shown.classList.remove('held');
        this.#dragged = undefined;
      });
    const told = button('As it was told', () => this.#putInto(first.order));
    const hint = 'Drag a step to another place, or move it by its arrows.';
    this.shown = [
      element('p', { class: 'hint' }, first.on),
      this.#list,
      element('p', {}, told),
      this.#verdict,
      this.#line,
      this.#ofAll,
      element('p', { class: 'hint' }, hint),
    ];
    this.#show(first);
  }

  get #order(): string {
    return [...this.#list.children].map((step) => (step as HTMLElement).dataset.letter).join('');
  }

  #press(event: PointerEvent, step: StepView): void {
    if (event.button !== 0 || !step.canBeHeldBy(event)) return;
    this.#dragged = step;
    step.shown.classList.add('held');
    step.shown.setPointerCapture(event.pointerId);
    // Else the browser begins to select words.
    event.preventDefault();
  }

  /** A step changes places with each neighbor whose middle the pointer has passed. */
  #drag({ clientY }: PointerEvent): void {
    if (this.#dragged === undefined) return;
    const { shown } = this.#dragged;
    const before = this.#order;
    while (isPast(shown.previousElementSibling, (middle) => clientY < middle)) swap(shown, -1);
    while (isPast(shown.nextElementSibling, (middle) => clientY > middle)) swap(shown, 1);
    if (this.#order !== before) this.#moved();
  }

  #move({ shown }: StepView, by: -1 | 1): void {
    if (swap(shown, by)) this.#moved();
  }

  #putInto(order: string): void {
    this.#list.append(...[...order].map((letter) => this.#steps.get(letter)!.shown));
    this.#moved();
  }

  #moved(): void {
    sayFailure(this.#verdict, this.#latest.ask(this.#ask(this.#order)));
  }

  #show({ steps, outcome, verdict, ofAll, svg }: OrderAnswer): void {
    for (const [nth, step] of steps.entries())
      this.#steps.get(step.letter)!.show(step, { isFirst: nth === 0, isLast: nth === steps.length - 1 });
    this.#verdict.className = `verdict${outcome === 'kept' ? ' coherent' : ''}`;
    this.#verdict.replaceChildren(element('b', {}, OUTCOME[outcome]), `${verdict}.`);
    this.#line.replaceChildren(...(svg === undefined ? [] : [drawnBox(svg) ?? pictureOf(svg)]));
    relabel(this.#ofAll, `All orders: ${ofAll}.`);
  }
}

/** Where a name in it keeps it from standing in the page itself. */
function pictureOf(svg: string): HTMLElement {
  return element('img', { src: svgAddress(svg), alt: wordsOfSvg(svg).alt });
}

function isPast(neighbor: Element | null, isBeyond: (middle: number) => boolean): boolean {
  if (neighbor === null) return false;
  const { top, height } = neighbor.getBoundingClientRect();
  return isBeyond(top + height / 2);
}

/** Changes a step with its neighbor, if there is one. That one moves: what is held, or has the focus, stays in the document all the time. */
function swap(step: HTMLElement, by: -1 | 1): boolean {
  const neighbor = by < 0 ? step.previousElementSibling : step.nextElementSibling;
  if (neighbor === null) return false;
  if (by < 0) step.after(neighbor);
  else step.before(neighbor);
  return true;
}

/** One step of the list. */
class StepView {
  readonly shown: HTMLElement;
  readonly #losses = element('span', { class: 'losses' });
  readonly #owner = element('span', { class: 'badge', 'aria-hidden': 'true' });
  readonly #grip = element('span', { class: 'grip', 'aria-hidden': 'true' }, '⠿');
  readonly #up: HTMLButtonElement;
  readonly #down: HTMLButtonElement;

  constructor({ letter, does }: StepAnswer, move: (by: -1 | 1) => void) {
    this.#up = button('↑', () => move(-1), { 'aria-label': `Move ${letter} up: ${does}` });
    this.#down = button('↓', () => move(1), { 'aria-label': `Move ${letter} down: ${does}` });
    this.shown = element(
      'li',
      { 'data-letter': letter },
      this.#grip,
      element('b', {}, letter),
      this.#owner,
      element('span', { class: 'does' }, does, this.#losses),
      this.#up,
      this.#down,
    );
  }

  /** A mouse holds it anywhere; a finger by its grip, since elsewhere it scrolls the page. */
  canBeHeldBy({ target, pointerType }: PointerEvent): boolean {
    const held = target as Element;
    return held.closest('button') === null && (pointerType === 'mouse' || held === this.#grip);
  }

  show({ owner, losses }: StepAnswer, { isFirst, isLast }: { isFirst: boolean; isLast: boolean }): void {
    relabel(this.#losses, losses === '' ? '' : `† ${losses}`);
    relabel(this.#owner, owner?.letter ?? '');
    this.#owner.style.setProperty('--owner', owner?.color ?? 'transparent');
    // Who has moved it to the end keeps the focus there.
    this.#up.setAttribute('aria-disabled', String(isFirst));
    this.#down.setAttribute('aria-disabled', String(isLast));
  }
}
