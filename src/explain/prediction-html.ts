/**
 * A prediction on a page: its choices behind the question, and a fold around what answers it. That is all a page without scripts needs;
 * a live one makes buttons of the choices (page/prediction-view.ts).
 */

import { escapeHtml } from '../views/table-html.js';
import type { Prediction } from './prediction.js';

/** The choices, for the cell that asks, by its place in the notebook. */
export function choicesHtml({ question, choices }: Prediction, at: number): string {
  const asks = question === undefined ? '' : `<p>${escapeHtml(question)}</p>\n`;
  const items = choices.map((choice) => `<li>${escapeHtml(choice)}</li>`).join('');
  return `<div class="predict" data-predicts="${at}">\n${asks}<ul>${items}</ul>\n</div>`;
}

/** `html`, folded until the reader has guessed or wants to see; the first fold of a prediction tells the answer. */
export function answerHtml(html: string, at: number, answer: Prediction | undefined): string {
  const told =
    answer === undefined
      ? ''
      : `<p class="because"><strong>${escapeHtml(answer.answer)}.</strong> ${escapeHtml(answer.because ?? '')}</p>\n`;
  return `<details class="answer" data-answers="${at}"><summary>See the answer</summary>\n${told}${html}</details>`;
}
