/** What a power cut would leave after each step of a story. */
import { IN_FLIGHT, type InFlight } from '../hardware/memory.js';
import { type PowerCut, powerCuts } from '../linux/power-cuts.js';
import type { Story } from '../linux/story/story.js';
import { refuseMoreInMethods } from '../units/arguments.js';
import { asTyped, InputError } from '../units/problems.js';
import { listed } from '../units/words.js';
import type { Table } from '../views/arquero-table.js';
import type { Figure } from '../views/figure.js';
import { powerCutsFigure, powerCutsTable, powerCutsText, powerCutsVerdict } from '../views/power-cuts.js';
import { isTrouble } from '../views/run-table.js';
import { tableHtml } from '../views/table-html.js';
import { mails } from './mails.js';
import { type DisplayBundle, Shown } from './shown.js';

const WORKING_LINE = `scenario().write(daxFile('mail.dat'), 'HELLO').powerCuts('arrives')`;

/** A power cut after each step: the story up to there is told anew, and the power goes. */
export class PowerCuts extends Shown {
  readonly cuts: readonly PowerCut[];
  readonly #scenario: Story;
  readonly #inFlight: InFlight;

  constructor(scenario: Story, inFlight: InFlight) {
    super();
    if (!IN_FLIGHT.includes(inFlight)) {
      throw new InputError(
        [`what is in flight is ${listed(IN_FLIGHT, 'or')}, and not ${asTyped(inFlight)}`],
        WORKING_LINE,
      );
    }
    this.#scenario = scenario;
    this.#inFlight = inFlight;
    this.cuts = Object.freeze(powerCuts(scenario, inFlight));
  }

  /** No cut takes away what was promised. */
  get durable(): boolean {
    return this.cuts.every(({ missing }) => missing.length === 0);
  }
  /** A row a step: bytes stored so far, kept and gone, and what was promised and is gone. */
  table(): Table {
    return powerCutsTable(this.cuts);
  }
  /** Kept and gone, a bar a step. */
  figure(): Figure {
    return powerCutsFigure(this.cuts);
  }
  /** What came of it, in one sentence. */
  verdict(): string {
    return powerCutsVerdict(this.cuts);
  }
  /** The power cuts for a mailing list. */
  toMail(): string {
    return mails().powerCuts(this.#scenario, this.cuts, this.#inFlight);
  }
  toString(): string {
    return powerCutsText(this.#scenario, this.cuts);
  }
  toJSON() {
    return this.cuts.map(({ after, asked, stored, kept, missing }) => ({
      after,
      do: asked.do,
      stored,
      kept,
      missing: missing.length,
    }));
  }
  protected override bundle(): DisplayBundle {
    const caption = this.verdict();
    return {
      'text/plain': this.toString(),
      'text/html': tableHtml(this.table(), { caption, strong: isTrouble }),
    };
  }
}

refuseMoreInMethods(PowerCuts, 'story.powerCuts()', `${WORKING_LINE}.verdict()`);
