/** The result of asking: proved, or refuted with a shortest run. */

import type { UnderAssumed } from '../prove/assumed.js';
import type { Answer, Witness } from '../prove/prove.js';
import type { Trouble } from '../prove/search.js';
import { formatAddress } from '../units/address.js';
import { refuseMoreInMethods } from '../units/arguments.js';
import type { Table } from '../views/arquero-table.js';
import type { Figure } from '../views/figure.js';
import { isTrouble } from '../views/run-table.js';
import { escapeHtml, tableHtml } from '../views/table-html.js';
import { answerHeading, answerTable, answerText, answerVerdict } from '../views/verdict.js';
import { mails } from './mails.js';
import type { Run } from './run.js';
import { type Scenario, scenario } from './scenario.js';
import { type DisplayBundle, Shown } from './shown.js';

const WORKING_LINE = `prove(processor('SH7750')).run().table()`;

/** Whether every run is coherent; where not, a shortest run that is not, which a machine replays. */
export class Verdict extends Shown {
  readonly #answer: Answer;

  constructor(answer: Answer) {
    super();
    this.#answer = answer;
  }

  /** No run has a stale load, loses a store or ends in a machine check; where durability was asked for, none breaks a promise either. */
  get coherent(): boolean {
    return this.#answer.coherent;
  }
  /** What the shortest run comes to; undefined where all are coherent. */
  get trouble(): Trouble | undefined {
    return this.#answer.trouble;
  }
  /**
   * Which policies of the CPU are assumed, and on which of them the verdict depends; undefined where all that it rests on
   * was read, and for a machine of one's own.
   * @example
   * prove('24Kc').run().policies // => { assumed: ['write policy', 'allocation'], dependsOn: [] }
   */
  get policies(): UnderAssumed | undefined {
    return this.#answer.policies;
  }
  /** How many states of line and kernel were visited. */
  get states(): number {
    return this.#answer.states;
  }
  /** How many steps the longest of the shortest runs has that lead to a state. */
  get depth(): number {
    return this.#answer.depth;
  }
  /** How many cores the machine has. */
  get cores(): number {
    return this.#answer.model.cores;
  }
  /** The shortest run, moment by moment, with the state of the line behind each. */
  get witness(): readonly Witness[] {
    return this.#answer.witness;
  }
  /** The aliases of the question, the kernel's last: what `witness` counts in. */
  get aliases(): readonly { readonly name: string; readonly virtual: string; readonly color: number }[] {
    return this.#answer.model.aliases.map(({ description, virtual, color }) => ({
      name: description.name,
      virtual: formatAddress(virtual),
      color,
    }));
  }
  /** The shortest run as a story; undefined where all are coherent. */
  get story(): Scenario | undefined {
    return this.#answer.story && scenario(this.#answer.story);
  }

  /** Runs that story on the machine: it ends in the stale load, or in the lost store. */
  replay(): Run | undefined {
    return this.story?.run();
  }

  /** A row a moment of the shortest run. */
  table(): Table {
    return answerTable(this.#answer);
  }
  /** The replay's steps and outcomes as a Plotly figure; undefined where all runs are coherent. */
  figure(): Figure | undefined {
    return this.replay()?.figure();
  }
  /** The replay's timeline, with the lines and what each load saw; undefined where all runs are coherent. */
  svg(): string | undefined {
    return this.replay()?.svg();
  }
  /** What was decided, in one sentence. */
  verdict(): string {
    return answerVerdict(this.#answer);
  }
  /** The verdict for a mailing list: the question, the shortest run with what each load saw, and the line that asks again. */
  toMail(): string {
    return mails().answer(this.#answer);
  }
  toString(): string {
    return answerText(this.#answer);
  }
  toJSON() {
    const { question, coherent, trouble, states, depth, story, policies } = this.#answer;
    const found = { ...(trouble && { trouble, counterexample: story }), ...(policies && { policies }) };
    return { question, coherent, ...found, states, depth };
  }
  protected override bundle(): DisplayBundle {
    const caption = `${answerHeading(this.#answer)}. ${this.verdict()}`;
    const shown = this.coherent
      ? `<p>${escapeHtml(caption)}</p>`
      : tableHtml(this.table(), { caption, strong: isTrouble });
    return { 'text/plain': this.toString(), 'text/html': shown };
  }
}

refuseMoreInMethods(Verdict, 'prove(…).run()', WORKING_LINE);
