/** A run as a table that plays: its steps are marked one after another, unless the reader wants no motion. */

import type { WholePlan } from '../../hands/plan.js';
import { button, element } from '../dom.js';

const STEP_MS = 700;

export class Player {
  readonly shown: readonly HTMLElement[];
  readonly #rows: readonly HTMLElement[];
  #next: ReturnType<typeof setTimeout> | undefined;

  constructor({ says, columns, rows }: NonNullable<WholePlan['run']>) {
    const cells = (tag: 'th' | 'td', texts: readonly string[]) =>
      texts.map((text) => element(tag, tag === 'th' ? { scope: 'col' } : {}, text));
    this.#rows = rows.map((row) => element('tr', {}, ...cells('td', row)));
    const table = element(
      'table',
      {},
      element('caption', {}, `The shortest run that goes wrong: ${says}.`),
      element('thead', {}, element('tr', {}, ...cells('th', columns))),
      element('tbody', {}, ...this.#rows),
    );
    const box = {
      class: 'scroll',
      role: 'group',
      'aria-label': 'The shortest run that goes wrong',
      tabindex: '0',
    };
    this.shown = [element('div', box, table), button('Play it again', () => this.#play())];
    this.#play();
  }

  #play(): void {
    clearTimeout(this.#next);
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
    let at = isStill ? this.#rows.length - 1 : 0;
    const mark = () => {
      for (const [i, row] of this.#rows.entries()) row.classList.toggle('now', i === at);
      // A run that another plan has taken the place of ends.
      if (++at < this.#rows.length && (at === 1 || this.#rows[0]!.isConnected))
        this.#next = setTimeout(mark, STEP_MS);
    };
    mark();
  }
}
