/** What the kernel called in a run: the part of a run that the machine does not see. */
import type { ScenarioRun } from '../linux/run-scenario.js';
import type { KernelCall } from '../linux/system/call-trace.js';
import type { Table } from '../views/arquero-table.js';
import { callTreeLines, callTreeTable } from '../views/call-tree.js';
import { mailOf, sentence, wrapped } from '../views/mail-text.js';
import { againLines } from '../views/run-mail.js';
import { count } from '../views/words.js';
import { againStory } from './again.js';
import { RunView } from './run-view.js';

const MOST_MAILED = 100;

/** The functions of the kernel in the order in which they were called, with what they were given and what came of them. */
export class CallTree extends RunView {
  readonly calls: readonly KernelCall[];
  readonly #run: ScenarioRun;
  readonly #step: number | undefined;

  /** The calls of one step, where one is named. */
  constructor(run: ScenarioRun, calls: readonly KernelCall[], step?: number) {
    super();
    this.#run = run;
    this.#step = step;
    this.calls = Object.freeze([...calls]);
  }

  /** How often a function was called. */
  count(call: string): number {
    return this.calls.filter((each) => each.call === call).length;
  }
  /** A row a call: step, call (further in, the deeper it is), given, result. */
  table(): Table {
    return callTreeTable(this.calls);
  }
  /** The calls for a mailing list: the callee below its caller, and further in. */
  toMail(): string {
    const lines = callTreeLines(this.calls, MOST_MAILED);
    const which = this.#step === undefined ? [] : [`--step ${this.#step}`];
    const heading = `${count(this.calls.length, 'call')} of the kernel's on ${this.#run.scenario.machine.name}`;
    return mailOf(
      wrapped(sentence(heading)),
      lines,
      againLines(againStory(this.#run.scenario, '--calls', ...which), 'To see them again:'),
    );
  }
  protected heading(): string {
    return `kernel calls  ${this.#run.scenario.machine.name}  ${this.calls.length} calls`;
  }
  protected says(): readonly string[] {
    return [];
  }
  protected override limit(): number {
    return 60;
  }
  protected override caption(): string {
    return `${count(this.calls.length, 'call')} of the kernel’s, the callee below its caller`;
  }
  toJSON(): readonly KernelCall[] {
    return this.calls;
  }
}
