/**
 * What a page can make of a result beside its picture: something to take hold of. A result says which kind, and the story or the
 * question in few letters, as a mail does; a page that knows the kind reads it again and asks the library (src/explain/hands/).
 */

import { HARD_SPACE } from '../notation/letters.js';

/** The MIME type of that. Viewers do not know it, and show the picture. */
export const HAND_MIME = 'text/vnd.aliaslab.hand';

/** What can be taken hold of: the bits of two addresses, the actions of a flush plan, the order of a story's steps. */
export type HandKind = 'bits' | 'plan' | 'order';

/** The kind, and what the result is about, as a form that a page may choose; `notation` is what `writeStory()` or `writeQuestion()` gave. */
export function handForm(kind: HandKind, notation: string): Readonly<Record<string, string>> {
  return { [HAND_MIME]: `${kind} ${notation.replaceAll(HARD_SPACE, ' ')}` };
}
