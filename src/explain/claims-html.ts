/**
 * The claims of an executed cell, folded: behind its outputs, or with all of the cell where it does nothing but claim, or checks the
 * answers of exercises. The words of a fold are those of the live page (page/claims-view.ts).
 */

import type { CodeCell, NotebookOutput } from '../jupyter/notebook.js';
import { unheldIn, withoutUnheld } from '../jupyter/unheld-claims.js';
import { escapeHtml } from '../views/table-html.js';
import { claimsIn } from './claims-in.js';
import { type Claim, claimsSummary } from './claims-words.js';

/** How much of a cell is folded: nothing, its claims, or all of it. */
export type Fold = 'nothing' | 'claims' | 'cell' | 'answers';

/** The claims that a cell has made, and whether they held; none of one that has not run, or has failed. */
export function claimsOf({ source, execution_count, outputs }: CodeCell): readonly Claim[] {
  if (execution_count === null || outputs.some(({ output_type }) => output_type === 'error')) return [];
  const unheld = new Set(unheldIn(outputs));
  return claimsIn(source).map(({ sentence }) => ({ claim: sentence, holds: !unheld.has(sentence) }));
}

/** How much of a cell is folded. */
export function foldOf(cell: CodeCell): Fold {
  const claims = claimsOf(cell);
  if (claims.length === 0) return 'nothing';
  if (claims.every(({ claim }) => /^answers?\b/i.test(claim))) return 'answers';
  return outputsToShow(cell).length === 0 ? 'cell' : 'claims';
}

/** The outputs without what their fold says. */
export function outputsToShow({ outputs }: CodeCell): readonly NotebookOutput[] {
  return withoutUnheld(outputs);
}

/** The fold, with `inside` behind the list. */
export function claimsHtml(cell: CodeCell, fold: Exclude<Fold, 'nothing'>, inside = ''): string {
  const claims = claimsOf(cell);
  const items = claims.map(
    ({ claim, holds }) => `<li data-holds="${holds}">${holds ? '✓' : '✗'} ${escapeHtml(claim)}</li>`,
  );
  const classes = [
    'claims',
    ...(fold === 'claims' ? [] : ['whole']),
    ...(fold === 'answers' ? ['answers'] : []),
  ];
  const isOpen = claims.some(({ holds }) => !holds);
  return `<details class="${classes.join(' ')}"${isOpen ? ' open' : ''}><summary>${claimsSummary(claims, fold === 'answers')}</summary>
<ul class="claimed">${items.join('')}</ul>${inside}</details>`;
}
