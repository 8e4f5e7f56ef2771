/**
 * Two addresses of one page, bit by bit. A bit is flipped by a press, by Space or by a finger that passes over it: those that a
 * drag reaches become what its first bit became. Color, set, tag and verdict follow at once.
 */

import type { MachineDescription } from '../../../linux/machine-description.js';
import { describeMachine } from '../../../views/words.js';
import { FIRST, lookAt, type TwoNamesLook, type Who } from '../../two-names.js';
import { button, element } from '../dom.js';
import { cachePicture } from './cache-picture.js';

const LETTERS = { user: 'U', kernel: 'K' } as const;

/** The picture that can be changed. */
export class TwoNamesView {
  readonly #root: HTMLElement;
  #machine: MachineDescription;
  readonly #addresses: Record<Who, bigint> = { user: FIRST.user, kernel: FIRST.kernel };
  readonly #buttons = new Map<string, HTMLButtonElement>();
  readonly #shown = element('div');
  readonly #machineWords = element('p', { class: 'hint' });
  readonly #cache = element('div');
  readonly #verdict = element('p', { class: 'verdict', role: 'status' });
  readonly #hint = element('p', { class: 'hint' });
  /** What a finger that is down writes, and where. */
  #drag: { who: Who; value: bigint } | undefined;

  constructor(root: HTMLElement, machine: MachineDescription) {
    this.#root = root;
    this.#machine = machine;
    root
      .querySelector('.still')
      ?.replaceWith(this.#machineWords, this.#shown, this.#cache, this.#verdict, this.#hint);
    this.#draw();
    for (const end of ['pointerup', 'pointercancel'])
      globalThis.addEventListener(end, () => {
        this.#drag = undefined;
      });
  }

  /** The same two addresses on another machine. */
  putOn(machine: MachineDescription): void {
    this.#machine = machine;
    this.#draw();
  }

  /** All anew: which bits there are depends on the machine. */
  #draw(): void {
    this.#buttons.clear();
    const look = this.#look();
    this.#machineWords.textContent = `${this.#machine.name}: ${describeMachine(this.#machine)}`;
    const which =
      look.colors > 1
        ? 'Bits with a bar above them pick the set: they are the color.'
        : 'On this machine none of these bits picks a set.';
    this.#hint.textContent = `Press a bit, or drag over several. Arrow keys move, Space flips. ${which}`;
    this.#shown.replaceChildren(...look.names.flatMap(({ who }) => this.#rowOf(who, look)));
    this.#update();
  }

  #look(): TwoNamesLook {
    const { user, kernel } = this.#addresses;
    return lookAt({ machine: this.#machine, user, kernel });
  }

  #rowOf(who: Who, { fields, free }: TwoNamesLook): HTMLElement[] {
    const color = fields.find(({ name }) => name === 'color');
    const bits = [];
    for (let bit = free.high - 1; bit >= free.low; bit--) {
      const isColor = color !== undefined && bit >= color.low && bit < color.high;
      const made = button('', () => {}, {
        class: isColor ? 'color' : '',
        'data-bit': String(bit),
        'data-who': who,
      });
      // A press by keyboard has no pointer before it; one by pointer was done when it went down.
      made.addEventListener('click', ({ detail }) => detail === 0 && this.#flip(who, bit));
      made.addEventListener('keydown', (event) => this.#move(event, who, bit));
      this.#buttons.set(`${who} ${bit}`, made);
      bits.push(made);
    }
    const row = element(
      'div',
      { class: `bits ${who}`, role: 'group', 'aria-label': `Bits of the ${who}’s address` },
      ...bits,
    );
    row.addEventListener('pointerdown', (event) => this.#press(event, who));
    row.addEventListener('pointermove', (event) => this.#paint(event));
    const heading = element(
      'p',
      { class: `owner ${who}` },
      element('span', { class: 'badge', 'aria-hidden': 'true' }, LETTERS[who]),
      element('b', {}, `the ${who}’s address`),
      element('code', { 'data-address': who }),
      element('span', { 'data-place': who }),
    );
    return [heading, row];
  }

  #press(event: PointerEvent, who: Who): void {
    const bit = bitOf(event.target);
    if (bit === undefined || event.button !== 0) return;
    this.#flip(who, bit);
    this.#drag = { who, value: (this.#addresses[who] >> BigInt(bit)) & 1n };
    // A finger holds what it touched first, and is to pass over others.
    if (event.target instanceof Element && event.target.hasPointerCapture(event.pointerId))
      event.target.releasePointerCapture(event.pointerId);
  }

  #paint({ clientX, clientY }: PointerEvent): void {
    if (this.#drag === undefined) return;
    const { who, value } = this.#drag;
    const under = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>(`[data-who="${who}"]`);
    const bit = bitOf(under ?? null);
    if (bit !== undefined && ((this.#addresses[who] >> BigInt(bit)) & 1n) !== value) this.#flip(who, bit);
  }

  #flip(who: Who, bit: number): void {
    this.#addresses[who] ^= 1n << BigInt(bit);
    this.#update();
  }

  #move(event: KeyboardEvent, who: Who, bit: number): void {
    const step = { ArrowLeft: [0, 1], ArrowRight: [0, -1], ArrowUp: [1, 0], ArrowDown: [1, 0] }[event.key];
    if (step === undefined) return;
    const [row, column] = step as [number, number];
    const other = who === 'user' ? 'kernel' : 'user';
    this.#buttons.get(`${row === 1 ? other : who} ${bit + column}`)?.focus();
    event.preventDefault();
  }

  #update(): void {
    const look = this.#look();
    for (const { who, address, color, set } of look.names) {
      for (let bit = look.free.low; bit < look.free.high; bit++) {
        const value = String((this.#addresses[who] >> BigInt(bit)) & 1n);
        const made = this.#buttons.get(`${who} ${bit}`)!;
        made.replaceChildren(element('small', {}, String(bit)), ' ', value);
        made.setAttribute('aria-pressed', String(value === '1'));
        made.setAttribute('aria-label', `bit ${bit}: ${value}, the ${who}’s address`);
      }
      this.#part(`[data-address=${who}]`).textContent = `0x${address.toString(16).padStart(8, '0')}`;
      this.#part(`[data-place=${who}]`).textContent =
        `${look.colors > 1 ? `color ${color}, ` : ''}set ${set}`;
    }
    this.#cache.replaceChildren(cachePicture(this.#machine, look));
    this.#verdict.className = `verdict${look.coherent ? ' coherent' : ''}`;
    this.#verdict.replaceChildren(
      element('b', {}, look.coherent ? '✓ One byte. ' : '✗ Two bytes. '),
      `${look.verdict} ${look.tag}`,
    );
  }

  #part(selector: string): Element {
    return this.#root.querySelector(selector)!;
  }
}

function bitOf(target: EventTarget | null): number | undefined {
  const made = target instanceof Element ? target.closest<HTMLElement>('[data-bit]') : null;
  return made === null ? undefined : Number(made.dataset.bit);
}
