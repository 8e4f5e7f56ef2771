/**
 * Brings what can be taken hold of to life: a picture of the page, or of a cell that ran, that says so. Each in its time: when it is
 * about to be seen. Where that fails, the picture stays, and says why it is still.
 */

import { readForm } from '../../hands/form.js';
import { element } from '../dom.js';
import { hasPart, runPart } from '../parts.js';
import { askLibrary } from './hands-worker.js';
import type { Ask, Mount } from './mounting.js';

let nearing: IntersectionObserver | undefined;

/** Waits until this picture is about to be seen, and then makes it something to take hold of. */
export function takeHold(still: HTMLElement): void {
  if (!hasPart('hands')) return;
  nearing ??= new IntersectionObserver(
    (entries, seen) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        seen.unobserve(target);
        void bringToLife(target as HTMLElement);
      }
    },
    { rootMargin: '50%' },
  );
  nearing.observe(still);
}

async function bringToLife(still: HTMLElement): Promise<void> {
  const form = readForm(still.dataset.hand);
  if (form === undefined) return;
  const { kind, text } = form;
  try {
    await runPart('hands');
    const mount = globalThis.aliaslabHands![kind] as Mount<typeof kind>;
    const ask = ((moved) => askLibrary(kind, text, moved)) as Ask<typeof kind>;
    still.replaceChildren(...(await mount(ask, still)));
    still.dataset.alive = kind;
  } catch (error) {
    still.append(element('p', { class: 'hint' }, `This picture stays still: ${(error as Error).message}`));
  }
}
