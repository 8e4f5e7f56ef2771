/**
 * The claims of a cell, folded behind its outputs: "✓ 2 claims checked". Where a reader's change has turned one over, the fold is open
 * and says so, for that is what came of the change. The page itself carries the fold of each cell as it was published (claims-html.ts).
 */

import { type Claim, claimsSummary, isFlipped } from '../claims-words.js';
import { element } from './dom.js';

/** The fold of a cell's claims. */
export class ClaimsView {
  readonly #fold: HTMLDetailsElement;
  readonly #summary: HTMLElement;
  readonly #list: HTMLElement;
  readonly #first: { isOpen: boolean; summary: string; list: Node[]; isHidden: boolean };
  readonly #isAnswers: boolean;

  constructor(root: HTMLElement) {
    const summary = element('summary');
    const list = element('ul', { class: 'claimed' });
    const found = root.querySelector<HTMLDetailsElement>('details.claims');
    this.#fold = found ?? element('details', { class: 'claims', hidden: true }, summary, list);
    if (found === null) root.append(this.#fold);
    this.#summary = found?.querySelector('summary') ?? summary;
    this.#list = found?.querySelector<HTMLElement>('.claimed') ?? list;
    this.#isAnswers = this.#fold.classList.contains('answers');
    this.#first = {
      isOpen: this.#fold.open,
      summary: this.#summary.textContent,
      list: [...this.#list.childNodes],
      isHidden: this.#fold.hidden === true,
    };
  }

  /** Whether all of the cell is inside of the fold. */
  get isWhole(): boolean {
    return this.#fold.classList.contains('whole');
  }

  /** Opens the fold, for what is inside of it. */
  open(): void {
    this.#fold.open = true;
  }

  /** Shows what a cell claimed in its last run. */
  show(claims: readonly Claim[], published: readonly Claim[], isChanged: boolean): void {
    this.#fold.hidden = claims.length === 0 && !this.isWhole;
    this.#summary.textContent =
      claims.length === 0 ? 'Nothing is claimed' : claimsSummary(claims, this.#isAnswers);
    this.#list.replaceChildren(...claims.map((claim) => itemOf(claim, published, isChanged)));
    if (claims.some((claim) => isFlipped(claim, published))) this.open();
  }

  /** Back to how the page came. */
  reset(): void {
    this.#fold.hidden = this.#first.isHidden;
    this.#fold.open = this.#first.isOpen;
    this.#summary.textContent = this.#first.summary;
    this.#list.replaceChildren(...this.#first.list);
  }
}

function itemOf(claim: Claim, published: readonly Claim[], isChanged: boolean): HTMLElement {
  const mark = claim.holds ? '✓' : '✗';
  const item = element('li', { 'data-holds': String(claim.holds) }, `${mark} ${claim.claim}`);
  const before = published.find((each) => each.claim === claim.claim);
  const here = isChanged ? 'with your change' : 'here';
  if (isFlipped(claim, published)) {
    const was = before === undefined ? '' : `${before.holds ? 'held' : 'did not hold'} as published; `;
    item.append(element('em', {}, ` ${was}${here} it does${claim.holds ? '' : ' not'}`));
  }
  return item;
}
