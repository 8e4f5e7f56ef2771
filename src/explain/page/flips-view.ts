/** What a change has done to the claims of the page, at its top: how many have turned over, and where. */

import { ownId } from '../own-ids.js';
import type { Book } from './book.js';
import { element } from './dom.js';

/** The line that says so; hidden where all is as published. */
export class FlipsView {
  readonly element = element('section', {
    class: 'flips',
    'aria-label': 'What your change does to the claims',
    hidden: true,
  });

  /** Says what there is to say of these cells. */
  show(book: Book): void {
    const { cells, flipped, all } = book.flips();
    this.element.hidden = cells.length === 0;
    const begin = book.edits().size > 0 ? 'With your change, ' : '';
    const links = cells.flatMap(({ number }, i) => [i === 0 ? '' : ', ', linkTo(number)]);
    this.element.replaceChildren(element('p', {}, `${begin}${flipped} of ${all} claims flipped: `, ...links));
  }
}

/** Goes to a cell; the address keeps the edits. */
function linkTo(number: number): HTMLElement {
  const id = ownId(`cell-${number}`);
  const link = element('a', { href: `#${id}` }, `cell ${number}`);
  link.addEventListener('click', (event) => {
    event.preventDefault();
    const cell = document.getElementById(id)!;
    cell.scrollIntoView();
    cell.focus({ preventScroll: true });
  });
  return link;
}
