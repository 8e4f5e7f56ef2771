/**
 * Everything that can be taken hold of in a page: what may be asked of each kind, and who answers. Runs in a worker of the page, and
 * in Node. The text of a hand may be anyone's: it is read by the library's own parser, and what that does not know is refused.
 */

import type { HandKind } from '../../fluent/hands.js';
import { askBits } from './bits.js';
import { askOrder } from './order.js';
import { askPlan } from './plan.js';

/** A function for each kind: of what it is about, and of what has been moved. */
const ANSWERS = {
  bits: askBits,
  plan: askPlan,
  order: askOrder,
} as const satisfies { readonly [Kind in HandKind]?: (text: string, moved?: never) => unknown };

type Answers = typeof ANSWERS;
export type Hand = keyof Answers;
/** What has been moved, and what is to be seen then. */
export type Moved<Kind extends Hand> = Parameters<Answers[Kind]>[1];
export type Answer<Kind extends Hand> = ReturnType<Answers[Kind]>;

/** What is to be seen. Throws an InputError for a text that the library refuses. */
export function answerHand<Kind extends Hand>(kind: Kind, text: string, moved?: Moved<Kind>): Answer<Kind> {
  const answer = ANSWERS[kind] as (text: string, moved?: Moved<Kind>) => Answer<Kind>;
  return answer(text, moved);
}
