/** `compare()`: runs side by side. */

import { asTyped, InputError } from '../units/problems.js';
import type { Table } from '../views/arquero-table.js';
import { comparisonFigure, comparisonTable } from '../views/comparison.js';
import type { Figure } from '../views/figure.js';
import { isTrouble } from '../views/run-table.js';
import { tableHtml } from '../views/table-html.js';
import { tableText } from '../views/table-text.js';
import { Run } from './run.js';
import { type DisplayBundle, Shown } from './shown.js';

/** Several runs, a row each. */
export class Comparison extends Shown {
  readonly runs: readonly Run[];

  constructor(runs: readonly Run[]) {
    super();
    this.runs = Object.freeze([...runs]);
  }

  /** A row a run: machine, strategy, stale loads, lost stores, verdict. */
  table(): Table {
    return comparisonTable(this.#engines());
  }
  /** Machines down, strategies across. */
  figure(): Figure {
    return comparisonFigure(this.#engines());
  }
  toString(): string {
    return tableText(this.table());
  }
  toJSON() {
    return this.runs.map((run) => run.toJSON());
  }
  protected override bundle(): DisplayBundle {
    return { 'text/plain': this.toString(), 'text/html': tableHtml(this.table(), { strong: isTrouble }) };
  }
  #engines() {
    return this.runs.map((run) => run.engine);
  }
}

/** Puts runs side by side: `compare(story.run(), story.on(processor('Cortex-A9')).run())`. */
export function compare(...runs: readonly Run[]): Comparison {
  const others = runs.filter((run) => !(run instanceof Run));
  if (runs.length === 0 || others.length > 0) {
    const wrong = runs.length === 0 ? 'there is nothing to compare' : `${asTyped(others[0])} is not a run`;
    throw new InputError([wrong], `compare(story.run(), story.on(processor('Cortex-A9')).run())`);
  }
  return new Comparison(runs);
}
