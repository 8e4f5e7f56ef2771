/** The result of running a story. */
import type { CacheEvent } from '../hardware/event-log.js';
import type { LostStore } from '../hardware/lost-stores.js';
import type { MissingBytes } from '../hardware/promises.js';
import type { Costs } from '../linux/costs.js';
import type { ScenarioRun, StepResult } from '../linux/run-scenario.js';
import { formatAddress } from '../units/address.js';
import { formatBytes } from '../units/bytes.js';
import { asTyped, InputError } from '../units/problems.js';
import type { Table } from '../views/arquero-table.js';
import type { Figure } from '../views/figure.js';
import { eventTable, isTrouble, runTable } from '../views/run-table.js';
import { isCoherent, missingOf, runHeading, runText, runVerdict } from '../views/run-text.js';
import { tableHtml } from '../views/table-html.js';
import { timelineFigure } from '../views/timeline.js';
import { timelineSvg } from '../views/timeline-svg.js';
import { CacheSets } from './cache-sets.js';
import { RunCost } from './run-cost.js';
import { type DisplayBundle, Shown } from './shown.js';

const WORKING_LINE = `scenario().load(alias(daxFile('mail.dat').page(0)), 5).run().read()`;

const WORKING_SETS = `scenario().load(alias(daxFile('mail.dat').page(0)), 5).run().sets(0)`;

/** What happened: who did what at which address, what the cache did, what was read and what should have been. */
export class Run extends Shown {
  readonly #run: ScenarioRun;

  constructor(run: ScenarioRun) {
    super();
    this.#run = run;
  }

  /** No load was stale and no store was lost. */
  get coherent(): boolean {
    return isCoherent(this.#run);
  }
  /** How many loads read old bytes. */
  get staleLoads(): number {
    return this.#run.machine.counts.staleLoads;
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
  /** What each step did. */
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
  /** Every event, as objects. */
  log(): CacheEvent[] {
    return this.#run.machine.log.events();
  }
  /** The cache of a core as the run left it: of core 0, where nothing is said. */
  sets(core = 0): CacheSets {
    const cores = this.#run.machine.caches.length;
    if (!Number.isInteger(core) || core < 0 || core >= cores) {
      const those = cores === 1 ? 'core 0 only' : `cores 0 to ${cores - 1}`;
      throw new InputError([`there is no core ${asTyped(core)}: the machine has ${those}`], WORKING_SETS);
    }
    return new CacheSets(this.#run, core);
  }
  /**
   * What each step cost: exact counts times cycles, which can be replaced: `run.cost({ fill: 60 })`. Past the fault of a revoked mapping
   * nothing is added that the machine did not count.
   */
  cost(costs: Partial<Costs> = {}): RunCost {
    return new RunCost(this.#run, costs);
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
  toString(): string {
    return runText(this.#run);
  }
  /** The story and what came of it, as plain data. */
  toJSON() {
    return {
      scenario: this.#run.scenario,
      coherent: this.coherent,
      counts: { ...this.#run.machine.counts },
      steps: this.steps.map(({ step, asked, read, expected, stale }) => ({
        step,
        do: asked.do,
        ...(read && { read: [...read], expected: [...expected!] }),
        stale,
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
  protected override bundle(): DisplayBundle {
    const caption = `${runHeading(this.#run)}. ${this.verdict()}`;
    return {
      'text/plain': this.toString(),
      'text/html': tableHtml(this.table(), { caption, strong: isTrouble }),
    };
  }
}
