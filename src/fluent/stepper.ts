/** `run.stepper()`: a run, step by step, forwards and backwards. */

import type { ScenarioRun } from '../linux/run-scenario.js';
import { formatAddress } from '../units/address.js';
import { refuseMoreInMethods } from '../units/arguments.js';
import { InputError } from '../units/problems.js';
import type { Table } from '../views/arquero-table.js';
import { type Figure, PLOTLY_MIME } from '../views/figure.js';
import { type LineStates, lineStates, type StateAfter } from '../views/line-states.js';
import { runVerdict } from '../views/run-text.js';
import { laneName, stepName, stepperHeading, stepperTable } from '../views/stepper.js';
import { stepperFigure } from '../views/stepper-figure.js';
import { RunView } from './run-view.js';
import type { DisplayBundle } from './shown.js';

const WORKING_LINE = `scenario().load(alias(daxFile('mail.dat').page(0)), 5).run().stepper()`;

/**
 * The line that a run is about, after each of its steps: what it holds under each alias, memory, the newest bytes, and what
 * each load saw. `show()` it: a plot with a slider, that needs no kernel once it is there.
 */
export class Stepper extends RunView {
  readonly #run: ScenarioRun;
  readonly #line: LineStates;

  /** Throws an InputError for a run that touches no memory. */
  constructor(run: ScenarioRun) {
    super();
    const line = lineStates(run);
    if (!line) {
      throw new InputError(
        ['no step of this run touches memory, so there is no line to follow'],
        WORKING_LINE,
      );
    }
    this.#run = run;
    this.#line = line;
  }

  /** The states, the one before the first step included: `states[2]` is that after step 2. */
  get states(): readonly StateAfter[] {
    return this.#line.states;
  }
  /** A row a step. */
  table(): Table {
    return stepperTable(this.#run, this.#line);
  }
  /** The bytes of each copy, with a slider over the steps: the first sixty, where there are more. */
  figure(): Figure {
    return stepperFigure(this.#run, this.#line);
  }
  /** What came of the run, in one sentence. */
  verdict(): string {
    return runVerdict(this.#run);
  }
  protected heading(): string {
    return stepperHeading(this.#run, this.#line);
  }
  protected says(): readonly string[] {
    return [this.verdict()];
  }
  toJSON() {
    const { physical, lanes, states } = this.#line;
    return {
      line: formatAddress(physical),
      steps: states.map((state) => ({
        step: state.step,
        does: stepName(state),
        copies: state.copies.map(({ lane, set, way, dirty, bytes, stale, foreign }) => ({
          alias: laneName(this.#run, lanes[lane]!),
          set,
          way,
          dirty,
          bytes: [...bytes],
          stale,
          foreign,
        })),
        memory: [...state.memory],
        newest: [...state.newest],
        saw: state.loads.map(({ who, at, bytes, stale, foreign }) => ({
          who,
          at,
          bytes: [...bytes],
          stale,
          foreign,
        })),
      })),
    };
  }
  protected override bundle(): DisplayBundle {
    return { 'text/plain': this.toString(), [PLOTLY_MIME]: this.figure() };
  }
}

refuseMoreInMethods(Stepper, 'run.stepper()', WORKING_LINE);
