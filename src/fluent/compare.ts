/** `compare()`: runs side by side. */

import { refuseMoreInMethods } from '../units/arguments.js';
import { isPlainObject } from '../units/options.js';
import { asTyped, InputError } from '../units/problems.js';
import type { Table } from '../views/arquero-table.js';
import { type ComparedRun, comparisonFigure, comparisonTable } from '../views/comparison.js';
import type { Figure } from '../views/figure.js';
import { isTrouble } from '../views/run-table.js';
import { tableHtml } from '../views/table-html.js';
import { tableText } from '../views/table-text.js';
import { mails } from './mails.js';
import { Run } from './run.js';
import { type DisplayBundle, Shown } from './shown.js';

/** Runs by the name of their story. */
export type NamedRuns = Readonly<Record<string, Run | readonly Run[]>>;

const WORKING_LINE = `compare(scenario().load(alias(daxFile('mail.dat').page(0)), 5).run())`;

/** Several runs, a row each. */
export class Comparison extends Shown {
  readonly runs: readonly Run[];
  readonly #compared: readonly ComparedRun[];

  constructor(runs: readonly (readonly [story: string | undefined, run: Run])[]) {
    super();
    this.runs = Object.freeze(runs.map(([, run]) => run));
    this.#compared = runs.map(([story, { engine }]) => ({
      run: engine,
      ...(story !== undefined && { story }),
    }));
  }

  /** None of the runs had a stale load or a foreign one, or lost a store. */
  get coherent(): boolean {
    return this.runs.every((run) => run.coherent);
  }
  /** A row a run: its story if that has a name, machine, strategy, stale loads, foreign ones where there are any, lost stores, verdict. */
  table(): Table {
    return comparisonTable(this.#compared);
  }
  /** Stories and machines down, strategies across. */
  figure(): Figure {
    return comparisonFigure(this.#compared);
  }
  /** The runs for a mailing list, and the lines that run them again and put them side by side. */
  toMail(): string {
    return mails().comparison(this.#compared);
  }
  toString(): string {
    return tableText(this.table());
  }
  toJSON() {
    return this.runs.map((run, i) => {
      const { story } = this.#compared[i]!;
      return { ...(story !== undefined && { story }), ...run.toJSON() };
    });
  }
  protected override bundle(): DisplayBundle {
    return { 'text/plain': this.toString(), 'text/html': tableHtml(this.table(), { strong: isTrouble }) };
  }
}

refuseMoreInMethods(Comparison, 'compare(…)', `${WORKING_LINE}.table()`);

/**
 * Puts runs side by side: `compare(story.run(), story.on('Cortex-A9').run())`, or a list of them. Runs of several stories take
 * names: `compare({ 'the kernel reads': reads.run(), 'the kernel writes': [writes.run(), writes.using(congruent()).run()] })`.
 */
export function compare(...runs: readonly (Run | readonly Run[] | NamedRuns)[]): Comparison {
  const named = runs
    .flat()
    .flatMap((given): [string | undefined, unknown][] =>
      !isPlainObject(given)
        ? [[undefined, given]]
        : Object.entries(given).flatMap(([story, its]) =>
            [its].flat().map((run): [string, unknown] => [story, run]),
          ),
    );
  const isRun = (entry: [string | undefined, unknown]): entry is [string | undefined, Run] =>
    entry[1] instanceof Run;
  const others = named.filter((entry) => !isRun(entry));
  const wrong = others.map(
    ([story, value]) => `${story === undefined ? '' : `${story}: `}${asTyped(value)} is not a run`,
  );
  if (named.length === 0) wrong.push('there is nothing to compare');
  if (wrong.length > 0) throw new InputError(wrong, WORKING_LINE);
  return new Comparison(named.filter(isRun));
}
