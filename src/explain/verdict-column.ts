/** A table whose last column says what came of each row: a small screen keeps that column in sight, whatever is scrolled beside it. */

/** The class of such a table. */
export const VERDICT_LAST = 'verdict-last';

/** Whether the heads of a table end in what is to be read first; with few columns it is in sight anyway. */
export function endsInVerdict(heads: readonly string[]): boolean {
  return heads.length > 3 && /^(?:verdict|result)$/.test(heads.at(-1)!.trim());
}
