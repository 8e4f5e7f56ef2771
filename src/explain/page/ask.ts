/** Asks the reader before anything runs that somebody else wrote. */

import { ownId } from '../own-ids.js';
import type { BookCell } from './book.js';
import { button, element } from './dom.js';

/** Milliseconds that the question stands before it takes a yes: a click that was meant for what stood there before is none. */
const SEEN = 700;

/** Whether the reader lets these cells run, which came with a link. */
export function mayRun(cells: readonly BookCell[]): Promise<boolean> {
  return new Promise((resolve) => {
    const which = listed(cells.map(({ number }) => number));
    const run = button(cells.length === 1 ? 'Run it' : 'Run them', () => dialog.close('run'));
    const dialog = element(
      'dialog',
      { 'aria-labelledby': ownId('ask-title') },
      element('h2', { id: ownId('ask-title') }, `Run what the link changed?`),
      element(
        'p',
        {},
        `${which} came with the link, from whoever sent it, and ${cells.length === 1 ? 'has' : 'have'} to run for this. ` +
          'Cells run inside this page: they reach no network and no files.',
      ),
      ...cells.map(({ number, source }) =>
        element(
          'pre',
          {
            class: 'theirs',
            tabindex: '0',
            role: 'region',
            'aria-label': `Code of cell ${number}, from the link`,
          },
          source,
        ),
      ),
      element(
        'p',
        { class: 'buttons' },
        run,
        button('Do not run', () => dialog.close('no')),
      ),
    );
    const stopWaiting = enabledOnceSeen(run);
    dialog.addEventListener('close', () => {
      stopWaiting();
      dialog.remove();
      resolve(dialog.returnValue === 'run');
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Keeps a button from being pressed until its window has been in front for a moment; gives what ends that. */
function enabledOnceSeen(press: HTMLButtonElement): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = () => {
    clearTimeout(timer);
    press.disabled = true;
    if (document.hasFocus()) timer = setTimeout(() => (press.disabled = false), SEEN);
  };
  const events = ['focus', 'blur'];
  for (const event of events) globalThis.addEventListener(event, wait);
  wait();
  return () => {
    clearTimeout(timer);
    for (const event of events) globalThis.removeEventListener(event, wait);
  };
}

/** `Cell 3`, `Cells 3 and 5`, `Cells 3, 5 and 7`. */
export function listed(numbers: readonly number[]): string {
  if (numbers.length === 1) return `Cell ${numbers[0]}`;
  return `Cells ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;
}
