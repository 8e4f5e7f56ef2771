/** What a notebook claims is checked, by conditions that could fail. */
import { claimsIn } from '../claims-in.js';
import type { Code } from './explanation.js';
import { ofCode, type Rule } from './rule.js';

/** Sections for the reader to play in: what they show claims nothing. */
export const PLAYGROUND = /^(your turn|now you|try it|sandbox|play|exercises?)\b/i;

/** Other sections whose headings claim nothing, by what they begin with. */
const NO_CLAIM =
  /^((conclusions?|summary|answers?|solutions?|what we (now )?know)\b|(sources?|references?|further reading|limits|set-?up)\W*$|(where|what)\b.*\bsimpler\b)/i;

/** A heading is a claim: where code shows something under it, something is checked. */
export const headings: Rule = {
  mend: `add checked.claim('…', …) that restates it`,
  find: ({ sections }) =>
    sections
      .filter(({ heading }) => !PLAYGROUND.test(heading) && !NO_CLAIM.test(heading))
      .filter(({ code }) => code.some(({ outputs }) => outputs.length > 0) && !code.some(checksSomething))
      .map(({ heading, cell }) => ({ cell, what: `'${heading}' shows something that no claim checks` })),
};

export const constantClaims = ofCode('give it a condition that the cells compute', (cell) =>
  claimsIn(cell.source)
    .filter(({ isConstant }) => isConstant)
    .map(({ written }) => `the condition of the claim ${written} is always the same`),
);

const checksSomething = (cell: Code) => claimsIn(cell.source).some(({ isConstant }) => !isConstant);
