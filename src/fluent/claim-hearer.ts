/**
 * Who hears of claims. A kernel and a page do: there a claim that does not hold is a result, and the cells go on. A program that
 * uses the library by itself has no hearer: its claims are checks, and one that does not hold throws.
 */

/** Is told of each claim. */
export type ClaimHearer = (sentence: string, holds: boolean) => void;

/** One run of a cell. What it claimed counts until its cell runs again. */
export interface CellRun {
  isReplaced: boolean;
}

let hearer: ClaimHearer | undefined;
let running: CellRun | undefined;
const runs = new Map<number, CellRun>();

/** Tells `to` of all claims from now on; nobody where nothing is given. */
export function hearClaims(to?: ClaimHearer): void {
  hearer = to;
}

/** The claims that come are those of this cell, and replace those that it made before. */
export function claimsBegin(cell: number): void {
  const before = runs.get(cell);
  if (before !== undefined) before.isReplaced = true;
  running = { isReplaced: false };
  runs.set(cell, running);
}

/** Tells whoever hears; `isHeard` says whether there is one. */
export function tellClaim(sentence: string, holds: boolean): { isHeard: boolean; by: CellRun | undefined } {
  hearer?.(sentence, holds);
  return { isHeard: hearer !== undefined, by: running };
}
