/** The form in which a notebook carries what can be taken hold of (src/fluent/hands.ts): its kind, and notation behind that. */

import type { HandKind } from '../../fluent/hands.js';
import { allOf } from '../../units/words.js';

export const HAND_KINDS = allOf<HandKind>({ bits: true, plan: true, order: true });

/** Letters of a form; a story of the library's own examples has a few hundred. */
const MOST_LETTERS = 10_000;

/** The kind of a form, and the notation, which nobody has read yet; undefined for a form that is none of ours. */
export function readForm(form: unknown): { readonly kind: HandKind; readonly text: string } | undefined {
  if (typeof form !== 'string' || form.length > MOST_LETTERS) return undefined;
  const [first = ''] = form.split(' ', 1);
  const kind = HAND_KINDS.find((known) => known === first);
  return kind && { kind, text: form.slice(kind.length + 1) };
}
