/** `run.price()`: what a run costs, a row a step. */
import type { ScenarioRun } from '../linux/run-scenario.js';
import { cyclesOf, totalCycles } from '../price/charges.js';
import { type Costs, completeCosts } from '../price/costs.js';
import { chargesOf } from '../price/run-charges.js';
import { refuseMoreInMethods } from '../units/arguments.js';
import { deepFreeze } from '../units/deep-freeze.js';
import { Problems } from '../units/problems.js';
import type { Table } from '../views/arquero-table.js';
import { parameterLine, parameterTable } from '../views/cost-parts.js';
import type { Figure } from '../views/figure.js';
import { type PricedRun, runCostFigure, runCostTable, runCostVerdict } from '../views/run-cost.js';
import { runHeading } from '../views/run-text.js';
import { mails } from './mails.js';
import { RunView } from './run-view.js';

const WORKING_LINE = `scenario().load(alias(daxFile('mail.dat').page(0)), 5).run().price({ fill: 60 })`;

/** The price of a run: exact counts times the cycles of each parameter. */
export class RunPrice extends RunView {
  readonly #priced: PricedRun;

  constructor(run: ScenarioRun, costs: Partial<Costs>) {
    super();
    const problems = new Problems();
    const complete = completeCosts(costs, problems);
    problems.throwIfAny(WORKING_LINE);
    this.#priced = Object.freeze({
      run,
      steps: Object.freeze(chargesOf(run)),
      costs: deepFreeze(complete),
    });
  }

  /** All cycles. */
  get total(): number {
    const { steps, costs } = this.#priced;
    return steps.reduce((sum, step) => sum + totalCycles(step, costs), 0);
  }
  /** The cycles of each step, in order. */
  get cycles(): readonly number[] {
    const { steps, costs } = this.#priced;
    return steps.map((step) => totalCycles(step, costs));
  }
  /** The cycles that each parameter is worth. */
  get costs(): Costs {
    return this.#priced.costs;
  }

  /** A row a step and one for all: what was counted, and the cycles. What never happened has no column. */
  table(): Table {
    return runCostTable(this.#priced);
  }
  /** A row a parameter: its cycles, whether they were replaced, and their source. */
  parameters(): Table {
    return parameterTable(this.#priced.costs);
  }
  /** What the cycles of each step go to. */
  figure(): Figure {
    return runCostFigure(this.#priced);
  }
  /** Which step is the dearest, in a sentence. */
  verdict(): string {
    return runCostVerdict(this.#priced);
  }
  /** The price for a mailing list, and the lines that count it again. */
  toMail(): string {
    return mails().cost(this.#priced);
  }
  protected heading(): string {
    return `cost of ${runHeading(this.#priced.run)}`;
  }
  protected says(): readonly string[] {
    return [parameterLine(this.#priced.costs), this.verdict()];
  }
  protected override caption(): string {
    const [parameters, verdict] = this.says();
    return `${this.heading().replace(/^c/, 'C')}. ${verdict} ${parameters}`;
  }
  toJSON() {
    const { run, steps, costs } = this.#priced;
    return {
      machine: run.scenario.machine.name,
      strategy: run.scenario.strategy,
      costs,
      steps: run.steps.map(({ step, asked }, i) => ({
        step,
        do: asked.do,
        counts: steps[i]!,
        cycles: cyclesOf(steps[i]!, costs),
      })),
      total: this.total,
    };
  }
}

refuseMoreInMethods(RunPrice, 'run.price()', WORKING_LINE);
