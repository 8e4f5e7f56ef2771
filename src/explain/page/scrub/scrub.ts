/** Gives each section of the page its scrubber, and keeps it true to what its cells show meanwhile. */

import { Section } from './section.js';

/** A heading of the first or second level begins a section. */
export function scrubSections(main: HTMLElement): void {
  const groups: Element[][] = [[]];
  for (const each of main.children) {
    if (each.querySelector(':scope > :is(h1, h2)') !== null) groups.push([]);
    if (each.classList.contains('cell')) groups.at(-1)!.push(each);
  }
  for (const cells of groups) {
    if (cells.length === 0) continue;
    const section = new Section(cells);
    let isDue = false;
    const seen = new MutationObserver((changes) => {
      if (isDue || !changes.some(isOfOutputs)) return;
      isDue = true;
      // Outputs come one by one: they are looked at together.
      requestAnimationFrame(() => {
        isDue = false;
        section.refresh();
      });
    });
    for (const cell of cells) seen.observe(cell, { childList: true, subtree: true });
  }
}

/** Whether outputs came or went; Plotly, the editor and the scrubber itself change other things. */
function isOfOutputs({ target }: MutationRecord): boolean {
  const at = target as Element;
  return at.closest('.outputs') !== null && at.closest('.plot') === null;
}
