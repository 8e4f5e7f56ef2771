/** What an author is told of a notebook: everything that the rules for an explanation find, in the order of its cells. */
import type { Notebook } from '../../jupyter/notebook.js';
import { constantClaims, headings } from './claims.js';
import { type Explanation, explanationOf } from './explanation.js';
import { imports } from './imports.js';
import { knobs } from './knobs.js';
import { lengths } from './lengths.js';
import { numbers } from './numbers.js';
import { outputs } from './outputs.js';
import { PARTS } from './parts.js';
import { pictures } from './pictures.js';
import { predictionAnswers, predictionChoices } from './predictions.js';
import type { Finding, Rule } from './rule.js';
import { semicolons } from './semicolons.js';
import { sentences } from './sentences.js';
import { shorthand } from './shorthand.js';
import { size } from './size.js';
import { steady } from './steady.js';
import { title } from './title.js';

/** All of them, by the names that findings have in JSON. */
const RULES: Readonly<Record<string, Rule>> = {
  title,
  number: numbers,
  length: lengths,
  imports,
  steady,
  semicolon: semicolons,
  sentence: sentences,
  shorthand,
  claim: headings,
  'constant claim': constantClaims,
  choices: predictionChoices,
  'answer told': predictionAnswers,
  knob: knobs,
  outputs,
  size,
  picture: pictures,
  ...PARTS,
};

/**
 * What is to be mended before a notebook is an explanation like the others; empty where nothing is.
 * @example
 * checkNotebook(notebook)[0].what // => "the title 'Two names' is no claim"
 */
export function checkNotebook(notebook: Notebook): Finding[] {
  const explanation = explanationOf(notebook);
  const found = Object.entries(RULES).flatMap(([name, rule]) => findings(name, rule, explanation));
  const once = new Map(found.map((finding) => [`${finding.cell} ${finding.what}`, finding]));
  const place = ({ cell }: Finding) => (cell === 0 ? Number.POSITIVE_INFINITY : cell);
  return [...once.values()].sort((a, b) => place(a) - place(b) || 0);
}

function findings(rule: string, { mend, find }: Rule, explanation: Explanation): Finding[] {
  try {
    return find(explanation).map(({ cell, what }) => ({ cell, rule, what, mend }));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [{ cell: 0, rule, what: 'something is nested too deep to be read', mend: 'make it simpler' }];
  }
}
