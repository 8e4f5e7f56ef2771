/**
 * The steps of a story as a list that can be put into another order: by a drag, or by two buttons at each step. The verdict follows at
 * once, since all orders are known; the picture of the line comes behind it.
 */

import { wordsOfSvg } from '../../../jupyter/svg-words.js';
import { svgAddress } from '../../carried-pictures.js';
import type { AllOrders, OrderAnswer, OrderSaid } from '../../hands/order.js';
import { button, element } from '../dom.js';
import { drawnBox } from '../drawn.js';
import { Latest } from './latest.js';
import { StepView } from './step-view.js';

type AskOrder = (order: string) => Promise<OrderAnswer>;

const OUTCOME: Readonly<Record<OrderSaid['outcome'], string>> = {
  lost: '✗ A store is lost. ',
  'at risk': '✗ A store is at risk. ',
  kept: '✓ No store is lost. ',
};

export class OrderView {
  readonly shown: readonly HTMLElement[];
  readonly #ask: AskOrder;
  readonly #latest = new Latest<OrderAnswer>((answer) => this.#showLine(answer));
  readonly #orders: ReadonlyMap<string, OrderSaid>;
  readonly #list = element('ol', { class: 'order' });
  readonly #steps = new Map<string, StepView>();
  readonly #verdict = element('p', { class: 'verdict', role: 'status' });
  readonly #line = element('div', { class: 'line-left' });
  /** The step that is dragged. */
  #dragged: StepView | undefined;

  constructor(ask: AskOrder, first: OrderAnswer, { on, steps, orders, verdict }: AllOrders) {
    this.#ask = ask;
    this.#orders = new Map(orders.map((said) => [said.order, said]));
    for (const step of steps) {
      const view = new StepView(step, (by) => swap(view.shown, by) && this.#moved());
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
    this.shown = [
      element('p', { class: 'hint' }, on),
      this.#list,
      element(
        'p',
        {},
        button('As it was told', () => this.#putInto(first.order)),
      ),
      this.#verdict,
      this.#line,
      element('p', { class: 'hint' }, `All orders: ${verdict}.`),
      element('p', { class: 'hint' }, 'Drag a step to another place, or move it by its arrows.'),
    ];
    this.#showVerdict();
    this.#showLine(first);
  }

  get #order(): string {
    return [...this.#list.children].map((step) => (step as HTMLElement).dataset.letter).join('');
  }

  #press(event: PointerEvent, step: StepView): void {
    if (event.button !== 0 || !event.isPrimary || !step.canBeHeldBy(event)) return;
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

  #putInto(order: string): void {
    this.#list.append(...[...order].map((letter) => this.#steps.get(letter)!.shown));
    this.#moved();
  }

  #moved(): void {
    this.#showVerdict();
    this.#latest.ask(this.#ask(this.#order)).catch((reason: Error) => {
      this.#line.replaceChildren(element('p', { class: 'hint' }, `No picture: ${reason.message}`));
    });
  }

  #showVerdict(): void {
    const { order, outcome, verdict, losses } = this.#orders.get(this.#order)!;
    for (const [nth, letter] of [...order].entries())
      this.#steps.get(letter)!.show(losses[nth]!, nth, order.length);
    this.#verdict.className = `verdict${outcome === 'kept' ? ' coherent' : ''}`;
    this.#verdict.replaceChildren(element('b', {}, OUTCOME[outcome]), `${verdict}.`);
  }

  #showLine({ svg }: OrderAnswer): void {
    this.#line.replaceChildren(...(svg === undefined ? [] : [drawnBox(svg) ?? imageOf(svg)]));
  }
}

/** Where a name in it keeps a drawing from standing in the page itself. */
function imageOf(svg: string): HTMLElement {
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
