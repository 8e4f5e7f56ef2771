/**
 * The scrubber of a section: a slider below its first picture of a run, and whatever of the same step, set or byte lights up in all
 * outputs up to the next heading. What is pointed at lights up while it is; a slider, a click and a touch stay.
 */

import { element, relabel } from '../dom.js';
import { CAME_TO_STEP, GO_TO_STEP, sendStep, stepOf } from './events.js';
import { allOfStep, isSame, type Keys, onlyStep } from './keys.js';
import { keysOf, partAt, partsIn, wordsOf } from './parts.js';

/** A part with what it shows. */
interface Part {
  readonly element: Element;
  readonly keys: Keys;
}

/** One section of the page. */
export class Section {
  readonly #cells: readonly Element[];
  readonly #slider = element('input', { type: 'range', min: '0', step: '1', 'aria-label': 'Step' });
  readonly #said = element('span', { 'aria-hidden': 'true' });
  readonly #control = element('p', { class: 'scrubber' }, this.#slider, this.#said);
  #parts: readonly Part[] = [];
  #steps: readonly number[] = [];
  /** What stays lit. */
  #kept: Keys | undefined;

  constructor(cells: readonly Element[]) {
    this.#cells = cells;
    this.#slider.addEventListener('input', () => this.#keepStep(this.#steps[this.#slider.valueAsNumber - 1]));
    for (const cell of cells) {
      cell.addEventListener('pointerover', ({ target }) => this.#show(this.#keysAt(target) ?? this.#kept));
      cell.addEventListener('pointerleave', () => this.#show(this.#kept));
      cell.addEventListener('click', ({ target }) => this.#click(target));
      // What is folded may be the answer of a prediction: it has no part in this until it is opened.
      cell.addEventListener('toggle', () => this.refresh(), { capture: true });
      cell.addEventListener(CAME_TO_STEP, (event) => this.#keepStep(stepOf(event) || undefined));
    }
    this.refresh();
  }

  /** Looks again at what the outputs show. */
  refresh(): void {
    const outputs = this.#seen('.outputs');
    this.#parts = outputs.flatMap(partsIn).map((part) => ({ element: part, keys: keysOf(part) }));
    const steps = new Set(this.#parts.flatMap(({ keys }) => onlyStep(keys) ?? []));
    this.#steps = [...steps].sort((one, other) => one - other);
    const host = outputs.find((each) => each.querySelector('.drawing [data-step]') !== null);
    if (host === undefined || this.#steps.length < 2) this.#control.remove();
    else if (this.#control.previousElementSibling !== host) host.after(this.#control);
    this.#slider.max = String(this.#steps.length);
    const kept = this.#kept && onlyStep(this.#kept);
    if (kept !== undefined && !steps.has(kept)) this.#kept = undefined;
    this.#tell();
    this.#show(this.#kept);
  }

  #keysAt(target: EventTarget | null): Keys | undefined {
    const part = target instanceof Element ? partAt(target) : undefined;
    if (part === undefined) return undefined;
    const keys = keysOf(part);
    const step = onlyStep(keys);
    return step === undefined ? keys : allOfStep(step, this.#allKeys());
  }

  #click(target: EventTarget | null): void {
    const keys = this.#keysAt(target);
    if (keys === undefined) return;
    const step = onlyStep(keys);
    if (step !== undefined) this.#keepStep(step);
    else this.#keep(keys);
  }

  /** Keeps a step lit, and has the steppers of the section go there; undefined for none. */
  #keepStep(step: number | undefined): void {
    if (step === (this.#kept && onlyStep(this.#kept))) return;
    this.#keep(step === undefined ? undefined : allOfStep(step, this.#allKeys()));
    for (const plot of this.#seen('.plot')) sendStep(plot, GO_TO_STEP, step ?? 0);
  }

  #keep(keys: Keys | undefined): void {
    this.#kept = keys;
    this.#tell();
    this.#show(keys);
  }

  /** What of these is not folded away. */
  #seen(what: string): Element[] {
    const all = this.#cells.flatMap((cell) => [...cell.querySelectorAll(what)]);
    return all.filter((each) => each.closest('details:not([open])') === null);
  }

  #allKeys(): Keys[] {
    return this.#parts.map(({ keys }) => keys);
  }

  /** Says where the slider is. */
  #tell(): void {
    const step = this.#kept && onlyStep(this.#kept);
    this.#slider.value = String(step === undefined ? 0 : this.#steps.indexOf(step) + 1);
    const shows = this.#parts.filter(({ keys }) => step !== undefined && onlyStep(keys) === step);
    const words = shows.map((part) => wordsOf(part.element)).find((text) => text !== '');
    const last = this.#steps.at(-1);
    const said =
      step === undefined ? 'all steps' : `step ${step} of ${last}${words === undefined ? '' : `: ${words}`}`;
    relabel(this.#said, said);
    this.#slider.setAttribute('aria-valuetext', said);
  }

  #show(keys: Keys | undefined): void {
    for (const part of this.#parts)
      part.element.classList.toggle('lit', keys !== undefined && isSame(keys, part.keys));
  }
}
