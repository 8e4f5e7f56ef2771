/** The result of running a story. */

import type { CacheEvent } from '../hardware/event-log.js';
import type { LostStore } from '../hardware/lost-stores.js';
import type { MissingBytes } from '../hardware/promises.js';
import type { Returned } from '../linux/errno.js';
import { coresOf } from '../linux/machine-description.js';
import { isCoherent, missingOf, type ScenarioRun, type StepResult } from '../linux/run-scenario.js';
import type { Costs } from '../price/costs.js';
import { formatAddress } from '../units/address.js';
import { refuseMoreInMethods } from '../units/arguments.js';
import { formatBytes } from '../units/bytes.js';
import { asTyped, InputError } from '../units/problems.js';
import { renamed } from '../units/renamed.js';
import type { Table } from '../views/arquero-table.js';
import { eventColumns } from '../views/event-columns.js';
import { eventTable } from '../views/event-table.js';
import type { Figure } from '../views/figure.js';
import { runTable } from '../views/run-table.js';
import { runHeading, runVerdict } from '../views/run-text.js';
import { timelineFigure } from '../views/timeline.js';
import { timelineSvg } from '../views/timeline-svg.js';
import { CacheSets } from './cache-sets.js';
import { CallTree } from './call-tree.js';
import { mails } from './mails.js';
import { RunPrice } from './run-price.js';
import { RunView } from './run-view.js';
import { Stepper } from './stepper.js';

// The views of a run, for the public face.
export { CacheSets, CallTree, RunPrice, type RunPrice as RunCost, Stepper };

const WORKING_LINE = `scenario().load(alias(daxFile('mail.dat').page(0)), 5).run().read()`;

const WORKING_CALLS = `scenario().write(daxFile('mail.dat'), 'HELLO').run().returned(1)`;

const WORKING_SETS = `scenario().load(alias(daxFile('mail.dat').page(0)), 5).run().sets(0)`;

/** What happened: who did what at which address, what the cache did, what was read and what should have been. */
export class Run extends RunView {
  readonly #run: ScenarioRun;

  constructor(run: ScenarioRun) {
    super();
    this.#run = run;
  }

  /** No load was stale or foreign, no store was lost, and no step ended in a machine check. */
  get coherent(): boolean {
    return isCoherent(this.#run);
  }
  /** How many loads read old bytes of the page that was meant. */
  get staleLoads(): number {
    return this.#run.machine.counts.staleLoads;
  }
  /** How many loads read bytes of another page: another process's, say, at the same address of a cache with virtual tags. */
  get foreignLoads(): number {
    return this.#run.machine.counts.foreignLoads;
  }
  /** How many loads there were. */
  get loads(): number {
    return this.#run.machine.counts.loads;
  }
  /** The stores of which no copy is left. */
  get lost(): readonly LostStore[] {
    return this.#run.machine.lost;
  }
  /** What was promised to be in persistent memory, and was not there after a crash. */
  get missing(): readonly MissingBytes[] {
    return missingOf(this.#run);
  }
  /** What each step did; the last is the one that ended in a machine check, where one did. */
  get steps(): readonly StepResult[] {
    return this.#run.steps;
  }
  /** The run as the engine gave it, for views of one's own. */
  get engine(): ScenarioRun {
    return this.#run;
  }

  /**
   * What the step with this number (from 1) read, as text; the last step that read something, without a number. Throws
   * an InputError for a step that read nothing.
   */
  read(step?: number): string {
    const readings = this.steps.filter(({ read }) => read);
    const reading = step === undefined ? readings.at(-1) : readings.find((result) => result.step === step);
    if (!reading?.read) {
      const those = readings.map((result) => result.step).join(', ') || 'none';
      const what =
        step === undefined ? 'no step of this run read anything' : `step ${asTyped(step)} read nothing`;
      throw new InputError([`${what}: steps that did are ${those}`], WORKING_LINE);
    }
    return formatBytes(reading.read);
  }

  /** A row a call: what the text shows. */
  table(): Table {
    return runTable(this.#run);
  }
  /** The event log: a row a line that was touched. */
  events(): Table {
    return eventTable(this.#run);
  }
  /**
   * The event log in numbers, over the very arrays that it is kept in: nothing is copied, so that millions of events are a
   * table at once. `action` counts in `ACTIONS`, `flags` are the bits of `FLAG`, `agent` is who reached memory (that of a core's
   * data port is the core's number), 65,535 stands for no `alias` and no `way`, and -1 for no `set` and no page. Pages are of 4 KiB, `offset` is the byte in them, `otherLine` counts the lines of `otherPage`,
   * and `bytesAt` says where the bytes lie that the event carried. To be read only.
   * @example
   * const columns = scenario(sh4).store(alias(daxFile('mail.dat').page(0)), 'hello').run().eventColumns();
   * ACTIONS[columns.get('action', 0)] // => 'store'
   * columns.get('flags', 0) === FLAG.filled // => true
   * columns.get('lengthLessOne', 0) // => 4
   */
  eventColumns(): Table {
    return eventColumns(this.#run);
  }
  /** Every event, as objects. */
  log(): CacheEvent[] {
    return this.#run.machine.log.events();
  }
  /** What the kernel called, function by function; of one step (from 1), where one is named. */
  calls(step?: number): CallTree {
    if (step !== undefined && !this.steps.some((result) => result.step === step)) {
      throw new InputError(
        [`there is no step ${asTyped(step)}: steps are 1 to ${this.steps.length}`],
        `scenario().write(daxFile('mail.dat'), 'HELLO').run().calls(1)`,
      );
    }
    const calls = this.#run.calls.filter((call) => step === undefined || call.step === step);
    return new CallTree(this.#run, calls, step);
  }
  /**
   * What the call of this step (from 1) returned: a number of bytes, an error by its name, or a signal; the last call,
   * without a number. Throws an InputError for a step that calls nothing.
   */
  returned(step?: number): Returned {
    const calls = this.steps.filter((result) => result.returned !== undefined);
    const call = step === undefined ? calls.at(-1) : calls.find((result) => result.step === step);
    if (call?.returned === undefined) {
      const those = calls.map((result) => result.step).join(', ') || 'none';
      const what =
        step === undefined
          ? 'no step of this run returned anything'
          : `step ${asTyped(step)} returned nothing`;
      throw new InputError([`${what}: steps that did are ${those}`], WORKING_CALLS);
    }
    return call.returned;
  }
  /** The cache of a core as the run left it: of core 0, where nothing is said. */
  sets(core = 0): CacheSets {
    const cores = coresOf(this.#run.scenario.machine).count;
    if (!Number.isInteger(core) || core < 0 || core >= cores) {
      const those = cores === 1 ? 'core 0 only' : `cores 0 to ${cores - 1}`;
      throw new InputError([`there is no core ${asTyped(core)}: the machine has ${those}`], WORKING_SETS);
    }
    return new CacheSets(this.#run, core);
  }
  /**
   * The line that the run is about, after each step, forwards and backwards: see {@link Stepper}.
   * @example
   * const stepper = scenario(sh4).store(alias(daxFile('mail.dat').page(0)), 'hello').run().stepper();
   * stepper.table().array('memory') // => ['"········"', '"········"']
   * stepper.table().array('newest') // => ['"········"', '"hello···"']
   */
  stepper(): Stepper {
    return new Stepper(this.#run);
  }
  /**
   * What each step cost: exact counts times cycles, which can be replaced: `run.price({ fill: 60 })`. Past the fault of a revoked mapping
   * nothing is added that the machine did not count.
   */
  price(costs: Partial<Costs> = {}): RunPrice {
    return new RunPrice(this.#run, costs);
  }
  /** @deprecated The old name of `price()`. */
  cost(costs: Partial<Costs> = {}): RunPrice {
    renamed('run.cost()', 'run.price()');
    return this.price(costs);
  }
  /** Steps and outcomes as a Plotly figure. */
  figure(): Figure {
    return timelineFigure(this.#run);
  }
  /** The timeline of user and kernel, with what each load saw. */
  svg(): string {
    return timelineSvg(this.#run);
  }
  /** What came of it, in one sentence. */
  verdict(): string {
    return runVerdict(this.#run);
  }
  /**
   * The run for a mailing list: ASCII in 72 columns, with carets under what a load saw wrong, and the lines that run it again.
   */
  toMail(): string {
    return mails().run(this.#run);
  }
  /** The story and what came of it, as plain data. */
  toJSON() {
    return {
      scenario: this.#run.scenario,
      coherent: this.coherent,
      counts: { ...this.#run.machine.counts },
      steps: this.steps.map(({ step, asked, read, expected, returned, stale, foreign, machineCheck }) => ({
        step,
        do: asked.do,
        ...(returned !== undefined && asked.do !== 'dax_io' && { returned }),
        ...(read && { read: [...read], expected: [...expected!] }),
        stale,
        foreign,
        ...(machineCheck && { machineCheck }),
      })),
      lost: this.lost.map(({ physical, bytes, instead, store, lostAt }) => ({
        physical: formatAddress(physical),
        bytes: [...bytes],
        instead: [...instead],
        store,
        lostAt,
      })),
      ...(this.steps.some(({ missing }) => missing) && {
        missing: this.missing.map(({ physical, promisedIn, promised, found }) => ({
          physical: formatAddress(physical),
          promisedIn,
          promised: [...promised],
          found: [...found],
        })),
      }),
    };
  }
  protected heading(): string {
    return runHeading(this.#run);
  }
  protected says(): readonly string[] {
    return [this.verdict()];
  }
}

refuseMoreInMethods(Run, 'run', WORKING_LINE, { read: 1, calls: 1, returned: 1, sets: 1, price: 1, cost: 1 });
