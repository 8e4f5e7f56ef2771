/**
 * Two addresses of one page, bit by bit. A bit is flipped by a press, by Space or by a finger that passes over it: those that a
 * drag reaches become what its first bit became. Color, set, tag and verdict follow at once.
 */

import type { NameLook, TwoNamesLook } from '../../two-names.js';
import { button, element, relabel } from '../dom.js';
import { cachePicture } from './cache-picture.js';
import { sayFailure } from './failure.js';
import { Latest } from './latest.js';

export type Addresses = readonly [bigint, bigint];

/** Whoever asks the library what is to be seen of these addresses. */
export type LookAt = (addresses: Addresses) => TwoNamesLook | Promise<TwoNamesLook>;

/** The picture that can be changed. */
export class TwoNamesView {
  /** What is to be seen, once there is something. */
  readonly shown: readonly HTMLElement[];
  readonly #latest = new Latest<TwoNamesLook>((look) => this.#show(look));
  #lookAt: LookAt;
  #addresses: [bigint, bigint];
  readonly #buttons = new Map<string, HTMLButtonElement>();
  readonly #rows = element('div');
  readonly #machineWords = element('p', { class: 'hint' });
  readonly #cache = element('div');
  readonly #verdict = element('p', { class: 'verdict', role: 'status' });
  readonly #hint = element('p', { class: 'hint' });
  /** Which bits there are: another machine has others. */
  #drawn: string | undefined;
  /** What a finger that is down writes, and into which of the two. */
  #drag: { nth: number; value: bigint } | undefined;

  constructor(lookAt: LookAt, addresses: Addresses) {
    this.#lookAt = lookAt;
    this.#addresses = [...addresses];
    this.shown = [this.#machineWords, this.#rows, this.#cache, this.#verdict, this.#hint];
    for (const end of ['pointerup', 'pointercancel'])
      globalThis.addEventListener(end, () => {
        this.#drag = undefined;
      });
  }

  /** Asks, and shows. Rejects where the library refuses. */
  update(): Promise<void> {
    return this.#latest.ask(this.#lookAt([...this.#addresses]));
  }

  /** The same two addresses on another machine. */
  putOn(lookAt: LookAt): Promise<void> {
    this.#lookAt = lookAt;
    return this.update();
  }

  #show(look: TwoNamesLook): void {
    const bits = JSON.stringify([look.free, look.fields]);
    if (bits !== this.#drawn) this.#draw(look);
    this.#drawn = bits;
    relabel(this.#machineWords, look.on);
    for (const [nth, { key, address, color, set, tag }] of look.names.entries()) {
      this.#writeBits(look, nth);
      this.#part(`[data-address=${key}]`).textContent = `0x${address.toString(16).padStart(8, '0')}`;
      this.#part(`[data-place=${key}]`).textContent =
        `${look.colors > 1 ? `color ${color}, ` : ''}set ${set}, tag ${tag}`;
    }
    this.#cache.replaceChildren(cachePicture(look));
    this.#verdict.className = `verdict${look.coherent ? ' coherent' : ''}`;
    this.#verdict.replaceChildren(
      element('b', {}, look.coherent ? '✓ One byte. ' : '✗ Two bytes. '),
      `${look.verdict} ${look.tag}`,
    );
  }

  /** All bits anew. */
  #draw(look: TwoNamesLook): void {
    this.#buttons.clear();
    const which =
      look.colors > 1
        ? 'Bits with a bar above them pick the set: they are the color.'
        : 'On this machine none of these bits picks a set.';
    this.#hint.textContent = `Press a bit, or drag over several. Arrow keys move, Space flips. ${which}`;
    this.#rows.replaceChildren(...look.names.flatMap((name, nth) => this.#rowOf(name, nth, look)));
  }

  #rowOf({ key, letter, called }: NameLook, nth: number, { fields, free }: TwoNamesLook): HTMLElement[] {
    const color = fields.find(({ name }) => name === 'color');
    const bits = [];
    for (let bit = free.high - 1; bit >= free.low; bit--) {
      const isColor = color !== undefined && bit >= color.low && bit < color.high;
      const made = button('', () => {}, {
        class: isColor ? 'color' : '',
        'data-bit': String(bit),
        'data-who': key,
      });
      // A press by keyboard has no pointer before it; one by pointer was done when it went down.
      made.addEventListener('click', ({ detail }) => detail === 0 && this.#flip(nth, bit));
      made.addEventListener('keydown', (event) => this.#move(event, nth, bit));
      this.#buttons.set(`${nth} ${bit}`, made);
      bits.push(made);
    }
    const row = element(
      'div',
      { class: `bits ${key}`, role: 'group', 'aria-label': `Bits of ${called}` },
      ...bits,
    );
    row.addEventListener('pointerdown', (event) => this.#press(event, nth));
    row.addEventListener('pointermove', (event) => this.#paint(event));
    const heading = element(
      'p',
      { class: `owner ${key}` },
      element('span', { class: 'badge', 'aria-hidden': 'true' }, letter),
      element('b', {}, called),
      element('code', { 'data-address': key }),
      element('span', { 'data-place': key }),
    );
    return [heading, row];
  }

  #press(event: PointerEvent, nth: number): void {
    const bit = bitOf(event.target);
    if (bit === undefined || event.button !== 0) return;
    this.#flip(nth, bit);
    this.#drag = { nth, value: this.#valueOf(nth, bit) };
    // A finger holds what it touched first, and is to pass over others.
    if (event.target instanceof Element && event.target.hasPointerCapture(event.pointerId))
      event.target.releasePointerCapture(event.pointerId);
  }

  #paint({ currentTarget, clientX, clientY }: PointerEvent): void {
    if (this.#drag === undefined) return;
    const { nth, value } = this.#drag;
    const under = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('[data-bit]');
    const bit = under && (currentTarget as Element).contains(under) ? bitOf(under) : undefined;
    if (
      bit !== undefined &&
      this.#buttons.get(`${nth} ${bit}`) === under &&
      this.#valueOf(nth, bit) !== value
    )
      this.#flip(nth, bit);
  }

  #valueOf(nth: number, bit: number): bigint {
    return (this.#addresses[nth]! >> BigInt(bit)) & 1n;
  }

  #flip(nth: number, bit: number): void {
    this.#addresses[nth]! ^= 1n << BigInt(bit);
    sayFailure(this.#verdict, this.update());
  }

  #move(event: KeyboardEvent, nth: number, bit: number): void {
    const step = { ArrowLeft: [0, 1], ArrowRight: [0, -1], ArrowUp: [1, 0], ArrowDown: [1, 0] }[event.key];
    if (step === undefined) return;
    const [row, column] = step as [number, number];
    this.#buttons.get(`${row === 1 ? 1 - nth : nth} ${bit + column}`)?.focus();
    event.preventDefault();
  }

  #writeBits({ free, names }: TwoNamesLook, nth: number): void {
    for (let bit = free.low; bit < free.high; bit++) {
      const value = String(this.#valueOf(nth, bit));
      const made = this.#buttons.get(`${nth} ${bit}`)!;
      made.replaceChildren(element('small', {}, String(bit)), ' ', value);
      made.setAttribute('aria-pressed', String(value === '1'));
      made.setAttribute('aria-label', `bit ${bit}: ${value}, ${names[nth]!.called}`);
    }
  }

  #part(selector: string): Element {
    return this.#rows.querySelector(selector)!;
  }
}

function bitOf(target: EventTarget | null): number | undefined {
  const made = target instanceof Element ? target.closest<HTMLElement>('[data-bit]') : null;
  return made === null ? undefined : Number(made.dataset.bit);
}
