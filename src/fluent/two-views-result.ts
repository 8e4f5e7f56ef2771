/** The result of `twoViews()`: one way to have them, or several side by side. */

import { formatStrategy } from '../linux/strategies/index.js';
import type { Costs } from '../price/costs.js';
import type { TwoViewsDescription } from '../replay/two-views/two-views-description.js';
import { refuseMoreInMethods } from '../units/arguments.js';
import { deepFreeze } from '../units/deep-freeze.js';
import { checkOptions } from '../units/options.js';
import { asTyped, InputError, Problems } from '../units/problems.js';
import { formatSize } from '../units/size.js';
import type { Table } from '../views/arquero-table.js';
import type { Figure } from '../views/figure.js';
import { isTrouble } from '../views/run-table.js';
import { tableText } from '../views/table-text.js';
import {
  type Price,
  priceCurves,
  priceFigure,
  priceOf,
  staleFigure,
  type TwoViewsRow,
  totalOf,
  twoViewsTable,
  twoViewsVerdict,
} from '../views/two-views.js';
import { count, describeMachine } from '../views/words.js';
import { type DisplayBundle, Shown, tableForms } from './shown.js';

const WORKING_LINE = `(await twoViews(sampleTrace('words')).prices()).cycles('congruent window')`;

/** What was asked first, and what came of all that was asked. */
export interface TwoViewsOutcome extends TwoViewsDescription {
  readonly costs: Costs;
  /** In what the rows differ. */
  readonly by: 'one' | 'color' | 'strategy' | 'length' | 'every';
  readonly rows: readonly TwoViewsRow[];
  readonly references: number;
  readonly pages: number;
}

/** What came of two views: stale loads, misses, and the price. */
export class TwoViewsResult extends Shown {
  readonly #outcome: TwoViewsOutcome;

  constructor(outcome: TwoViewsOutcome) {
    super();
    this.#outcome = deepFreeze(outcome);
  }

  /** No load was stale, in any of the ways. */
  get coherent(): boolean {
    return this.rows.every(({ counts }) => counts.staleLoads + counts.staleKernelLoads === 0);
  }
  /** Each way, and what was counted. */
  get rows(): readonly TwoViewsRow[] {
    return this.#outcome.rows;
  }
  /** The counts of the first way. */
  get counts(): TwoViewsRow['counts'] {
    return this.rows[0]!.counts;
  }
  /** Cycles of each way, by what they go to. */
  get prices(): readonly Price[] {
    return this.rows.map((row) => priceOf(row, this.#outcome.costs));
  }

  /**
   * All cycles under the strategy that tables call so; where calls differ, of those with this length or this time between them. Throws
   * an InputError where there is no such row.
   */
  cycles(strategy: string, where: { readonly length?: number; readonly every?: number } = {}): number {
    const problems = new Problems();
    checkOptions(where, ['length', 'every'], 'where', problems);
    problems.throwIfAny(WORKING_LINE);
    const { length, every } = where;
    const found = this.rows.find(
      (row) =>
        formatStrategy(row.strategy) === strategy &&
        (length === undefined || row.length === length) &&
        (every === undefined || row.every === every),
    );
    if (found) return totalOf(priceOf(found, this.#outcome.costs));
    const names = [...new Set(this.rows.map((row) => formatStrategy(row.strategy)))].join(', ');
    const at = Object.entries(where).map(([what, value]) => `, ${what} ${asTyped(value)}`);
    throw new InputError(
      [`no row has the strategy ${asTyped(strategy)}${at.join('')}: there are ${names}`],
      WORKING_LINE,
    );
  }

  /** A row each: stale loads of both sides, misses, write-backs, cycles. */
  table(): Table {
    return twoViewsTable(this.rows, this.#outcome.costs);
  }
  /** By color: stale loads over the difference. Over length or time: cycles. Else: what the cycles go to. */
  figure(): Figure {
    const { by, trace, machine, costs, references } = this.#outcome;
    const verdict = this.verdict();
    const price = `What ${trace} costs on ${machine.name}`;
    switch (by) {
      case 'color':
        return staleFigure(this.rows, `Stale loads of ${trace} on ${machine.name}`, verdict);
      case 'length':
      case 'every':
        return priceCurves(this.rows, costs, by, references, price, verdict);
      default:
        return priceFigure(this.rows, costs, price, verdict);
    }
  }
  /** What came of it, in a sentence. */
  verdict(): string {
    return twoViewsVerdict(this.rows, this.#outcome.costs);
  }
  toString(): string {
    return [this.#heading(), tableText(this.table()), this.verdict()].join('\n');
  }
  toJSON() {
    const { machine, trace, calls, references, pages } = this.#outcome;
    const prices = this.prices;
    const rows = this.rows.map(({ cache: _, ...row }, i) => ({ ...row, cycles: prices[i] }));
    return { trace, machine: machine.name, everyCall: calls, references, pages, rows };
  }
  protected override bundle(): DisplayBundle {
    const caption = `${this.#heading()}. ${this.verdict()}`;
    return { 'text/plain': this.toString(), ...tableForms(this.table(), { caption, strong: isTrouble }) };
  }
  #heading(): string {
    const { trace, machine, references, pages, calls } = this.#outcome;
    const used = `${count(references, 'reference')} in ${count(pages, 'page')}`;
    const { by } = this.#outcome;
    const bytes = by === 'length' ? 'several sizes' : formatSize(calls.length);
    const kernel = `${bytes} by the kernel ${by === 'every' ? 'now and then' : `every ${calls.every}`}`;
    return `two views of ${trace} · ${used} · ${kernel} · ${machine.name} ${describeMachine(machine)}`;
  }
}

refuseMoreInMethods(TwoViewsResult, 'twoViews(…).run()', WORKING_LINE, { cycles: 2 });
