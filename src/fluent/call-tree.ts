/** What the kernel called in a run: the part of a run that the machine does not see. */

import { USUAL_LINUX } from '../linux/linux-description.js';
import type { ScenarioRun } from '../linux/run-scenario.js';
import type { KernelCall } from '../linux/system/call-trace.js';
import { refuseMoreInMethods } from '../units/arguments.js';
import { asTyped, InputError } from '../units/problems.js';
import type { Table } from '../views/arquero-table.js';
import { callTreeTable } from '../views/call-tree.js';
import { count, describeLinux } from '../views/words.js';
import { mails } from './mails.js';
import { RunView } from './run-view.js';

const WORKING_LINE = `scenario().write(daxFile('mail.dat'), 'HELLO').run().calls().count('dax_iomap_actor')`;

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
    if (typeof call !== 'string' || call === '')
      throw new InputError([`${asTyped(call)} is not the name of a function of the kernel`], WORKING_LINE);
    return this.calls.filter((each) => each.call === call).length;
  }
  /** A row a call: step, call (further in, the deeper it is), given, result. */
  table(): Table {
    return callTreeTable(this.calls);
  }
  /** The calls for a mailing list: the callee below its caller, and further in. */
  toMail(): string {
    return mails().callTree(this.#run, this.calls, this.#step);
  }
  protected heading(): string {
    const { machine, linux = USUAL_LINUX } = this.#run.scenario;
    return `kernel calls  ${machine.name} · ${describeLinux(linux)}  ${this.calls.length} calls`;
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

refuseMoreInMethods(CallTree, 'run.calls()', WORKING_LINE);
