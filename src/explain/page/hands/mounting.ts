/** How a hand gets onto a page: what the page gives to the script that has them all, and what that makes of a kind. */

import type { Answer, Hand, Moved } from '../../hands/hands.js';

/** Asks the library, which runs in a worker. Rejects with what it refuses. */
export type Ask<Kind extends Hand> = (moved?: Moved<Kind>) => Promise<Answer<Kind>>;

/** Makes something to take hold of, and gives it once it shows what is so. `still` is the picture that it stands for. */
export type Mount<Kind extends Hand> = (
  ask: Ask<Kind>,
  still: HTMLElement,
) => Promise<readonly HTMLElement[]>;

/** A function for each kind. */
export type Mounts = { readonly [Kind in Hand]: Mount<Kind> };

declare global {
  var aliaslabHands: Mounts | undefined;
}
