/**
 * A question that a reader answers before seeing: in the metadata of the Markdown cell that asks it,
 *
 *     "aliaslab": { "prediction": { "choices": ["hello", "zeros"], "answer": "zeros", "because": "Its line …" } }
 *
 * The answer is what the code cells behind it show, up to the next text.
 */

import type { NotebookCell } from '../jupyter/notebook.js';
import { isRecord } from '../units/is-record.js';
import { asTyped } from '../units/problems.js';
import { ownMetadata } from './own-metadata.js';

/** A question with its answer. */
export interface Prediction {
  /** Said above the choices, where the text of the cell does not ask. */
  readonly question?: string;
  /** Two or more, each another. */
  readonly choices: readonly string[];
  /** One of the choices. */
  readonly answer: string;
  /** A sentence for whoever has guessed. */
  readonly because?: string;
}

/** The prediction that a cell asks for; undefined where it asks for none, or for one that cannot be used. */
export function predictionOf(cell: NotebookCell): Prediction | undefined {
  const written = ownMetadata(cell, 'prediction');
  if (cell.cell_type !== 'markdown' || written === undefined) return undefined;
  return predictionProblems(cell).length === 0 ? (written as Prediction) : undefined;
}

const FIELDS: ReadonlySet<string> = new Set(['question', 'choices', 'answer', 'because']);

/** What is wrong with the prediction of a cell, a sentence each. */
export function predictionProblems(cell: NotebookCell): string[] {
  const written = ownMetadata(cell, 'prediction');
  if (written === undefined) return [];
  if (cell.cell_type !== 'markdown') return ['a prediction stands in a cell of code: nobody is asked'];
  if (!isRecord(written)) return [`the prediction is ${asTyped(written)}, and no object`];
  const { choices, answer } = written;
  const isText = (value: unknown) => typeof value === 'string' && value.trim() !== '';
  const texts = Array.isArray(choices) && choices.every(isText) ? (choices as string[]) : [];
  const problems: string[] = [];
  if (texts.length < 2 || new Set(texts).size < texts.length)
    problems.push(`the prediction has no list of two or more different choices, but ${asTyped(choices)}`);
  else if (!texts.includes(answer as string))
    problems.push(`the answer of the prediction, ${asTyped(answer)}, is none of its choices`);
  for (const field of ['question', 'because'])
    if (written[field] !== undefined && !isText(written[field]))
      problems.push(`${field} of the prediction is ${asTyped(written[field])}, and no text`);
  const others = Object.keys(written).filter((field) => !FIELDS.has(field));
  for (const field of others) problems.push(`the prediction has a field ${asTyped(field)} that nobody reads`);
  return problems;
}

/** For each cell that shows an answer, the cell that asks; both by their places in the notebook, from 0. */
export function answeringCells(cells: readonly NotebookCell[]): ReadonlyMap<number, number> {
  const asking = new Map<number, number>();
  let asked: number | undefined;
  let isAnswered = false;
  for (const [at, cell] of cells.entries()) {
    if (cell.cell_type === 'code') {
      isAnswered = true;
      if (asked !== undefined) asking.set(at, asked);
    } else if (predictionOf(cell) !== undefined) [asked, isAnswered] = [at, false];
    else if (isAnswered) asked = undefined;
  }
  return asking;
}
