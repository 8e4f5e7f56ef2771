/** Shows the code of all cells, or folds it behind its sentences again. */
import type { CellView } from './cell-view.js';
import { button } from './dom.js';

/** The button; none on a page where no code is folded. */
export function codeButton(views: readonly CellView[]): HTMLButtonElement[] {
  if (document.querySelector('details.code-fold') === null) return [];
  const isShown = () => show.getAttribute('aria-pressed') === 'true';
  const press = () => {
    show.setAttribute('aria-pressed', String(!isShown()));
    for (const view of views) view.showCode(isShown());
  };
  const show = button('Show code', press, { 'aria-pressed': 'false' });
  return [show];
}
