/** One word of the text as a control: a list to choose from, which looks like the word. */

import type { Knob } from '../../knobs/knob.js';
import { element } from '../dom.js';

/** Why a knob cannot be turned. */
export type Stuck = 'waits' | 'gone';

const WHY: Readonly<Record<Stuck, string>> = {
  waits: 'after your prediction',
  gone: 'no longer in the code',
};

/** The control in the place of its word. */
export class KnobView {
  readonly #knob: Knob;
  readonly #select: HTMLSelectElement;
  /** Said in the text: a control that does nothing has to say why. */
  readonly #note = element('span', { class: 'knob-note', hidden: true });
  /** What the code has that is none of the choices. */
  readonly #other = element('option');

  /** `turned` is given the code of what was chosen. */
  constructor(word: HTMLElement, knob: Knob, turned: (code: string) => void) {
    this.#knob = knob;
    const options = knob.choices.map(({ text, code }) => element('option', { value: code }, text));
    this.#select = element('select', {}, ...options);
    this.#select.addEventListener('change', () => turned(this.#select.value));
    word.replaceChildren(this.#select, this.#note);
  }

  /** Shows what the code has: the code of a choice, something else, or nothing. */
  show(code: string | undefined, isSame: (one: string, other: string) => boolean, stuck?: Stuck): void {
    const { label, cell, choices } = this.#knob;
    const select = this.#select;
    const choice = choices.find((each) => code !== undefined && isSame(each.code, code));
    this.#other.remove();
    if (code !== undefined && choice === undefined) {
      this.#other.value = code;
      this.#other.textContent = short(code);
      select.append(this.#other);
    }
    if (code !== undefined) select.value = choice?.code ?? code;
    const why = stuck === undefined ? undefined : WHY[stuck];
    select.disabled = stuck !== undefined;
    select.title = why ?? `changes cell ${cell}`;
    select.setAttribute('aria-label', `${label}, ${why ?? `changes cell ${cell}`}`);
    this.#note.hidden = stuck !== 'gone';
    this.#note.textContent = stuck === 'gone' ? ` (${WHY.gone})` : '';
  }
}

/** A line of prose has room for some letters of code. */
const MOST_SHOWN = 40;

function short(code: string): string {
  const text = /^(['"`])([^\\]*)\1$/s.exec(code)?.[2] ?? code;
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN - 1)}…` : text;
}
