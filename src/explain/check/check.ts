/** What an author is told of a notebook: everything that the rules for an explanation find, in the order of its cells. */
import type { Notebook } from '../../jupyter/notebook.js';
import { claimRules } from './claim-rules.js';
import { codeRules } from './code-rules.js';
import type { Finding } from './finding.js';
import { numberRule } from './number-rule.js';
import { outputRules } from './output-rules.js';
import { partsRule, titleRule } from './prose-rules.js';
import { shorthandRule } from './shorthand-rule.js';

export type { Finding } from './finding.js';

const RULES = [titleRule, numberRule, codeRules, shorthandRule, claimRules, outputRules, partsRule];

/**
 * What is to be mended before a notebook is an explanation like the others; empty where nothing is.
 * @example
 * checkNotebook(notebook)[0].what // => "the title 'Two names' has too few words for a claim"
 */
export function checkNotebook(notebook: Notebook): Finding[] {
  const found = RULES.flatMap((rule) => rule(notebook));
  const place = ({ cell }: Finding) => (cell === 0 ? Number.POSITIVE_INFINITY : cell);
  return found.sort((a, b) => place(a) - place(b) || 0);
}
