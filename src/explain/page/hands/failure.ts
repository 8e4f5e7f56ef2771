/** A move that the library cannot answer: why, in the place of the verdict, and not in the console alone. */
import { element } from '../dom.js';

/** Waits for what was asked; where nothing comes, `verdict` says why. The next answer takes its place. */
export function sayFailure(verdict: HTMLElement, asked: Promise<void>): void {
  asked.catch((reason: unknown) => {
    verdict.className = 'verdict';
    const why = reason instanceof Error ? reason.message : String(reason);
    verdict.replaceChildren(element('b', {}, 'No answer. '), why);
  });
}
