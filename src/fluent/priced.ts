/** The results of `prices()`: one transfer under each strategy, or several over a length or a share. */
import type { PriceRow, PricesDescription } from '../price/priced-strategies.js';
import { refuseMoreInMethods } from '../units/arguments.js';
import { deepFreeze } from '../units/deep-freeze.js';
import { asTyped, InputError } from '../units/problems.js';
import { formatSize } from '../units/size.js';
import type { Table } from '../views/arquero-table.js';
import { parameterLine, parameterTable } from '../views/cost-parts.js';
import type { Figure } from '../views/figure.js';
import { cyclesOfRow, isFine, pricesFigure, priceTable, priceVerdict } from '../views/prices.js';
import {
  type PricedBy,
  type PricePoint,
  pricesOverFigure,
  pricesOverTable,
  pricesOverVerdict,
} from '../views/prices-over.js';
import { isTrouble } from '../views/run-table.js';
import { tableText } from '../views/table-text.js';
import { count } from '../views/words.js';
import { describePrices, titleOf } from './prices-description.js';
import { type DisplayBundle, Shown, tableForms } from './shown.js';

const WORKING_LINE = `prices().run().cycles('congruent')`;
const WORKING_POINT = `prices().over('length', ['64 B', '4 KiB']).cycles('congruent', 4096)`;

/** What both have in common: a table, the parameters behind it, and a sentence. */
abstract class PriceResult extends Shown {
  protected readonly asked: PricesDescription;

  constructor(asked: PricesDescription) {
    super();
    this.asked = asked;
  }

  abstract table(): Table;
  abstract verdict(): string;
  protected abstract heading(): string;

  /** A row a parameter: its cycles, whether they were replaced, and their source. */
  parameters(): Table {
    return parameterTable(this.asked.costs);
  }
  toString(): string {
    const { costs } = this.asked;
    const rows = tableText(this.table(), { limit: 60 });
    return [this.heading(), rows, parameterLine(costs), this.verdict()].join('\n');
  }
  protected override bundle(): DisplayBundle {
    const caption = `${this.heading()}. ${this.verdict()} ${parameterLine(this.asked.costs)}`;
    const strong = (column: string, text: string) => isTrouble(column, text) || text === 'wrong';
    return { 'text/plain': this.toString(), ...tableForms(this.table(), { caption, strong }) };
  }
}

/** What a transfer costs under each strategy. */
export class Priced extends PriceResult {
  readonly #rows: readonly PriceRow[];

  constructor(asked: PricesDescription, rows: readonly PriceRow[]) {
    super(asked);
    this.#rows = Object.freeze(rows);
  }

  /** No load was stale or foreign and no store was lost here, under any of the strategies. */
  get coherent(): boolean {
    return this.#rows.every(isFine);
  }
  /** Each strategy, and what was counted. */
  get rows(): readonly PriceRow[] {
    return this.#rows;
  }
  /** All cycles under the strategy of this name. Throws an InputError where there is none. */
  cycles(strategy: string): number {
    return cyclesOfRow(named(this.#rows, strategy, WORKING_LINE), this.asked.costs).all;
  }
  /** A row a strategy: the verdict here and in any run, the cycles of each part, those of the call, those afterwards, all, and the lines left dirty. */
  table(): Table {
    return priceTable(this.#rows, this.asked.costs);
  }
  /** What the cycles of each strategy go to. */
  figure(): Figure {
    return pricesFigure(this.#rows, this.asked.costs, titleOf(this.asked));
  }
  /** Strategies that are right, and the cheapest of them, in a sentence. */
  verdict(): string {
    return priceVerdict(this.#rows, this.asked.costs);
  }
  toJSON() {
    return { ...this.asked, rows: this.#rows.map((row) => plain(row, this.asked)) };
  }
  protected heading(): string {
    // Under most strategies the user's lines are in the cache; past it there are none.
    const [most] = this.#rows
      .map(({ transfers }) => transfers[0]!.found)
      .sort((a, b) => b.resident - a.resident);
    const found = `${count(most!.resident, 'line')} there when the call comes, ${most!.dirty} dirty`;
    return `prices  ${describePrices(this.asked)} · ${found}`;
  }
}

refuseMoreInMethods(Priced, 'prices().run()', WORKING_LINE);

/** What transfers cost under each strategy over a length or a share. */
export class PricedOver extends PriceResult {
  readonly #by: PricedBy;
  readonly #points: readonly PricePoint[];

  constructor(asked: PricesDescription, by: PricedBy, points: readonly PricePoint[]) {
    super(asked);
    this.#by = by;
    this.#points = deepFreeze(points.map((point) => ({ ...point })));
  }

  /** No load was stale or foreign and no store was lost anywhere. */
  get coherent(): boolean {
    return this.#points.every(({ rows }) => rows.every(isFine));
  }
  /** Each value, and what was counted under each strategy there. */
  get points(): readonly PricePoint[] {
    return this.#points;
  }
  /** All cycles under this strategy at this value, in bytes or as a share. Throws an InputError where there are none. */
  cycles(strategy: string, value: number): number {
    const point = this.#points.find((each) => each.value === value);
    if (!point) {
      const values = this.#points.map((each) => each.value).join(', ');
      throw new InputError([`no ${this.#by} is ${asTyped(value)}: there are ${values}`], WORKING_POINT);
    }
    return cyclesOfRow(named(point.rows, strategy, WORKING_POINT), this.asked.costs).all;
  }
  /** In long form, a row for each value and strategy: the verdict here and in any run, the cycles of the call, those afterwards, and all. */
  table(): Table {
    return pricesOverTable(this.#points, this.#by, this.asked.costs);
  }
  /** A curve a strategy. */
  figure(): Figure {
    return pricesOverFigure(this.#points, this.#by, this.asked.costs, titleOf(this.asked, this.#by));
  }
  /** Which of the strategies that are right is the cheapest where. */
  verdict(): string {
    return pricesOverVerdict(this.#points, this.#by, this.asked.costs);
  }
  toJSON() {
    const points = this.#points.map(({ value, rows }) => ({
      [this.#by]: value,
      rows: rows.map((row) => plain(row, this.asked)),
    }));
    return { ...this.asked, over: this.#by, points };
  }
  protected heading(): string {
    const values = this.#points.map(({ value }) => (this.#by === 'length' ? formatSize(value) : value));
    return `prices  ${describePrices(this.asked, this.#by)} · over ${this.#by} ${values.join(', ')}`;
  }
}

refuseMoreInMethods(PricedOver, 'prices().over(…)', WORKING_POINT);

function named(rows: readonly PriceRow[], strategy: string, workingLine: string): PriceRow {
  const found = rows.find(({ name }) => name === strategy);
  if (found) return found;
  const names = rows.map(({ name }) => name).join(', ');
  throw new InputError([`no strategy is called ${asTyped(strategy)}: there are ${names}`], workingLine);
}

/** A row as plain data, without the machine that all of them share. */
function plain(row: PriceRow, { costs }: PricesDescription) {
  const transfers = row.transfers.map(({ transfer: { rw }, ...counted }) => ({ rw, ...counted }));
  return { ...row, transfers, fine: isFine(row), cycles: cyclesOfRow(row, costs) };
}
