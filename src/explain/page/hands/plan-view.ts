/**
 * A flush plan to paint: a choice of four actions at each of the eight points. The verdict follows at once; the plan's place in the
 * lattice and the shortest run that fails come behind it. A mouse that is drawn over several choices takes all of them.
 */

import type { PlanAnswer, PlanMoved, WholePlan } from '../../hands/plan.js';
import { element, relabel } from '../dom.js';
import { drawnBox } from '../drawn.js';
import { sayFailure } from './failure.js';
import { Latest } from './latest.js';
import { Player } from './player.js';

type AskPlan = (moved: PlanMoved) => Promise<PlanAnswer>;

/** Two bits a point, the first point highest; see prove/plan-number.ts. */
const ACTIONS = ['nothing', 'clean', 'invalidate', 'flush'] as const;
const shiftOf = (point: number) => 14 - 2 * point;

let plans = 0;

export class PlanView {
  readonly shown: readonly HTMLElement[];
  readonly #ask: AskPlan;
  readonly #latest = new Latest<PlanAnswer>((answer) => this.#show(answer));
  readonly #written = element('code');
  readonly #verdict = element('p', { class: 'verdict', role: 'status' });
  readonly #run = element('div');
  /** Says what the verdict says; where plans stand is for the eye. */
  readonly #lattice = element('div', { class: 'lattice' });
  #plan: number;
  /** What a mouse that is down paints. */
  #painted: number | undefined;

  constructor(ask: AskPlan, first: PlanAnswer) {
    this.#ask = ask;
    this.#plan = first.plan;
    const name = `aliaslab-plan-${++plans}`;
    const grid = element(
      'div',
      { class: 'plan', role: 'group', 'aria-label': 'The eight points of the plan' },
      ...first.points.map((point, nth) => this.#choicesOf(point, nth, name)),
    );
    grid.addEventListener('pointermove', (event) => this.#paint(event));
    for (const end of ['pointerup', 'pointercancel'])
      globalThis.addEventListener(end, () => {
        this.#painted = undefined;
      });
    const hint =
      'Choose an action at each point: press one, or draw the mouse down a column. Arrow keys choose, Tab goes to the next point.';
    this.shown = [
      element('p', { class: 'hint' }, first.on),
      grid,
      element('p', { class: 'hint' }, 'The plan: ', this.#written),
      this.#verdict,
      this.#run,
      this.#lattice,
      element('p', { class: 'hint' }, hint),
    ];
    this.#show(first);
  }

  #choicesOf({ name, who }: PlanAnswer['points'][number], point: number, group: string): HTMLElement {
    const choices = ACTIONS.map((action, value) => {
      const input = element('input', {
        type: 'radio',
        name: `${group}-${point}`,
        value: String(value),
        'data-point': String(point),
        checked: value === ((this.#plan >> shiftOf(point)) & 3),
      });
      input.addEventListener('change', () => this.#choose(point, value));
      const label = element('label', {}, input, element('span', {}, action));
      label.addEventListener('pointerdown', ({ pointerType, button }) => {
        // A finger that moves scrolls the page.
        if (pointerType === 'touch' || button !== 0) return;
        this.#painted = value;
        this.#take(input);
      });
      return label;
    });
    return element(
      'div',
      { class: `point ${who}`, role: 'radiogroup', 'aria-label': name },
      element('span', { class: 'name', 'aria-hidden': 'true' }, name),
      ...choices,
    );
  }

  #paint({ clientX, clientY }: PointerEvent): void {
    if (this.#painted === undefined) return;
    const under = document.elementFromPoint(clientX, clientY)?.closest('label')?.querySelector('input');
    if (!under || !this.shown[1]!.contains(under)) return;
    if (Number(under.value) === this.#painted) this.#take(under);
  }

  #take(input: HTMLInputElement): void {
    if (input.checked) return;
    input.checked = true;
    this.#choose(Number(input.dataset.point), Number(input.value));
  }

  #choose(point: number, action: number): void {
    this.#plan = (this.#plan & ~(3 << shiftOf(point))) | (action << shiftOf(point));
    sayFailure(this.#verdict, this.#update());
  }

  async #update(): Promise<void> {
    const plan = this.#plan;
    await this.#latest.ask(this.#ask({ plan, isWhole: false }));
    // Who goes on painting waits for no picture of what was.
    if (plan === this.#plan) await this.#latest.ask(this.#ask({ plan, isWhole: true }));
  }

  #show({ coherent, verdict, written, whole }: PlanAnswer): void {
    relabel(this.#written, written);
    this.#verdict.className = `verdict${coherent ? ' coherent' : ''}`;
    // The same sentence is not read out again when the picture comes.
    if (this.#verdict.textContent !== wordsOf(coherent, verdict))
      this.#verdict.replaceChildren(
        element('b', {}, coherent ? '✓ Every run is right. ' : '✗ Some run goes wrong. '),
        sentence(verdict),
      );
    if (whole !== undefined) this.#showWhole(whole);
  }

  #showWhole({ svg, run }: WholePlan): void {
    const drawn = drawnBox(svg);
    if (drawn === undefined) throw new Error('the lattice has something that no drawing of a page has');
    this.#lattice.replaceChildren(drawn);
    this.#run.replaceChildren(...(run === undefined ? [] : new Player(run).shown));
  }
}

function wordsOf(coherent: boolean, verdict: string): string {
  return `${coherent ? '✓ Every run is right. ' : '✗ Some run goes wrong. '}${sentence(verdict)}`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
