/** What is said of claims, by an exported page and by a live one: how many were checked, and which a change has turned over. */

/** A claim of a cell, and whether it holds. */
export interface Claim {
  readonly claim: string;
  readonly holds: boolean;
}

/** Whether a claim came out otherwise than published; one that was not published, where it does not hold. */
export function isFlipped({ claim, holds }: Claim, published: readonly Claim[]): boolean {
  const before = published.find((each) => each.claim === claim);
  return holds !== (before?.holds ?? true);
}

/** The claims of a cell that its last run here has turned over. */
export function flippedIn({
  claims = [],
  published,
}: {
  readonly claims: readonly Claim[] | undefined;
  readonly published: readonly Claim[];
}): readonly Claim[] {
  return claims.filter((claim) => isFlipped(claim, published));
}

/** What a fold says of its claims. */
export function claimsSummary(claims: readonly Claim[], isAnswers: boolean): string {
  const unheld = claims.filter(({ holds }) => !holds).length;
  const noun = isAnswers ? 'answer' : 'claim';
  const all = `${claims.length} ${noun}${claims.length === 1 ? '' : 's'}`;
  if (unheld === 0) return `✓ ${all} checked`;
  return `✗ ${unheld} of ${all} ${unheld === 1 ? 'does' : 'do'} not hold`;
}
